import { statementsAt } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isRecord, isTrue, listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const CONFIGURATION = 'PublicAccessBlockConfiguration';

/** The flags that stand against public access lists, and those against public policies: either of a pair is enough to keep the bucket closed. */
const AGAINST_LISTS = ['BlockPublicAcls', 'IgnorePublicAcls'];
const AGAINST_POLICIES = ['BlockPublicPolicy', 'RestrictPublicBuckets'];

/** No bucket can be opened to the world, by intention or by mistake. */
export const bucketPublicAccessBlocked: Rule = {
  name: 'BucketPublicAccessBlocked',
  practice: 'SEC03-BP07',
  also: ['SEC08-BP04'],
  level: 'fatal',
  requirement: 'Every bucket blocks public access, by all four settings.',
  why:
    'One policy or access list written in a hurry, and invoices, customer exports or logs can be downloaded by anybody; crawlers find such ' +
    'buckets within hours.',
  fix:
    'The buckets of `EcommerceArchitecture` are closed, and CloudFront reads its media with an identity of its own; give your own ' +
    '`blockPublicAccess: BlockPublicAccess.BLOCK_ALL`, in CloudFormation the four flags of `PublicAccessBlockConfiguration` set to true.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
  check: (workload) => workload.ofType('AWS::S3::Bucket').flatMap((bucket) => bucketFindings(workload, bucket)),
};

function bucketFindings(workload: Workload, bucket: Resource): Finding[] {
  if (bucket.raw(CONFIGURATION) === undefined) {
    // S3 closes a bucket that is new; one that is older than April 2023 stays as it was.
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

/** A flag that is off opens nothing by itself: it takes a list or a policy that says so. */
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

/** A condition may well limit it to a network or to one distribution. */
function hasPublicPolicy(workload: Workload, bucket: Resource): boolean {
  return workload
    .anyOfType('AWS::S3::BucketPolicy')
    .filter((policy) => workload.follow(policy, policy.raw('Bucket')) === bucket)
    .flatMap((policy) => statementsAt(policy, 'PolicyDocument'))
    .some(
      ({ effect, principal, condition }) => effect === 'Allow' && condition === undefined && isEverybody(principal),
    );
}

function isEverybody(principal: unknown): boolean {
  return principal === '*' || (isRecord(principal) && listOf(principal.AWS).includes('*'));
}
