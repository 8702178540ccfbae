import { numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { bucketOrigins } from '../support/bucket-origins';
import { MANAGED_POLICIES, ownPolicy } from '../support/cache-policies';
import type { Behavior } from '../support/distributions';
import { behaviorsOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { assess, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const DAY = 86400;

/** Folders and file types that change only with a release. A single file with its full name often must be fresh. */
const STATIC = new RegExp(
  [
    '(^|/)(_?static|assets?|media|images?|img|css|js|fonts?|icons?|_next/static|_astro)/.*\\*',
    '\\*.*\\.(css|m?js|png|jpe?g|gif|webp|avif|svg|ico|woff2?|mp4)$',
  ].join('|'),
  'i',
);

/** Static files are kept near the visitors. */
export const longCacheTtl: Rule = {
  name: 'LongCacheTtl',
  practice: 'SUS03-BP05',
  also: ['PERF03-BP05'],
  level: 'warning',
  requirement:
    'Styles, scripts and pictures stay in CloudFront for a day or longer where their origin sets no other time.',
  why:
    'CloudFront fetches what it does not cache from the shop for every visitor. The same bytes travel the whole way ' +
    'again, and a rush reaches the servers directly.',
  fix:
    '`EcommerceArchitecture` does so for `/static/*` and `/media/*`. For other behaviors use the managed policy ' +
    'CachingOptimized (`CachePolicyId: 658327ea-f89d-4fab-a63d-7e88639e58f6`), or set `DefaultTTL` of the cache ' +
    'policy to 86400 or more.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html',
  check: (workload) =>
    workload.ofType('AWS::CloudFront::Distribution').flatMap((distribution) => {
      const behaviors = behaviorsOf(distribution);
      const buckets = new Set(bucketOrigins(workload, distribution).map(({ id }) => id));
      return behaviors
        .filter((behavior) => (behaviors.length === 1 ? readsOne(behavior, buckets) : isStatic(behavior)))
        .filter(isReadOnly)
        .flatMap((behavior) => ttlFinding(workload, behavior));
    }),
};

function isStatic({ name }: Behavior): boolean {
  return STATIC.test(name);
}

/** True for a behavior that reads a bucket. */
function readsOne({ distribution, path }: Behavior, buckets: ReadonlySet<unknown>): boolean {
  return buckets.has(distribution.get(`${path}.TargetOriginId`));
}

function isReadOnly({ distribution, path }: Behavior): boolean {
  return !distribution.list(`${path}.AllowedMethods`).includes('POST');
}

const expectation = (item: string) => ({
  item,
  expected: 'a default of 86400 seconds or more',
  holds: (value: unknown) => value === undefined || numberOf(value) >= DAY,
});

function ttlFinding(workload: Workload, behavior: Behavior): Finding[] {
  const { distribution, path, name } = behavior;
  const property = `${path}.CachePolicyId`;
  // The older form without a policy, whose default is a day.
  if (distribution.raw(property) === undefined) return [verify(distribution, `${path}.DefaultTTL`, expectation(name))];
  const ttls =
    ownPolicy(workload, behavior)?.values('CachePolicyConfig.DefaultTTL') ??
    distribution.values(property).map(managedTtl);
  // The content of a policy from another template is unknown.
  if (ttls.some(({ known, value }) => known && value === undefined)) return [];
  return [assess(distribution, `Properties.${property}`, ttls, expectation(name))];
}

function managedTtl({ known, value }: Possible): Possible {
  return known ? { known, value: MANAGED_POLICIES[String(value)]?.defaultTtl } : { known, value };
}
