import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { GROUP, groupsOf, startsServers } from '../support/fleets';
import { assessInstanceTypes, usedInstanceTypes } from '../support/instance-family';
import type { Rule } from '../support/rule';

/** The processors of servers, database and cache are not limited by credits in production. */
export const noBurstableInProduction: Rule = {
  name: 'NoBurstableInProduction',
  practice: 'PERF02-BP02',
  level: 'warning',
  requirement: 'In production, servers in groups, databases and cache nodes are not of a burstable type (`t`).',
  why:
    'A burstable type saves processor credits while it is idle and spends them under load. During a sale the credits ' +
    'run out: pages slow down to a fraction of the speed, or each extra hour is billed.',
  fix:
    'Leave `web.serverSize`, `database.instanceType` and `cache.nodeType` at their production defaults. In ' +
    'CloudFormation use a type of the families `m`, `c` or `r` in `InstanceType`, `DBInstanceClass` and ' +
    '`CacheNodeType`.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html',
  productionOnly: true,
  check: (workload) =>
    assessInstanceTypes(
      usedInstanceTypes(workload).filter(({ resource }) => servesVisitors(workload, resource)),
      'no burstable type',
      ({ family }) => family !== 't',
    ),
};

/** A single instance, or a group with a maximum of one, is a bastion or a NAT instance and no tier of the shop. */
function servesVisitors(workload: Workload, resource: Resource): boolean {
  if (resource.type === 'AWS::EC2::Instance') return false;
  if (startsServers(resource)) return groupsOf(workload, resource).some(hasSeveralServers);
  return resource.type !== GROUP || hasSeveralServers(resource);
}

function hasSeveralServers(group: Resource): boolean {
  return numberOf(group.get('MaxSize')) !== 1;
}
