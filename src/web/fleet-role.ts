import { Aws } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicy } from '../core/acknowledge';

const MANAGED: Readonly<Record<string, string>> = {
  AmazonSSMManagedInstanceCore:
    'Session Manager instead of SSH: AWS maintains what its agent may call, as the agent grows.',
  CloudWatchAgentServerPolicy:
    'Metrics and logs of the servers: AWS maintains what its agent may call, as the agent grows.',
};

/**
 * What a server may do before any room gives it more: be reached by Session Manager, report, and fetch its start-up script and code. The group itself adds that
 * it may signal this stack's deployment.
 */
export function createFleetRole(scope: Construct, ...files: Asset[]): Role {
  const role = new Role(scope, 'Role', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    managedPolicies: Object.keys(MANAGED).map((name) => ManagedPolicy.fromAwsManagedPolicyName(name)),
  });
  for (const [name, reason] of Object.entries(MANAGED)) {
    acknowledge(role, `IAMNoManagedPolicies[Policy::arn:<AWS::Partition>:iam::aws:policy/${name}]`, reason);
  }
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:GetObject'],
      resources: files.map(
        ({ s3BucketName, s3ObjectKey }) => `arn:${Aws.PARTITION}:s3:::${s3BucketName}/${s3ObjectKey}`,
      ),
    }),
  );
  acknowledgeInlinePolicy(role);
  return role;
}
