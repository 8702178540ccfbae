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

/** Storage classes for rarely read objects that still respond immediately. */
const COOL_CLASSES: readonly unknown[] = ['INTELLIGENT_TIERING', 'STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR'];

/** Old pictures move to cheaper storage. */
export const storageClassFitsAccess: Rule = {
  name: 'StorageClassFitsAccess',
  practice: 'SUS04-BP02',
  also: ['COST06-BP02'],
  level: 'warning',
  requirement:
    'Pictures and downloads move within 90 days to a storage class for rarely read objects, or to one that adapts ' +
    'automatically.',
  why:
    'Most products are viewed in their first season. Afterwards their pictures still use and cost as much as those ' +
    'of the home page.',
  fix:
    'Add a transition to `INTELLIGENT_TIERING` to the lifecycle of the media bucket (`storage.mediaBucket`, when you ' +
    'bring it). In CloudFormation set `LifecycleConfiguration.Rules[].Transitions`.',
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

/**
 * Returns buckets that CloudFront reads and that people fill. The files of a website are few and small, so its buckets
 * are excluded.
 */
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
