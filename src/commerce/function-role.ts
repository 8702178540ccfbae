import * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicy } from '../core/acknowledge';

/**
 * The role of a function, with inline policies instead of a separate policy resource. The permissions then exist before
 * the function and are deleted after it, so that Lambda can delete its network interfaces when the stack is deleted.
 * The template is also smaller.
 */
export class FunctionRole extends iam.Role {
  private readonly permissions: iam.PolicyDocument;

  constructor(scope: Construct, id: string, logGroup: ILogGroup, vpcAccess: iam.IManagedPolicy) {
    // Minimized explicitly, so that the template does not depend on the app's feature flags.
    const permissions = new iam.PolicyDocument({ minimize: true });
    super(scope, id, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { Permissions: permissions },
      managedPolicies: [vpcAccess],
    });
    this.permissions = permissions;
    acknowledgeInlinePolicy(this);
    this.addToPrincipalPolicy(
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
  }

  public override addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.permissions.addStatements(statement);
    return { statementAdded: true, policyDependable: this };
  }
}

/**
 * Creates the policy that all functions share: permissions to run in the VPC and to send traces.
 *
 * @param scope - the parent of the policy
 * @param id - of the policy
 */
export function createVpcAccess(scope: Construct, id: string): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, id, {
    statements: [
      new iam.PolicyStatement({
        actions: [
          'ec2:AssignPrivateIpAddresses',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:UnassignPrivateIpAddresses',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        resources: ['*'],
      }),
    ],
  });
  acknowledge(
    policy,
    'IAMNoWildcardPermissions[Resource::*]',
    'Lambda creates the network interfaces of a function later, and traces have no ARN, so the policy can name ' +
      'neither.',
  );
  return policy;
}
