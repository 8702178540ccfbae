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

/** Stores that need their key: without it no one can read them or their backups. */
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

/** No deployment can delete the data of the shop. */
export const statefulDeletionPolicy: Rule = {
  name: 'StatefulDeletionPolicy',
  practice: 'OPS06-BP01',
  also: ['REL09-BP03'],
  level: 'error',
  requirement:
    'Databases, caches, buckets with data and their keys are kept, or leave a snapshot, when a deployment removes or ' +
    'replaces them.',
  why:
    'A renamed construct or a stack that is deleted in the wrong account removes every order for good. With the ' +
    'policy it takes an hour to recover.',
  fix:
    '`Profile.PRODUCTION` of `EcommerceArchitecture` sets it. For other resources call ' +
    '`applyRemovalPolicy(RemovalPolicy.RETAIN)`, or SNAPSHOT for a database. In CloudFormation set `DeletionPolicy` ' +
    'and `UpdateReplacePolicy`.',
  docs: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html',
  productionOnly: true,
  check: (workload) => [
    // A replica can be created again, and a member stores its data in the cluster.
    ...databases(workload).flatMap((database) => policies(database, true)),
    // The database holds the data. Without its cache the shop is slow, but loses nothing.
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
    // CloudFormation takes a snapshot of a database when it deletes it, but not when it replaces it, unless the
    // template sets the policy.
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

/** Logs and temporary data expire as a whole, so that a deletion only comes earlier. */
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

/** CloudFormation cannot delete a bucket with objects: only CDK's function empties it before. */
function isEmptied(workload: Workload, bucket: Resource): boolean {
  return [...workload.referrers(bucket)].some(({ type }) => type === 'Custom::S3AutoDeleteObjects');
}

function encryptsStores(workload: Workload, key: Resource): boolean {
  return [...workload.referrers(key)].some(({ type }) => STORES.includes(type));
}
