import * as iam from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicy } from '../core/acknowledge';

/**
 * The role of one function, with its permissions written into the role itself instead of a policy resource beside it: they are there before the
 * function and go after it, so that Lambda can still give back the network interfaces when the stack is deleted, and the template is smaller.
 */
export class FunctionRole extends iam.Role {
  private readonly permissions: iam.PolicyDocument;

  constructor(scope: Construct, id: string, logGroup: ILogGroup, vpcAccess: iam.IManagedPolicy) {
    // Merged explicitly, so that the template does not depend on the app's feature flags.
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

/** What every function needs to run in the VPC and to be traced: one policy of ours for all of them. */
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
    'Lambda attaches functions to the VPC with interfaces it creates later, and traces have no ARN: neither can be named before it exists.',
  );
  return policy;
}
