import { App, Stack } from 'aws-cdk-lib';
import { cases as certificates } from './acm-certificates.cases';
import { cases as rest } from './encrypted-at-rest.cases';
import { cases as transit } from './encrypted-in-transit.cases';
import { cases as servers } from './no-ssh-use-ssm.cases';
import { cases as runtimes } from './runtime-current.cases';
import { cases as firewalls } from './waf-attached.cases';
import { cases as attacks } from './waf-managed-rules.cases';
import { evaluate, levelOf } from '../../../../src/well-architected/evaluation';
import { settingsOf } from '../../../../src/well-architected/settings';
import { templatesOf } from '../../../../src/well-architected/workload/from-constructs';
import { Workload } from '../../../../src/well-architected/workload/workload';
import type { RuleCases } from '../../support/cases';

function levelsIn({ rule, failing }: RuleCases, name: string): string[] {
  const given = failing[name];
  const stack = new Stack(new App(), 'S');
  (typeof given === 'function' ? given : given.build)(stack);
  const [{ findings }] = evaluate([rule], new Workload('S', templatesOf(stack, false)), settingsOf());
  return [...new Set(findings.filter(({ state }) => state === 'failing').map((finding) => levelOf(rule, finding)))];
}

// What may be right in another account, or is on its way to being right, stops nobody.
test.each<[string, string, RuleCases]>([
  ['error', 'a site without', firewalls],
  ['info', 'files without', firewalls],
  ['error', 'no limit', attacks],
  ['warning', 'a group that counts', attacks],
  ['warning', 'a Node.js without patches', runtimes],
  ['info', 'a Node.js that is behind', runtimes],
  ['error', 'a key', servers],
  ['error', 'IMDSv1', servers],
  ['warning', 'nothing about metadata', servers],
  ['warning', 'no role', servers],
  ['error', 'SSH from the office', servers],
  ['warning', 'SSH from a jump host', servers],
  ['error', 'a database that says nothing', rest],
  ['warning', 'a cluster of Aurora that says nothing', rest],
  ['error', 'a volume in plain text', rest],
  ['warning', 'a volume that says nothing', rest],
  ['error', 'a disk in plain text', rest],
  ['warning', 'a disk that says nothing', rest],
  ['warning', 'servers with the disks of their image', rest],
  ['warning', 'a topic without a key', rest],
  ['info', 'logs without a key', rest],
  ['error', 'a listener in plain text', certificates],
  ['warning', 'an internal listener in plain text', certificates],
  ['error', 'an outdated version for visitors', transit],
  ['warning', 'dated ciphers for visitors', transit],
  ['error', 'plain text behind CloudFront', transit],
  ['warning', 'whatever visitors speak behind CloudFront', transit],
  ['warning', 'a VPC origin in plain text', transit],
  ['warning', 'an internal listener in plain text', transit],
  ['warning', 'a listener without TLS 1.3', transit],
  ['error', 'a listener with an outdated version', transit],
  ['warning', 'a cache that takes both', transit],
  ['warning', 'Oracle without a listener for TLS', transit],
  ['warning', 'mail that may go in plain text', transit],
])('%s: %s', (level, name, cases) => {
  expect({ name, levels: levelsIn(cases, name) }).toEqual({ name, levels: [level] });
});
