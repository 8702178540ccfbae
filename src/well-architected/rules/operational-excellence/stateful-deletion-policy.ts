import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { databases } from '../support/databases';
import type { Finding, FindingOptions } from '../support/finding';
import { found, show, verifyAttribute } from '../support/finding';
import type { Rule } from '../support/rule';

const ATTRIBUTES = ['DeletionPolicy', 'UpdateReplacePolicy'];
const KEEPS = ['Retain', 'RetainExceptOnCreate', 'Snapshot'];
const EXPECTED = 'Retain or Snapshot';

/** What a key must outlive: without it nobody can read them, not even their backups. */
const STORES = [
  'RDS::DBInstance',
  'RDS::DBCluster',
  'S3::Bucket',
  'ElastiCache::ReplicationGroup',
  'DynamoDB::Table',
  'EFS::FileSystem',
  'Logs::LogGroup',
  'Backup::BackupVault',
].map((type) => `AWS::${type}`);

/** No deployment can take the shop's data away. */
export const statefulDeletionPolicy: Rule = {
  name: 'StatefulDeletionPolicy',
  practice: 'OPS06-BP01',
  also: ['REL09-BP03'],
  level: 'error',
  requirement:
    'Databases, caches, buckets with data and the keys they need are kept, or leave a snapshot, when a deployment removes or replaces them.',
  why: 'A renamed construct or a stack deleted in the wrong account removes every order for good; with the policy it is an hour of work.',
  fix:
    '`Profile.PRODUCTION` of `EcommerceArchitecture` sets it. For resources of your own `applyRemovalPolicy(RemovalPolicy.RETAIN)`, or SNAPSHOT for a ' +
    'database; in CloudFormation `DeletionPolicy` and `UpdateReplacePolicy`.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  productionOnly: true,
  check: (workload) => [
    // A replica can be made again, and what a cluster stores is the cluster's.
    ...databases(workload).flatMap((database) => policies(database, true)),
    // The truth is in the database: a cache that is gone is slow, not lost.
    ...workload
      .ofType('AWS::ElastiCache::ReplicationGroup')
      .filter(hasSnapshots)
      .flatMap((group) => policies(group, false, { level: 'warning' })),
    ...workload
      .ofType('AWS::S3::Bucket')
      .filter(keepsData)
      .flatMap((bucket) => policies(bucket, false, { level: isEmptied(workload, bucket) ? 'error' : 'warning' })),
    ...workload
      .ofType('AWS::KMS::Key')
      .filter((key) => encryptsStores(workload, key))
      .flatMap((key) => policies(key, false)),
  ],
};

function policies(resource: Resource, snapshotByDefault: boolean, options: FindingOptions = {}): Finding[] {
  return ATTRIBUTES.map((attribute) => {
    const item = attribute;
    // CloudFormation makes a snapshot of databases when it deletes them, but not when it replaces them, unless it is told otherwise.
    if (snapshotByDefault && attribute === 'DeletionPolicy' && resource.definition[attribute] === undefined) {
      return found(resource, true, EXPECTED, 'Snapshot by default', { ...options, property: attribute, item });
    }
    return verifyAttribute(resource, attribute, {
      ...options,
      item,
      expected: EXPECTED,
      holds: (value) => KEEPS.includes(show(value)),
    });
  });
}

function hasSnapshots(group: Resource): boolean {
  return group.raw('SnapshotRetentionLimit') !== undefined && String(group.get('SnapshotRetentionLimit')) !== '0';
}

/** Logs and passing things expire as a whole: what is lost would have been lost. */
function keepsData(bucket: Resource): boolean {
  return !bucket
    .list('LifecycleConfiguration.Rules')
    .filter(isRecord)
    .some(
      (rule) =>
        rule.Status === 'Enabled' &&
        (rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined) &&
        rule.Prefix === undefined &&
        rule.TagFilters === undefined &&
        rule.ObjectSizeGreaterThan === undefined &&
        rule.ObjectSizeLessThan === undefined,
    );
}

/** CloudFormation cannot delete a bucket with objects: that takes CDK's function that empties it first. */
function isEmptied(workload: Workload, bucket: Resource): boolean {
  return [...workload.referrers(bucket)].some(({ type }) => type === 'Custom::S3AutoDeleteObjects');
}

function encryptsStores(workload: Workload, key: Resource): boolean {
  return [...workload.referrers(key)].some(({ type }) => STORES.includes(type));
}
