import { readFileSync } from 'fs';
import { join } from 'path';
import { EcommerceArchitecture } from '../../src/ecommerce-architecture';
import type { EcommerceArchitectureProps } from '../../src/ecommerce-architecture-props';
import { newStack } from '../support/app';
import type { TestApp } from '../support/app';

const RUNBOOK = readFileSync(join(__dirname, '..', '..', 'docs', 'operator-runbook.md'), 'utf8');

/** Sections for alarms have one word as their heading; the general ones at the top have several. */
const sections = [...RUNBOOK.matchAll(/^## (\S+)$/gm)].map(([, id]) => id);
const US_EAST_1: TestApp = { env: { account: '111111111111', region: 'us-east-1' } };

function alarmIds(options: TestApp, props?: EcommerceArchitectureProps): string[] {
  return new EcommerceArchitecture(newStack(options), 'Shop', props).monitoring.alarmIds;
}

const agnostic = alarmIds({});
const everywhere = new Set([
  ...agnostic,
  ...alarmIds(US_EAST_1),
  ...alarmIds(US_EAST_1, { mail: { sender: 'orders@example.com' } }),
]);

test('every alarm has its section', () => {
  expect(agnostic.length).toBeGreaterThan(20);
  expect([...everywhere].filter((id) => !sections.includes(id))).toEqual([]);
});

test('no section is without an alarm, and none exists twice', () => {
  expect(sections.filter((id) => !everywhere.has(id))).toEqual([]);
  expect(new Set(sections).size).toBe(sections.length);
});

test.each(sections)('%s has its meaning, places to look, causes, actions and escalation', (id) => {
  const text = RUNBOOK.split(`\n## ${id}\n`)[1].split('\n## ')[0];
  for (const part of ['For customers', 'First look', 'Likely causes', 'What to do', 'Escalate']) {
    expect(text).toContain(`**${part}.**`);
  }
});
