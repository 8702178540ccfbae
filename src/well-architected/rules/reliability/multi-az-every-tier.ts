import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { primaryInstances } from '../support/databases';
import type { Finding } from '../support/finding';
import { assess, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const TWO = 2;

/** Every tier that serves visitors survives the loss of a zone. */
export const multiAzEveryTier: Rule = {
  name: 'MultiAzEveryTier',
  practice: 'REL10-BP01',
  level: 'error',
  requirement: 'Databases, caches, servers and functions in the VPC run in at least two Availability Zones.',
  why:
    'When the only zone fails, the shop is down until the zone is back. A database without a standby is also down ' +
    'during maintenance.',
  fix:
    'Leave `database.multiAz` and `cache.nodes` at their production defaults and `web.minCapacity` at 2 or more. In ' +
    'CloudFormation set `MultiAZ: true`, `AutomaticFailoverEnabled: true` with a replica, and two subnets.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html',
  productionOnly: true,
  tradeOff: {
    against: 'SUS02-BP02-SlaMatchesProfile',
    reason:
      'In production every tier exists twice, so that the shop survives the loss of a zone. The standby uses power ' +
      'on all other days.',
  },
  check: (workload) => [
    ...primaryInstances(workload).map((database) => verify(database, 'MultiAZ', { expected: 'true', holds: isTrue })),
    ...workload.ofType('AWS::ElastiCache::ReplicationGroup').flatMap(cacheFindings),
    ...workload.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap(fleetFindings),
    ...functionFindings(workload),
  ],
};

function cacheFindings(group: Resource): Finding[] {
  const replicas =
    group.raw('NumNodeGroups') === undefined && group.raw('ReplicasPerNodeGroup') === undefined
      ? 'NumCacheClusters'
      : 'ReplicasPerNodeGroup';
  const least = replicas === 'NumCacheClusters' ? TWO : 1;
  return [
    verify(group, 'MultiAZEnabled', { expected: 'true', holds: isTrue, item: 'MultiAZEnabled' }),
    verify(group, 'AutomaticFailoverEnabled', { expected: 'true', holds: isTrue, item: 'AutomaticFailoverEnabled' }),
    verify(group, replicas, {
      expected: `at least ${least}`,
      holds: (value) => numberOf(value) >= least,
      item: replicas,
    }),
  ];
}

function fleetFindings(group: Resource): Finding[] {
  const zones = group.raw('VPCZoneIdentifier') === undefined ? 'AvailabilityZones' : 'VPCZoneIdentifier';
  return [
    assess(group, `Properties.${zones}`, group.values(zones), {
      expected: 'at least two subnets',
      holds: hasTwo,
      item: zones,
    }),
    verify(group, 'MinSize', { expected: 'at least 2', holds: (value) => numberOf(value) >= TWO, item: 'MinSize' }),
  ];
}

function functionFindings(workload: Workload): Finding[] {
  return workload
    .ofType('AWS::Lambda::Function')
    .filter((fn) => fn.raw('VpcConfig.SubnetIds') !== undefined)
    .map((fn) => verify(fn, 'VpcConfig.SubnetIds', { expected: 'at least two subnets', holds: hasTwo }));
}

function hasTwo(value: unknown): boolean {
  return Array.isArray(value) && value.length >= TWO;
}
