import { assessInstanceTypes, usedInstanceTypes } from '../support/instance-family';
import type { Rule } from '../support/rule';

/** First generation of each common family that still matches its successors in price and speed. */
const CURRENT: Readonly<Record<string, number>> = { c: 6, m: 6, r: 6, t: 3, x: 2, i: 3 };

/** No machine of an old generation is used, which would cost more for less speed. */
export const currentGenerationInstances: Rule = {
  name: 'CurrentGenerationInstances',
  practice: 'PERF02-BP01',
  also: ['COST06-BP02', 'SUS06-BP03'],
  level: 'warning',
  requirement: 'Servers, databases and cache nodes use a current generation of their instance family.',
  why:
    'An old generation does less work for the same or more money. One day it is no longer available, and a failed ' +
    'server cannot be replaced.',
  fix:
    'Set `web.serverSize`, `database.instanceType` or `cache.nodeType` to a current type, such as `m7g.large`. In ' +
    'CloudFormation set `InstanceType`, `DBInstanceClass` or `CacheNodeType`.',
  docs: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-types.html',
  check: (workload) =>
    assessInstanceTypes(
      usedInstanceTypes(workload),
      `a current generation (${Object.entries(CURRENT)
        .map(([family, generation]) => `${family}${generation}`)
        .join(', ')} or later)`,
      ({ family, generation }) => (family in CURRENT ? generation >= CURRENT[family] : undefined),
    ),
};
