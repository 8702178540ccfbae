import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** One path of a distribution, and where it stands in the resource. */
export interface Behavior {
  readonly distribution: Resource;
  readonly path: string;

  /** What it is called in findings: its path pattern. */
  readonly name: string;
}

const DEFAULT = 'DistributionConfig.DefaultCacheBehavior';

export function behaviorsOf(distribution: Resource): Behavior[] {
  const others = distribution.itemPaths('DistributionConfig.CacheBehaviors').map((path, index) => {
    const pattern = distribution.get(`${path}.PathPattern`);
    return { distribution, path, name: typeof pattern === 'string' ? pattern : String(index) };
  });
  return distribution.raw(DEFAULT) === undefined ? others : [{ distribution, path: DEFAULT, name: 'Default' }, ...others];
}

/** A bucket that a distribution reads by itself. Its website's address is an origin like any server, and has redirects of its own. */
export interface BucketOrigin {
  readonly distribution: Resource;
  readonly path: string;
  readonly id: unknown;
  readonly bucket?: Resource;
}

export function bucketOrigins(workload: Workload, distribution: Resource): BucketOrigin[] {
  return distribution.itemPaths('DistributionConfig.Origins').filter((path) => distribution.raw(`${path}.CustomOriginConfig`) === undefined).flatMap((path) => {
    const [bucket] = [...workload.mentions(distribution, distribution.raw(`${path}.DomainName`))].filter(({ type }) => type === 'AWS::S3::Bucket');
    const isBucket = bucket !== undefined || distribution.raw(`${path}.S3OriginConfig`) !== undefined;
    return isBucket ? [{ distribution, path, id: distribution.get(`${path}.Id`), bucket }] : [];
  });
}
