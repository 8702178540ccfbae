import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { plainName } from './plain-names';
import { loadExample } from '../support/example';
import { longestChain } from '../support/template-graph';

/** What one statement may cost: CloudFormation takes 500 resources and 1 MB, and works along the longest chain. */
const BUDGET = { resources: 230, bytes: 125_000, chain: 9 };

describe.each([['off', {}], ['on', flags]] as [string, object][])('minimal, flags %s', (_, set) => {
  const template = () => loadExample('minimal', set as Record<string, unknown>).main.template;

  test(`has at most ${BUDGET.resources} resources`, () => {
    expect(Object.keys(template().Resources).length).toBeLessThanOrEqual(BUDGET.resources);
  });

  test(`is at most ${BUDGET.bytes / 1000} kB when minified`, () => {
    expect(Buffer.byteLength(JSON.stringify(template()))).toBeLessThanOrEqual(BUDGET.bytes);
  });

  test(`has no chain of more than ${BUDGET.chain} resources of which each needs the next`, () => {
    const chain = longestChain(template()).map(plainName);
    expect(chain.length > BUDGET.chain ? chain : []).toEqual([]);
  });
});
