import { App, Stack } from 'aws-cdk-lib';
import { cases as buckets } from './bucket-public-access-blocked.cases';
import { cases as databases } from './database-not-public.cases';
import { cases as ingress } from './ingress-by-tier.cases';
import { cases as permissions } from './least-privilege.cases';
import { cases as keys } from './no-long-term-credentials.cases';
import { cases as secrets } from './no-plaintext-secrets.cases';
import { evaluate, levelOf } from '../../../../src/well-architected/evaluation';
import { settingsOf } from '../../../../src/well-architected/settings';
import { templatesOf } from '../../../../src/well-architected/workload/from-constructs';
import { Workload } from '../../../../src/well-architected/workload/workload';
import type { RuleCases } from '../../support/cases';

/** What the failing findings of a case weigh. */
function levelsIn({ rule, failing }: RuleCases, name: string): string[] {
  const given = failing[name];
  const stack = new Stack(new App(), 'S');
  (typeof given === 'function' ? given : given.build)(stack);
  const [{ findings }] = evaluate([rule], new Workload('S', templatesOf(stack, false)), settingsOf());
  return [...new Set(findings.filter(({ state }) => state === 'failing').map((finding) => levelOf(rule, finding)))];
}

// Nobody can acknowledge what is fatal, so that it must be beyond doubt.
test.each<[string, string, RuleCases]>([
  ['fatal', 'a key', keys],
  ['error', 'a user', keys],
  ['fatal', 'a password', secrets],
  ['fatal', 'a token for the cache', secrets],
  ['fatal', 'an access key under any name', secrets],
  ['error', 'variables that name a secret', secrets],
  ['error', 'a password in an address', secrets],
  ['warning', 'a secret with its text', secrets],
  ['fatal', 'a policy for everybody', buckets],
  ['fatal', 'a list for everybody', buckets],
  ['error', 'a policy for one account', buckets],
  ['error', 'a flag that is off', buckets],
  ['error', 'a public list, and nothing said', buckets],
  ['warning', 'a bucket that says nothing', buckets],
  ['fatal', 'a public database', databases],
  ['error', 'a database that says nothing', databases],
  ['warning', 'a database in its subnets that says nothing', databases],
  ['warning', 'an instance of a cluster that says nothing', databases],
  ['error', 'everything', permissions],
  ['error', 'the same wildcard twice', permissions],
  ['warning', 'the objects of a bucket', permissions],
  ['error', 'a database for everybody', ingress],
  ['warning', 'a database for a network', ingress],
])('%s: %s', (level, name, cases) => {
  expect({ name, levels: levelsIn(cases, name) }).toEqual({ name, levels: [level] });
});

test('no finding repeats a secret', () => {
  for (const given of Object.values(secrets.failing)) {
    const stack = new Stack(new App(), 'S');
    (typeof given === 'function' ? given : given.build)(stack);
    const [{ findings }] = evaluate([secrets.rule], new Workload('S', templatesOf(stack, false)), settingsOf());
    expect(findings.map(({ actual, expected, item }) => `${actual} ${expected} ${item}`).join()).not.toMatch(/swordfish|AKIA/);
  }
});
