import { statementsAt } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isRecord, isTrue, listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const CONFIGURATION = 'PublicAccessBlockConfiguration';

/**
 * Settings against public access lists, and settings against public policies. One of each pair is enough to keep a
 * bucket closed.
 */
const AGAINST_LISTS = ['BlockPublicAcls', 'IgnorePublicAcls'];
const AGAINST_POLICIES = ['BlockPublicPolicy', 'RestrictPublicBuckets'];

/** No bucket can become public, on purpose or by mistake. */
export const bucketPublicAccessBlocked: Rule = {
  name: 'BucketPublicAccessBlocked',
  practice: 'SEC03-BP07',
  also: ['SEC08-BP04'],
  level: 'fatal',
  requirement: 'Every bucket blocks public access with all four settings.',
  why:
    'One policy or access list that was written in a hurry is enough, and anyone can download invoices, customer ' +
    'exports or logs. Crawlers find such buckets within hours.',
  fix:
    'The buckets of `EcommerceArchitecture` are closed, and CloudFront reads the media bucket with an origin access ' +
    'control. Give other buckets `blockPublicAccess: BlockPublicAccess.BLOCK_ALL`; in CloudFormation set the four ' +
    'flags of `PublicAccessBlockConfiguration` to true.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  check: (workload) => workload.ofType('AWS::S3::Bucket').flatMap((bucket) => bucketFindings(workload, bucket)),
};

function bucketFindings(workload: Workload, bucket: Resource): Finding[] {
  if (bucket.raw(CONFIGURATION) === undefined) {
    // S3 blocks public access of new buckets. A bucket from before April 2023 keeps its state.
    const level = hasPublicList(bucket) || hasPublicPolicy(workload, bucket) ? 'error' : 'warning';
    return [
      found(bucket, false, 'all four settings', 'left to the default', {
        property: `Properties.${CONFIGURATION}`,
        level,
      }),
    ];
  }
  return [
    ...flagFindings(bucket, AGAINST_LISTS, hasPublicList(bucket)),
    ...flagFindings(bucket, AGAINST_POLICIES, hasPublicPolicy(workload, bucket)),
  ];
}

/** A flag that is off does not open a bucket alone: a public list or policy is needed too. */
function flagFindings(bucket: Resource, flags: readonly string[], granted: boolean): Finding[] {
  const findings = flags.map((item) =>
    verify(bucket, `${CONFIGURATION}.${item}`, { expected: 'true', holds: isTrue, item }),
  );
  const isOpen = granted && findings.every(({ state }) => state === 'failing');
  return findings.map((finding) => ({ ...finding, level: isOpen ? undefined : 'error' }));
}

function hasPublicList(bucket: Resource): boolean {
  return ['PublicRead', 'PublicReadWrite'].includes(String(bucket.get('AccessControl')));
}

/** A condition may limit a policy to a network or to a distribution, so such a policy is not public. */
function hasPublicPolicy(workload: Workload, bucket: Resource): boolean {
  return workload
    .anyOfType('AWS::S3::BucketPolicy')
    .filter((policy) => workload.follow(policy, policy.raw('Bucket')) === bucket)
    .flatMap((policy) => statementsAt(policy, 'PolicyDocument'))
    .some(({ effect, principal, condition }) => effect === 'Allow' && condition === undefined && isAnyone(principal));
}

function isAnyone(principal: unknown): boolean {
  return principal === '*' || (isRecord(principal) && listOf(principal.AWS).includes('*'));
}
