import { LOAD_BALANCER } from './load-balancers';
import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const DISTRIBUTION = 'AWS::CloudFront::Distribution';

/** What a distribution does with the requests for some paths. */
export interface Behavior {
  readonly distribution: Resource;

  /** Where it stands in the resource. */
  readonly path: string;

  /** What it is called in findings: its path pattern. */
  readonly name: string;
}

const DEFAULT = 'DistributionConfig.DefaultCacheBehavior';

/** The default behavior first. */
export function behaviorsOf(distribution: Resource): Behavior[] {
  const others = distribution.itemPaths('DistributionConfig.CacheBehaviors').map((path, index) => {
    const pattern = distribution.get(`${path}.PathPattern`);
    return { distribution, path, name: typeof pattern === 'string' ? pattern : String(index) };
  });
  return distribution.raw(DEFAULT) === undefined
    ? others
    : [{ distribution, path: DEFAULT, name: 'Default' }, ...others];
}

/** Where a distribution fetches what it does not have. */
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

/** The servers among the origins; buckets have an access control of their own. */
export function customOrigins(distribution: Resource): Origin[] {
  return originsOf(distribution).filter(
    ({ record }) => record.CustomOriginConfig !== undefined || record.VpcOriginConfig !== undefined,
  );
}

/** The load balancer that an origin leads to, by its name, through an origin in the VPC or by a DNS record, where the templates show it. */
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

/** The DNS records of an origin's name. */
function recordsOf(workload: Workload, domain: unknown): Resource[] {
  const name = textOf(domain);
  return workload
    .anyOfType('AWS::Route53::RecordSet')
    .filter((record) => textOf(record.raw('Name')).replace(/\.$/, '') === name);
}
