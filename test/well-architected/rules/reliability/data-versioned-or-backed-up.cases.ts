import { CfnParameter, CfnResource, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnBackupSelection } from 'aws-cdk-lib/aws-backup';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnTrail } from 'aws-cdk-lib/aws-cloudtrail';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { Profile } from '../../../../src/core/profile';
import { dataVersionedOrBackedUp } from '../../../../src/well-architected/rules/reliability';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const bucket =
  (status?: string): Build =>
  (stack) => {
    new CfnBucket(stack, 'Bucket', { versioningConfiguration: status === undefined ? undefined : { status } });
  };

/** A bucket without versions, and a resource that uses it. */
const used =
  (use: (stack: Stack, bucket: CfnBucket) => unknown): Build =>
  (stack) => {
    use(stack, new CfnBucket(stack, 'Bucket'));
  };

const expiring =
  (rule: Partial<CfnBucket.RuleProperty>): Build =>
  (stack) => {
    new CfnBucket(stack, 'Bucket', { lifecycleConfiguration: { rules: [{ status: 'Enabled', ...rule }] } });
  };

const edge = (stack: Stack, domainName: string, logs: string) =>
  new CfnDistribution(stack, 'Distribution', {
    distributionConfig: {
      enabled: true,
      defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only' },
      origins: [{ id: 'o', domainName, s3OriginConfig: {} }],
      logging: { bucket: logs },
    },
  });

const database =
  (backupRetentionPeriod?: number): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', {
      engine: 'postgres',
      backupRetentionPeriod,
      tags: [{ key: 'backup', value: 'daily' }],
    });
  };

type Selection = Partial<CfnBackupSelection.BackupSelectionResourceTypeProperty>;

/** A database with a backup plan of the app. */
const planned =
  (backupRetentionPeriod: number, select: (database: string) => Selection): Build =>
  (stack) => {
    database(backupRetentionPeriod)(stack);
    const { attrDbInstanceArn } = stack.node.findChild('Database') as CfnDBInstance;
    new CfnBackupSelection(stack, 'Selection', {
      backupPlanId: 'plan',
      backupSelection: { selectionName: 's', iamRoleArn: 'arn', ...select(attrDbInstanceArn) },
    });
  };

const byTag = (conditionValue: string): Selection => ({
  listOfTags: [{ conditionType: 'STRINGEQUALS', conditionKey: 'backup', conditionValue }],
});

export const cases: RuleCases = {
  rule: dataVersionedOrBackedUp,
  compliant: {
    'a bucket with versions': bucket('Enabled'),
    'a bucket and one for its logs': used(
      (stack, { ref }) =>
        new CfnBucket(stack, 'Media', {
          versioningConfiguration: { status: 'Enabled' },
          loggingConfiguration: { destinationBucketName: ref },
        }),
    ),
    'a database that RDS backs up': database(14),
    'a cluster that RDS backs up': (stack) => {
      new CfnDBCluster(stack, 'Cluster', { backupRetentionPeriod: 7 });
    },
    'a database for developers': { build: database(), settings: { profile: Profile.DEVELOPMENT } },
    'a database in a plan': planned(0, (arn) => ({ resources: [arn] })),
    'a database with a tag of a plan': planned(0, () => byTag('daily')),
    'a plan for everything': planned(0, () => ({ resources: ['*'] })),
    'a plan for all databases': planned(0, () => ({ resources: [Fn.sub('arn:${AWS::Partition}:rds:*:*:db:*')] })),
  },
  failing: {
    'a bucket without the setting': { build: bucket(), fails: ['Properties.VersioningConfiguration.Status'] },
    'a bucket that stopped it': bucket('Suspended'),
    'a bucket of which a part expires': expiring({ expirationInDays: 30, prefix: 'tmp/' }),
    'a bucket of which old versions expire': expiring({ noncurrentVersionExpiration: { noncurrentDays: 30 } }),
    'a bucket whose expiry is off': expiring({ expirationInDays: 30, status: 'Disabled' }),
    'a bucket that CloudFront reads': used((stack, { attrRegionalDomainName }) =>
      edge(stack, attrRegionalDomainName, 'logs.s3.amazonaws.com'),
    ),
    'a bucket whose logs are delivered elsewhere': used(
      (stack, { attrArn }) =>
        new CfnBucketPolicy(stack, 'Policy', {
          bucket: 'logs',
          policyDocument: {
            Statement: [
              {
                Principal: { Service: 'logging.s3.amazonaws.com' },
                Condition: { ArnLike: { 'aws:SourceArn': attrArn } },
              },
            ],
          },
        }),
    ),
    'a bucket with another policy': used(
      (stack, { ref }) => new CfnBucketPolicy(stack, 'Policy', { bucket: ref, policyDocument: {} }),
    ),
    'a database that keeps a day': { build: database(), fails: ['Properties.BackupRetentionPeriod'] },
    'a database outside of the plan': {
      build: planned(14, () => ({ resources: ['arn:aws:dynamodb:*:*:table/*'] })),
      fails: ['BackupPlan'],
    },
    'a database with another tag': planned(14, () => byTag('weekly')),
    'a database that the plan leaves out': planned(14, (arn) => ({ resources: ['*'], notResources: [arn] })),
    'a database without any backup': {
      build: planned(0, () => byTag('weekly')),
      fails: ['Properties.BackupRetentionPeriod'],
    },
  },
  notApplicable: {
    'a read replica': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'database' });
    },
    'a bucket for logs of CloudFront': used((stack, { attrRegionalDomainName }) =>
      edge(stack, 'shop.example.com', attrRegionalDomainName),
    ),
    'a bucket for a trail': used(
      (stack, { ref }) => new CfnTrail(stack, 'Trail', { isLogging: true, s3BucketName: ref }),
    ),
    'a bucket that logs are delivered to': used(
      (stack, { ref }) =>
        new CfnBucketPolicy(stack, 'Policy', {
          bucket: ref,
          policyDocument: {
            Statement: [
              { Effect: 'Allow', Principal: { Service: 'delivery.logs.amazonaws.com' }, Action: 's3:PutObject' },
            ],
          },
        }),
    ),
    'a bucket that a deployment fills': used(
      (stack, { ref }) =>
        new CfnResource(stack, 'Deployment', {
          type: 'Custom::CDKBucketDeployment',
          properties: { DestinationBucketName: ref },
        }),
    ),
    'a bucket whose objects expire': expiring({ expirationInDays: 30 }),
  },
  token: (stack) => {
    bucket(new CfnParameter(stack, 'Status').valueAsString)(stack);
    const selected = new CfnParameter(stack, 'Selected').valueAsString;
    planned(14, () => ({ resources: [selected], conditions: { StringEquals: [] } }))(stack);
    new CfnDBCluster(stack, 'Cluster', {
      backupRetentionPeriod: new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber,
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      bucket('Enabled')(stack);
      (stack.node.findChild('Bucket') as CfnBucket).addPropertyOverride('VersioningConfiguration.Status', 'Suspended');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::S3::Bucket')) {
        delete properties.VersioningConfiguration;
      }
    },
  },
  oracles: [
    {
      name: 'S3BucketVersioningEnabled',
      rule: rules.s3.S3BucketVersioningEnabled,
      about: [
        'a bucket with versions',
        'a bucket without the setting',
        'a bucket that stopped it',
        'a bucket of which a part expires',
        'a bucket whose expiry is off',
      ],
    },
    {
      name: 'RDSInBackupPlan',
      rule: rules.rds.RDSInBackupPlan,
      about: [
        'a database that RDS backs up',
        'a database in a plan',
        'a database with a tag of a plan',
        'a plan for everything',
        'a plan for all databases',
        'a database outside of the plan',
        'a database with another tag',
        'a database without any backup',
        'a database that the plan leaves out',
      ],
      disagreements: {
        'a database that RDS backs up':
          'backups of RDS for at least a week restore any second, which a daily plan does not',
        'a database with a tag of a plan': 'plans select by tags as well',
        'a plan for everything': 'plans select by wildcards as well',
        'a plan for all databases': 'plans select by wildcards as well',
      },
    },
  ],
};
