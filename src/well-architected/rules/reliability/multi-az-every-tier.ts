import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { primaryInstances } from '../support/databases';
import type { Finding } from '../support/finding';
import { judge, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const TWO = 2;

/** Every tier that serves visitors survives the loss of a zone. */
export const multiAzEveryTier: Rule = {
  name: 'MultiAzEveryTier',
  practice: 'REL10-BP01',
  level: 'error',
  requirement: 'Database, cache, servers and functions in the VPC run in at least two Availability Zones.',
  why: 'One zone fails, and the shop is down until it comes back; a database without a standby is down even for maintenance.',
  fix:
    'Leave `database.multiAz` and `cache.nodes` at their production defaults and `web.minCapacity` at 2 or more; in CloudFormation ' +
    '`MultiAZ: true`, `AutomaticFailoverEnabled: true` with a replica, and two subnets.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.html',
  productionOnly: true,
  tradeOff: {
    against: 'SUS02-BP02-SlaMatchesProfile',
    reason:
      'In production everything stands twice, so that the shop outlives a zone; what waits for that day uses power on all others.',
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
    judge(group, `Properties.${zones}`, group.values(zones), {
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
