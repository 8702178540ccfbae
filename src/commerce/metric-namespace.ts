import { Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Metrics of the shop have no dimension that names it, so their namespace does: two shops of an account stay apart. */
export function metricNamespace(commerce: Construct): string {
  return Fn.sub(`EcommerceArchitecture/\${AWS::StackName}/${commerce.node.addr.slice(-8)}`);
}
