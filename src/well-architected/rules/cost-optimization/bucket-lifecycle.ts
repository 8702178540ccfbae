import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import { found, show } from '../support/finding';
import type { Finding } from '../support/finding';
import { LIFECYCLE_RULES, ruleVerdicts } from '../support/lifecycle-rules';
import type { LifecycleDemand } from '../support/lifecycle-rules';
import { receivesRequestLogs } from '../support/log-buckets';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, stateOf, verdictOf } from '../support/verdict';

const MAX_UPLOAD_DAYS = 7;

const isPositive = (value: unknown): boolean => numberOf(value) > 0;
const isGiven = (value: unknown): boolean => value !== undefined;

const UPLOADS: LifecycleDemand = {
  item: 'AbortIncompleteMultipartUpload',
  expected: `an enabled rule for the whole bucket that drops unfinished uploads after ${MAX_UPLOAD_DAYS} days at most`,
  met: { 'AbortIncompleteMultipartUpload.DaysAfterInitiation': (value) => numberOf(value) <= MAX_UPLOAD_DAYS },
  partly: { 'AbortIncompleteMultipartUpload.DaysAfterInitiation': isPositive },
};

const VERSIONS: LifecycleDemand = {
  item: 'NoncurrentVersionExpiration',
  expected: 'an enabled rule for the whole bucket that deletes replaced versions',
  met: { 'NoncurrentVersionExpiration.NoncurrentDays': isPositive, NoncurrentVersionExpirationInDays: isPositive },
  partly: { NoncurrentVersionTransitions: isGiven, NoncurrentVersionTransition: isGiven },
};

const LOGS: LifecycleDemand = {
  item: 'Expiration',
  expected: 'an enabled rule for the whole bucket that deletes old logs',
  met: { ExpirationInDays: isPositive, ExpirationDate: isGiven },
  partly: { Transitions: isGiven, Transition: isGiven },
};

/** Buckets delete unfinished uploads, old versions and old logs. */
export const bucketLifecycle: Rule = {
  name: 'BucketLifecycle',
  practice: 'COST04-BP05',
  also: ['SUS04-BP03'],
  level: 'error',
  requirement: 'Buckets delete unfinished uploads, replaced versions and old logs automatically.',
  why:
    'Parts of interrupted uploads and replaced versions appear in no listing but on every bill, and access logs grow ' +
    'with every visitor.',
  fix:
    '`storage.versionExpiry` and `storage.logExpiry` set it for the buckets of `EcommerceArchitecture`. For other ' +
    'buckets write `LifecycleConfiguration.Rules` with `AbortIncompleteMultipartUpload`, with ' +
    '`NoncurrentVersionExpiration` for a versioned bucket, and with `ExpirationInDays` for a bucket that receives ' +
    'logs.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  check: (workload) =>
    workload
      .ofType('AWS::S3::Bucket')
      .flatMap((bucket) => [
        ...finding(bucket, UPLOADS, true),
        ...finding(bucket, VERSIONS, isKeptOnPurpose(bucket) ? false : isVersioned(bucket)),
        ...finding(bucket, LOGS, !isKeptOnPurpose(bucket) && receivesRequestLogs(workload, bucket)),
      ]),
};

/** True for a bucket under object lock. */
function isKeptOnPurpose(bucket: Resource): boolean {
  return isTrue(bucket.get('ObjectLockEnabled'));
}

function isVersioned(bucket: Resource): Verdict {
  return verdictOf(bucket.values('VersioningConfiguration.Status'), (status) => status === 'Enabled');
}

/**
 * A rule for a part of the bucket, or one that archives instead of deleting, may be enough. People have to decide that,
 * so it is a warning.
 */
function finding(bucket: Resource, demand: LifecycleDemand, applies: Verdict): Finding[] {
  if (applies === false) return [];
  const met = anyOf(ruleVerdicts(bucket, demand.met, true));
  const partly = anyOf([...ruleVerdicts(bucket, demand.met, false), ...ruleVerdicts(bucket, demand.partly, false)]);
  return [
    found(bucket, stateOf(met || applies ? met : undefined), demand.expected, show(bucket.raw(LIFECYCLE_RULES)), {
      property: `Properties.${LIFECYCLE_RULES}`,
      item: demand.item,
      level: partly === false ? undefined : 'warning',
    }),
  ];
}
