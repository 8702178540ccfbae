import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const CONFIG = 'DistributionConfig';

/** An item of a list in a distribution's configuration, and where it stands. */
export interface Part {
  readonly path: string;
  readonly record: Record<string, unknown>;
}

export function originsOf(distribution: Resource): Part[] {
  return partsAt(distribution, `${CONFIG}.Origins`);
}

/** The default behaviour first. */
export function behaviorsOf(distribution: Resource): Part[] {
  const first = distribution.raw(`${CONFIG}.DefaultCacheBehavior`);
  return [
    ...isRecord(first) ? [{ path: `${CONFIG}.DefaultCacheBehavior`, record: first }] : [],
    ...partsAt(distribution, `${CONFIG}.CacheBehaviors`),
  ];
}

/** The load balancer that an origin leads to, by its name or through an origin in the VPC; undefined for any other. */
export function loadBalancerOf(workload: Workload, distribution: Resource, { record }: Part): Resource | undefined {
  const vpcOrigin = isRecord(record.VpcOriginConfig) ? workload.follow(distribution, record.VpcOriginConfig.VpcOriginId) : undefined;
  const target = vpcOrigin ? workload.follow(vpcOrigin, vpcOrigin.raw('VpcOriginEndpointConfig.Arn')) : workload.follow(distribution, record.DomainName);
  return target?.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' ? target : undefined;
}

function partsAt(distribution: Resource, list: string): Part[] {
  return distribution.list(list).flatMap((record, index) => (isRecord(record) ? [{ path: `${list}.${index}`, record }] : []));
}
