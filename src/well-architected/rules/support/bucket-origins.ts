import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/**
 * A bucket that a distribution reads through S3. The website endpoint of a bucket is an origin like any server, and has
 * redirects.
 */
export interface BucketOrigin {
  readonly distribution: Resource;
  readonly path: string;
  readonly id: unknown;
  readonly bucket?: Resource;
}

/** Returns the buckets among the origins of a distribution. */
export function bucketOrigins(workload: Workload, distribution: Resource): BucketOrigin[] {
  return distribution
    .itemPaths('DistributionConfig.Origins')
    .filter((path) => distribution.raw(`${path}.CustomOriginConfig`) === undefined)
    .flatMap((path) => {
      const [bucket] = [...workload.mentions(distribution, distribution.raw(`${path}.DomainName`))].filter(
        ({ type }) => type === 'AWS::S3::Bucket',
      );
      const isBucket = bucket !== undefined || distribution.raw(`${path}.S3OriginConfig`) !== undefined;
      return isBucket ? [{ distribution, path, id: distribution.get(`${path}.Id`), bucket }] : [];
    });
}
