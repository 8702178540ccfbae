import { Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * Returns a namespace for the metrics of one shop. Metrics have no dimension for the shop, and an account can have two.
 */
export function metricNamespace(commerce: Construct): string {
  return Fn.sub(`EcommerceArchitecture/\${AWS::StackName}/${commerce.node.addr.slice(-8)}`);
}
