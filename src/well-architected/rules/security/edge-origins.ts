import type { Resource } from '../../workload/resource';
import { isRecord, listOf, possibleValues, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const DISTRIBUTION = 'AWS::CloudFront::Distribution';
export const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

/** A server behind CloudFront; buckets have an access control of their own. */
export interface CustomOrigin {
  readonly path: string;
  readonly origin: Readonly<Record<string, unknown>>;

  /** The load balancer that it is, where the templates show it. */
  readonly loadBalancer?: Resource;
}

export function customOrigins(workload: Workload, distribution: Resource): CustomOrigin[] {
  return distribution.list('DistributionConfig.Origins').flatMap((item, index) => possibleValues(distribution.template, item)
    .map(({ value }) => value).filter(isRecord)
    .filter((origin) => origin.CustomOriginConfig !== undefined || origin.VpcOriginConfig !== undefined)
    .map((origin) => ({ origin, path: `DistributionConfig.Origins.${index}`, loadBalancer: loadBalancerOf(workload, distribution, origin) })));
}

/** The headers that CloudFront adds to each request to an origin: what a visitor cannot know. */
export function secretHeaders({ origin }: CustomOrigin): string[] {
  return listOf(origin.OriginCustomHeaders).filter(isRecord).map(({ HeaderName: name }) => textOf(name).toLowerCase());
}

function loadBalancerOf(workload: Workload, distribution: Resource, origin: Record<string, unknown>): Resource | undefined {
  const vpcOrigin = isRecord(origin.VpcOriginConfig) ? workload.follow(distribution, origin.VpcOriginConfig.VpcOriginId) : undefined;
  const places = [
    [distribution, origin.DomainName] as const,
    ...(vpcOrigin ? [[vpcOrigin, vpcOrigin.properties] as const] : []),
    ...recordsOf(workload, origin.DomainName).map((record) => [record, record.properties] as const),
  ];
  return places.flatMap(([from, value]) => [...workload.mentions(from, value)]).find(({ type }) => type === LOAD_BALANCER);
}

/** The DNS records of an origin's name. */
function recordsOf(workload: Workload, domain: unknown): Resource[] {
  const name = textOf(domain);
  return workload.anyOfType('AWS::Route53::RecordSet').filter((record) => textOf(record.raw('Name')).replace(/\.$/, '') === name);
}
