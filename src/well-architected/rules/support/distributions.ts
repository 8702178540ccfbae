import { LOAD_BALANCER } from './load-balancers';
import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const DISTRIBUTION = 'AWS::CloudFront::Distribution';

/** A cache behavior: the settings of a distribution for some paths. */
export interface Behavior {
  readonly distribution: Resource;

  /** Path of the behavior in the resource. */
  readonly path: string;

  /** Name in findings: the path pattern, or `Default`. */
  readonly name: string;
}

const DEFAULT = 'DistributionConfig.DefaultCacheBehavior';

/** Returns the behaviors of a distribution, the default one first. */
export function behaviorsOf(distribution: Resource): Behavior[] {
  const others = distribution.itemPaths('DistributionConfig.CacheBehaviors').map((path, index) => {
    const pattern = distribution.get(`${path}.PathPattern`);
    return { distribution, path, name: typeof pattern === 'string' ? pattern : String(index) };
  });
  return distribution.raw(DEFAULT) === undefined
    ? others
    : [{ distribution, path: DEFAULT, name: 'Default' }, ...others];
}

/** An origin of a distribution. */
export interface Origin {
  readonly distribution: Resource;
  readonly path: string;
  readonly record: Readonly<Record<string, unknown>>;
}

export function originsOf(distribution: Resource): Origin[] {
  return distribution.list('DistributionConfig.Origins').flatMap((item, index) =>
    possibleValues(distribution.template, item)
      .map(({ value }) => value)
      .filter(isRecord)
      .map((record) => ({ distribution, path: `DistributionConfig.Origins.${index}`, record })),
  );
}

/** Returns the origins that are servers. Buckets have a separate access control. */
export function customOrigins(distribution: Resource): Origin[] {
  return originsOf(distribution).filter(
    ({ record }) => record.CustomOriginConfig !== undefined || record.VpcOriginConfig !== undefined,
  );
}

/**
 * Returns the load balancer of an origin, where the templates show it: by its name, through a VPC origin, or by a DNS
 * record.
 */
export function loadBalancerOf(workload: Workload, { distribution, record }: Origin): Resource | undefined {
  const vpcOrigin = isRecord(record.VpcOriginConfig)
    ? workload.follow(distribution, record.VpcOriginConfig.VpcOriginId)
    : undefined;
  const places = [
    [distribution, record.DomainName] as const,
    ...(vpcOrigin ? [[vpcOrigin, vpcOrigin.properties] as const] : []),
    ...recordsOf(workload, record.DomainName).map((alias) => [alias, alias.properties] as const),
  ];
  return places
    .flatMap(([from, value]) => [...workload.mentions(from, value)])
    .find(({ type }) => type === LOAD_BALANCER);
}

/** Returns the DNS records with the name of an origin. */
function recordsOf(workload: Workload, domain: unknown): Resource[] {
  const name = textOf(domain);
  return workload
    .anyOfType('AWS::Route53::RecordSet')
    .filter((record) => textOf(record.raw('Name')).replace(/\.$/, '') === name);
}
