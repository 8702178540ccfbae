import { CfnDeletionPolicy, CfnParameter, CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { CfnBucketProps } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { Profile } from '../../../../src/core/profile';
import { statefulDeletionPolicy } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const { DELETE, RETAIN, RETAIN_EXCEPT_ON_CREATE, SNAPSHOT } = CfnDeletionPolicy;
const BOTH = ['DeletionPolicy', 'UpdateReplacePolicy'];

const kept =
  (make: (stack: Stack) => CfnResource, deletion?: CfnDeletionPolicy, replacement = deletion): Build =>
  (stack) => {
    const { cfnOptions: options } = make(stack);
    options.deletionPolicy = deletion;
    options.updateReplacePolicy = replacement;
  };

const database = (stack: Stack) => new CfnDBInstance(stack, 'Database', { engine: 'postgres' });
const bucket = (props?: CfnBucketProps) => (stack: Stack) => new CfnBucket(stack, 'Bucket', props);
const cache = (snapshotRetentionLimit?: number) => (stack: Stack) =>
  new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', snapshotRetentionLimit });
const expiring = (prefix?: string) =>
  bucket({ lifecycleConfiguration: { rules: [{ status: 'Enabled', expirationInDays: 30, prefix }] } });

const keyOfBucket = (stack: Stack) => {
  const key = new CfnKey(stack, 'Key', { keyPolicy: {} });
  const made = bucket({
    bucketEncryption: {
      serverSideEncryptionConfiguration: [
        { serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: key.attrArn } },
      ],
    },
  })(stack);
  made.cfnOptions.deletionPolicy = RETAIN;
  made.cfnOptions.updateReplacePolicy = RETAIN;
  return key;
};

export const cases: RuleCases = {
  rule: statefulDeletionPolicy,
  compliant: {
    'a database with a snapshot': kept(database, SNAPSHOT),
    'a database that is kept': kept(database, RETAIN_EXCEPT_ON_CREATE),
    'a database with a snapshot by default': kept(database, undefined, SNAPSHOT),
    'a cluster that is kept': kept((stack) => new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-mysql' }), RETAIN),
    'a cache with a snapshot': kept(cache(7), SNAPSHOT),
    'a bucket that is kept': kept(bucket(), RETAIN),
    'a key that is kept': kept(keyOfBucket, RETAIN),
  },
  failing: {
    'a database that is deleted': { build: kept(database, DELETE), fails: BOTH },
    'a database that is replaced': { build: kept(database), fails: ['UpdateReplacePolicy'] },
    'a cluster that is deleted': {
      build: kept((stack) => new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-mysql' }), DELETE),
      fails: BOTH,
    },
    'a cache that is deleted': { build: kept(cache(7), DELETE), fails: BOTH },
    'a bucket without a policy': { build: kept(bucket()), fails: BOTH },
    'a bucket that is replaced': { build: kept(bucket(), RETAIN, DELETE), fails: ['UpdateReplacePolicy'] },
    'a bucket of which a part expires': { build: kept(expiring('temporary/'), DELETE), fails: BOTH },
    'a bucket that is emptied': (stack) => {
      const made = bucket()(stack);
      new CfnResource(stack, 'Emptied', { type: 'Custom::S3AutoDeleteObjects', properties: { BucketName: made.ref } });
    },
    'a key that is deleted': { build: kept(keyOfBucket, DELETE), fails: BOTH },
  },
  notApplicable: {
    'a topic': (stack) => {
      new CfnTopic(stack, 'Topic');
    },
    'a read replica': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'shop' });
    },
    'an instance of a cluster': (stack) => {
      new CfnDBInstance(stack, 'Reader', { dbClusterIdentifier: 'shop' });
    },
    'a cache without snapshots': kept(cache(), DELETE),
    'a cache with the setting has no snapshots': kept(cache(0), DELETE),
    'a bucket of which everything expires': kept(expiring(), DELETE),
    'a key of topics': (stack) => {
      new CfnTopic(stack, 'Topic', { kmsMasterKeyId: new CfnKey(stack, 'Key', { keyPolicy: {} }).attrArn });
    },
    'a shop for developers': { build: kept(database, DELETE), settings: { profile: Profile.DEVELOPMENT } },
  },
  token: (stack) => {
    const policy = new CfnParameter(stack, 'Policy');
    const made = database(stack);
    for (const attribute of BOTH) made.addOverride(attribute, { Ref: policy.logicalId });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      const made = database(stack);
      made.cfnOptions.deletionPolicy = SNAPSHOT;
      made.cfnOptions.updateReplacePolicy = SNAPSHOT;
      made.addOverride('DeletionPolicy', 'Delete');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, resource] of ofType(main, 'AWS::RDS::DBInstance')) resource.UpdateReplacePolicy = 'Delete';
    },
  },
};
