import type { Behavior } from './distributions';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Default lifetime in seconds of objects without caching headers, and whether compressed versions are cached. */
export interface ManagedPolicy {
  readonly defaultTtl: number;
  readonly compresses: boolean;
}

const DAY = 86400;

/**
 * Cache policies of AWS, which are the same in every account.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const MANAGED_POLICIES: Readonly<Record<string, ManagedPolicy>> = {
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { defaultTtl: DAY, compresses: true },
  // CachingOptimizedForUncompressedObjects
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': { defaultTtl: DAY, compresses: false },
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { defaultTtl: 0, compresses: false },
  // UseOriginCacheControlHeaders
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': { defaultTtl: 0, compresses: true },
  // UseOriginCacheControlHeaders-QueryStrings
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': { defaultTtl: 0, compresses: true },
};

export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const FOR_UNCOMPRESSED = 'b2884449-e4de-46a7-ac36-70bc7f1ddd6d';

/** Returns the cache policy of a behavior where it is in the same app; undefined for managed policies. */
export function ownPolicy(workload: Workload, { distribution, path }: Behavior): Resource | undefined {
  const policy = workload.follow(distribution, distribution.raw(`${path}.CachePolicyId`));
  return policy?.type === 'AWS::CloudFront::CachePolicy' ? policy : undefined;
}
