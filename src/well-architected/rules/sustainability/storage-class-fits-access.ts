import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { deployedBuckets } from '../support/bucket-deployments';
import { bucketOrigins } from '../support/bucket-origins';
import { found, show } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, someItem, stateOf, verdictOf } from '../support/verdict';

const MAX_DAYS = 90;

/** Classes for what is rarely read that still answer at once. */
const COOL_CLASSES: readonly unknown[] = ['INTELLIGENT_TIERING', 'STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR'];

/** Old pictures do not stay on the fastest storage. */
export const storageClassFitsAccess: Rule = {
  name: 'StorageClassFitsAccess',
  practice: 'SUS04-BP02',
  also: ['COST06-BP02'],
  level: 'warning',
  requirement:
    'Pictures and downloads move to a storage class for rarely read objects within 90 days, or to one that decides by itself.',
  why: 'Most products of a shop are looked at in their first season; their pictures are paid and kept spinning as if they were on the front page for ever.',
  fix:
    'In the lifecycle of the media bucket (`storage.mediaBucket`, when it is yours) add a transition to `INTELLIGENT_TIERING`; in CloudFormation ' +
    '`LifecycleConfiguration.Rules[].Transitions`.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html',
  check: (workload) =>
    mediaBuckets(workload).map((bucket) =>
      found(
        bucket,
        stateOf(someItem(bucket, 'LifecycleConfiguration.Rules', (rule) => cools(bucket, rule))),
        `a transition to ${COOL_CLASSES.join(', ')} within ${MAX_DAYS} days`,
        show(bucket.raw('LifecycleConfiguration.Rules')),
        { property: 'Properties.LifecycleConfiguration.Rules' },
      ),
    ),
};

/** What CloudFront reads and people have put there; the files of a website are few and small. */
function mediaBuckets(workload: Workload): Resource[] {
  const origins = new Set(
    workload
      .anyOfType('AWS::CloudFront::Distribution')
      .flatMap((distribution) => bucketOrigins(workload, distribution))
      .map(({ bucket }) => bucket),
  );
  const deployed = deployedBuckets(workload);
  return workload.ofType('AWS::S3::Bucket').filter((bucket) => origins.has(bucket) && !deployed.has(bucket));
}

function cools(bucket: Resource, rule: string): Verdict {
  const enabled = verdictOf(bucket.values(`${rule}.Status`), (value) => value === 'Enabled');
  const moves = (transition: string) =>
    everyOf([
      verdictOf(bucket.values(`${transition}.StorageClass`), (value) => COOL_CLASSES.includes(value)),
      verdictOf(bucket.values(`${transition}.TransitionInDays`), (value) => numberOf(value) <= MAX_DAYS),
    ]);
  return everyOf([enabled, anyOf([moves(`${rule}.Transition`), someItem(bucket, `${rule}.Transitions`, moves)])]);
}
