import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { plainName } from './plain-names';
import { loadExample } from '../support/example';
import { longestChain } from '../support/template-graph';
import type { CfnTemplate } from '../support/template-graph';

/** The most that a fully configured shop may cost (decision 20). CloudFormation takes 500 resources and 1 MB. */
const BUDGET = { resources: 330, bytes: 300_000, chain: 10 };

interface Size {
  readonly resources: number;
  readonly bytes: number;
  /** Constructs of which each needs the next: CloudFormation creates them one after the other. */
  readonly chain: string[];
}

function measure(template: CfnTemplate): Size {
  return {
    resources: Object.keys(template.Resources).length,
    bytes: Buffer.byteLength(JSON.stringify(template)),
    chain: longestChain(template).map(plainName),
  };
}

function print(example: string, set: string, { resources, bytes, chain }: Size): void {
  const line = `${example}, flags ${set}: ${resources} resources, ${bytes} bytes, chain of ${chain.length}`;
  process.stdout.write(`${line}\n`);
}

describe.each([
  ['off', {}],
  ['on', flags],
] as [string, Record<string, unknown>][])('flags %s', (set, context) => {
  describe('production', () => {
    const size = () => measure(loadExample('production', context).main.template);

    test(`has at most ${BUDGET.resources} resources`, () => {
      print('production', set, size());
      expect(size().resources).toBeLessThanOrEqual(BUDGET.resources);
    });

    test(`is at most ${BUDGET.bytes / 1000} kB when minified`, () => {
      expect(size().bytes).toBeLessThanOrEqual(BUDGET.bytes);
    });

    test(`has no chain of more than ${BUDGET.chain} resources of which each needs the next`, () => {
      const { chain } = size();
      expect(chain.length > BUDGET.chain ? chain : []).toEqual([]);
    });
  });

  test('minimal is measured and has no budget', () => {
    const size = measure(loadExample('minimal', context).main.template);
    print('minimal', set, size);
    expect(size.resources).toBeGreaterThan(0);
  });
});
