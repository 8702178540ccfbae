import { judgeInstanceTypes, usedInstanceTypes } from '../support/instance-family';
import type { Rule } from '../support/rule';

/** The first generation that is no longer behind its successors in price and speed, of the families that shops run on. */
const CURRENT: Readonly<Record<string, number>> = { c: 6, m: 6, r: 6, t: 3, x: 2, i: 3 };

/** Nobody pays the old price for the old speed. */
export const currentGenerationInstances: Rule = {
  name: 'CurrentGenerationInstances',
  practice: 'PERF02-BP01',
  also: ['COST06-BP02', 'SUS06-BP03'],
  level: 'warning',
  requirement: 'Servers, databases and cache nodes run on a current generation of their instance family.',
  why: 'An old generation does less work for the same or more money, and one day it cannot be had any more: a failed server then finds no replacement.',
  fix:
    'Set `web.serverSize`, `database.instanceType` or `cache.nodeType` to a current type, such as `m7g.large`; in CloudFormation ' +
    '`InstanceType`, `DBInstanceClass`, `CacheNodeType`.',
  docs: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html',
  check: (workload) =>
    judgeInstanceTypes(
      usedInstanceTypes(workload),
      `a current generation (${Object.entries(CURRENT)
        .map(([family, generation]) => `${family}${generation}`)
        .join(', ')} or later)`,
      ({ family, generation }) => (family in CURRENT ? generation >= CURRENT[family] : undefined),
    ),
};
