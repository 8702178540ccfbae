import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { GROUP, groupsOf, startsServers } from '../support/fleets';
import { judgeInstanceTypes, usedInstanceTypes } from '../support/instance-family';
import type { Rule } from '../support/rule';

/** Under a steady stream of visitors the processor is there when it is needed. */
export const noBurstableInProduction: Rule = {
  name: 'NoBurstableInProduction',
  practice: 'PERF02-BP02',
  level: 'warning',
  requirement:
    'Servers in groups, databases and cache nodes of a shop for customers are not of a burstable type (`t`).',
  why:
    'A burstable type saves up processor time and spends it. On the day of the sale it runs out: pages slow down to a fraction, or each extra hour ' +
    'is billed on top.',
  fix:
    'Leave `web.serverSize`, `database.instanceType` and `cache.nodeType` at their production defaults; in CloudFormation name a type of the families ' +
    '`m`, `c` or `r` in `InstanceType`, `DBInstanceClass`, `CacheNodeType`.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html',
  productionOnly: true,
  check: (workload) =>
    judgeInstanceTypes(
      usedInstanceTypes(workload).filter(({ resource }) => servesVisitors(workload, resource)),
      'no burstable type',
      ({ family }) => family !== 't',
    ),
};

/** A single instance, or a group of one, is a bastion or a NAT and no tier of the shop. */
function servesVisitors(workload: Workload, resource: Resource): boolean {
  if (resource.type === 'AWS::EC2::Instance') return false;
  if (startsServers(resource)) return groupsOf(workload, resource).some(isMoreThanOne);
  return resource.type !== GROUP || isMoreThanOne(resource);
}

function isMoreThanOne(group: Resource): boolean {
  return numberOf(group.get('MaxSize')) !== 1;
}
