import { instanceTypes } from '../../workload/queries';
import { judge } from '../support/finding';
import type { Rule } from '../support/rule';

const BELOW_XLARGE = ['nano', 'micro', 'small', 'medium', 'large'];

/** A size that somebody has to argue for: twice the size is twice the price. */
export const instanceSizeGuardrail: Rule = {
  name: 'InstanceSizeGuardrail',
  practice: 'COST02-BP05',
  also: ['SUS05-BP01'],
  level: 'warning',
  requirement: 'No server, database or cache node is bigger than the largest size that the team agreed on.',
  why: 'Each step doubles the hourly price; a size chosen for one sale and left there costs thousands a year without selling anything.',
  fix:
    'Choose a smaller `web.serverSize`, `database.instanceType` or `cache.nodeType`, or add servers by `web.maxCapacity`; in CloudFormation ' +
    '`InstanceType`, `DBInstanceClass`, `CacheNodeType`. If the load is measured and needs it, raise the threshold `maxInstanceSize`.',
  docs: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html',
  check: (workload, { thresholds: { maxInstanceSize } }) => {
    const limit = weightOf(maxInstanceSize);
    return (
      instanceTypes(workload)
        // An override that describes machines by what they offer names no type.
        .filter(({ values }) => values.some(({ known, value }) => !known || value !== undefined))
        .map(({ resource, property, values }) =>
          judge(resource, property, values, {
            expected: `at most ${maxInstanceSize}`,
            holds: (value) => weightOf(sizeOf(value)) <= limit,
          }),
        )
    );
  },
};

/** `2xlarge` of `db.r7g.2xlarge` and of `db.r5.2xlarge.tpc1.mem2x`; nothing of `db.serverless`. */
function sizeOf(type: unknown): string {
  return (
    String(type)
      .replace(/^(db|cache)\./, '')
      .split('.')[1] ?? ''
  );
}

/** How many xlarge it is; below that only the order counts, and a whole machine is more than any part of one. */
function weightOf(size: string): number {
  const [, count] = /^(?:metal-)?(\d+)xl(?:arge)?$/.exec(size) ?? [];
  if (count !== undefined) return Number(count);
  if (size === 'metal') return Infinity;
  return size === 'xlarge' ? 1 : BELOW_XLARGE.indexOf(size) / BELOW_XLARGE.length;
}
