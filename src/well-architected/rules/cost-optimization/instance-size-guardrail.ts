import { instanceTypes } from '../../workload/queries';
import { assess } from '../support/finding';
import type { Rule } from '../support/rule';

const BELOW_XLARGE = ['nano', 'micro', 'small', 'medium', 'large'];

/** Instances above an agreed size need a reason: twice the size is twice the price. */
export const instanceSizeGuardrail: Rule = {
  name: 'InstanceSizeGuardrail',
  practice: 'COST02-BP05',
  also: ['SUS05-BP01'],
  level: 'warning',
  requirement: 'No server, database or cache node is larger than the maximum size that the team agreed on.',
  why:
    'Each step doubles the hourly price. A size that was chosen for one sale and then kept costs thousands a year ' +
    'without selling more.',
  fix:
    'Choose a smaller `web.serverSize`, `database.instanceType` or `cache.nodeType`, or raise `web.maxCapacity` to ' +
    'get more servers. In CloudFormation set `InstanceType`, `DBInstanceClass` or `CacheNodeType`. If measurements ' +
    'show that the load needs it, raise the threshold `maxInstanceSize`.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html',
  check: (workload, { thresholds: { maxInstanceSize } }) => {
    const limit = weightOf(maxInstanceSize);
    return (
      instanceTypes(workload)
        // An override by requirements names no instance type.
        .filter(({ values }) => values.some(({ known, value }) => !known || value !== undefined))
        .map(({ resource, property, values }) =>
          assess(resource, property, values, {
            expected: `at most ${maxInstanceSize}`,
            holds: (value) => weightOf(sizeOf(value)) <= limit,
          }),
        )
    );
  },
};

/**
 * Returns the size of an instance type: `2xlarge` for `db.r7g.2xlarge` and for `db.r5.2xlarge.tpc1.mem2x`; empty for
 * `db.serverless`.
 */
function sizeOf(type: unknown): string {
  return (
    String(type)
      .replace(/^(db|cache)\./, '')
      .split('.')[1] ?? ''
  );
}

/**
 * Returns the size in multiples of xlarge. Smaller sizes only keep their order, and metal is larger than any other
 * size.
 */
function weightOf(size: string): number {
  const [, count] = /^(?:metal-)?(\d+)xl(?:arge)?$/.exec(size) ?? [];
  if (count !== undefined) return Number(count);
  if (size === 'metal') return Infinity;
  return size === 'xlarge' ? 1 : BELOW_XLARGE.indexOf(size) / BELOW_XLARGE.length;
}
