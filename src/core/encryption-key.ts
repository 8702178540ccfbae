import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { arnHere } from './arn';
import { LIFETIMES } from './lifetimes';
import type { Profile } from './profile';

/** Properties of the shop's key. */
export interface EncryptionKeyProps {
  readonly profile: Profile;
}

/**
 * The customer managed key of the shop. It encrypts the database, its master secret, the log groups and the topics, and
 * rotates every year.
 */
export class EncryptionKey extends Construct {
  readonly key: kms.IKey;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const key = new kms.Key(this, 'Key', {
      enableKeyRotation: true,
      description: `Encrypts the data of ${this.node.path}`,
      removalPolicy: LIFETIMES[props.profile].dataRemovalPolicy,
      pendingWindow: Duration.days(30),
    });
    const stack = Stack.of(this);
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'LogGroupsOfThisAccount',
        principals: [new ServicePrincipal(`logs.${stack.region}.${Aws.URL_SUFFIX}`)],
        actions: [
          'kms:Encrypt',
          'kms:Decrypt',
          'kms:ReEncryptFrom',
          'kms:ReEncryptTo',
          'kms:GenerateDataKey',
          'kms:DescribeKey',
        ],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arnHere('logs', '*') } },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsAndEventsToTopics',
        principals: ['cloudwatch', 'events.rds', 'ses'].map(
          (service) => new ServicePrincipal(`${service}.amazonaws.com`),
        ),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
    );
    // Auto Scaling publishes with its service-linked role. A new account lacks that role, and KMS refuses a policy that
    // names a principal which does not exist.
    key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'ScalingEventsToTopics',
        principals: [new AnyPrincipal()],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: {
          ArnEquals: {
            'aws:PrincipalArn': stack.formatArn({
              service: 'iam',
              region: '',
              resource: 'role',
              resourceName: 'aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
            }),
          },
        },
      }),
    );
    this.key = key;
  }
}
