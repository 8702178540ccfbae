import { Aws } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeInlinePolicy } from '../core/acknowledge';

const MANAGED: Readonly<Record<string, string>> = {
  AmazonSSMManagedInstanceCore: 'Session Manager replaces SSH: AWS maintains the permissions that its agent requires.',
  CloudWatchAgentServerPolicy:
    'For metrics and logs of the servers: AWS maintains the permissions that its agent requires.',
};

/**
 * Creates the role of the servers, without the permissions that other rooms grant: Session Manager, metrics and logs,
 * and read access to the start-up script and the code. The group adds the permission to signal the deployment.
 *
 * @param scope - the parent of the role
 * @param files - the assets that a server downloads
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
