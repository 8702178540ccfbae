import { readFileSync } from 'fs';
import { join } from 'path';
import { Template } from 'aws-cdk-lib/assertions';
import { METRICS } from '../../src/contract/metrics';
import { EcommerceArchitecture } from '../../src/ecommerce-architecture';
import type { EcommerceArchitectureProps } from '../../src/ecommerce-architecture-props';
import { sourcesIn } from '../layout/sources';
import { newStack, resources } from '../support/app';
import type { TestApp } from '../support/app';

const ROOT = join(__dirname, '..', '..');
const RUNBOOK = readFileSync(join(ROOT, 'docs', 'operator-runbook.md'), 'utf8');
const PARTS = ['For customers', 'First look', 'Likely causes', 'What to do', 'Escalate'];
const SECONDS = { minute: 60, hour: 3600 };

/** Sections for alarms have one word as their heading; the general ones at the top have several. */
const sections = [...RUNBOOK.matchAll(/^## (\S+)$/gm)].map(([, id]) => id);
const US_EAST_1: TestApp = { env: { account: '111111111111', region: 'us-east-1' } };

function shopIn(options: TestApp, props?: EcommerceArchitectureProps) {
  const stack = newStack(options);
  const { alarmIds } = new EcommerceArchitecture(stack, 'Shop', props).monitoring;
  return { alarmIds, template: Template.fromStack(stack) };
}

const agnostic = shopIn({}).alarmIds;
const { alarmIds, template } = shopIn(US_EAST_1, { mail: { sender: 'orders@example.com' } });
const everywhere = new Set([...agnostic, ...alarmIds]);
const sources = sourcesIn(ROOT, 'src', 'shop').map(({ tree }) => tree.text);

/** The text below a heading, up to the next heading of the same level. */
function sectionOf(heading: string): string {
  return RUNBOOK.split(`\n## ${heading}\n`)[1].split('\n## ')[0];
}

/** Every match of a pattern's first group, each once. */
function named(pattern: RegExp): string[] {
  return [...new Set([...RUNBOOK.replace(/\s+/g, ' ').matchAll(pattern)].map(([, name]) => name))];
}

interface Metric {
  readonly MetricName: string;
  readonly Period?: number;
}

interface AlarmProperties extends Metric {
  readonly EvaluationPeriods: number;
  readonly Threshold: number;
  readonly Metrics?: { readonly MetricStat?: { readonly Metric: Metric; readonly Period: number } }[];
}

/** The properties of the alarm whose description names this section. */
function alarmOf(id: string): AlarmProperties {
  const alarms = Object.values(resources(template, 'AWS::CloudWatch::Alarm'));
  const [alarm] = alarms.filter(({ Properties }) => String(Properties.AlarmDescription).endsWith(`Runbook: ${id}`));
  return alarm.Properties as unknown as AlarmProperties;
}

test('every alarm has its section', () => {
  expect(agnostic.length).toBeGreaterThan(20);
  expect([...everywhere].filter((id) => !sections.includes(id))).toEqual([]);
});

test('every section has its alarm, and no section exists twice', () => {
  expect(sections.filter((id) => !everywhere.has(id))).toEqual([]);
  expect(new Set(sections).size).toBe(sections.length);
});

test.each(sections)('%s says what it means, where to look, why it may be, what to do and when to escalate', (id) => {
  const text = sectionOf(id);
  for (const part of PARTS) expect(text.split(`**${part}.**`)).toHaveLength(2);
});

test.each(sections)('%s has the condition of its alarm: metric, periods and a fixed threshold', (id) => {
  const [, condition = ''] = /\*\*Condition\.\*\* (.*?) - \*\*/.exec(sectionOf(id).replace(/\s+/g, ' ')) ?? [];
  const [, count, length, unit] = /, in (\d) periods? of (\d) (minute|hour)s?\b/.exec(condition) ?? [];
  const { MetricName, Period, Metrics = [], EvaluationPeriods, Threshold } = alarmOf(id);
  const parts = Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat] : []));
  for (const name of MetricName ? [MetricName] : parts.map(({ Metric }) => Metric.MetricName)) {
    expect(condition).toContain(`\`${name}\``);
  }
  const seconds = Number(length) * SECONDS[unit as keyof typeof SECONDS];
  expect({ count: Number(count), seconds }).toEqual({ count: EvaluationPeriods, seconds: Period ?? parts[0].Period });
  const [, threshold] = /, ([\d.]+)(?: %| seconds)? or more, in/.exec(condition) ?? [];
  if (threshold !== undefined) expect({ threshold: Number(threshold) }).toEqual({ threshold: Threshold });
});

test('every widget that the runbook names is on the dashboard', () => {
  const dashboard = JSON.stringify(resources(template, 'AWS::CloudWatch::Dashboard'));
  const widgets = named(/"((?:Edge|Web|Database|Cache|Commerce|Mail): [^"]+)"/g);
  expect(widgets.length).toBeGreaterThan(6);
  expect(widgets.filter((title) => !dashboard.includes(`\\"title\\":\\"${title}\\"`))).toEqual([]);
});

test('every resource that a command looks up exists once', () => {
  const logs = named(/show_log (\w+)/g).map((name) => ['AWS::Logs::LogGroup', name]);
  const queues = named(/(?:show|retry)_dead_letters (\w+)/g).map((name) => [
    'AWS::SQS::Queue',
    `${name}WorkDeadLetters`,
  ]);
  const others = named(/find_resource (AWS::\w+::\w+ \w+)/g).map((words) => words.split(' '));
  const lookups = [...logs, ...queues, ...others].filter(([, name]) => !name.includes('Slowquery'));
  expect(lookups.length).toBeGreaterThan(20);
  const found = lookups.map(([type, name]) => ({
    name,
    ids: Object.keys(resources(template, type)).filter((logicalId) => logicalId.includes(name)).length,
  }));
  expect(found.filter(({ ids }) => ids !== 1)).toEqual([]);
});

test('every message and event of a log that the runbook names is written by the code', () => {
  const messages = [
    ...named(/lines? with (?:the event )?`([^`"]+)`/gi),
    ...named(/'"([a-z .]+)"'/g).filter((name) => name !== 'payment.handled'),
  ];
  expect(messages).toContain('page failed');
  expect(messages.filter((message) => !sources.some((text) => text.includes(message)))).toEqual([]);
});

test('every option that the runbook names exists in its room', () => {
  const options = named(/`((?:web|database|cache|commerce|edge|mail)(?:\.[a-zA-Z]+)+)`/g);
  expect(options.length).toBeGreaterThan(10);
  const unknown = options.filter((path) => {
    const names = path.split('.').slice(1);
    return names.some((name) => !sources.some((text) => new RegExp(`readonly ${name}\\??:`).test(text)));
  });
  expect(unknown).toEqual([]);
});

test('every business metric that the runbook names is published', () => {
  const names: readonly string[] = Object.values(METRICS);
  const metrics = named(/`((?:Orders|Mails|Oversell)[A-Z][a-zA-Z]+)`/g);
  expect(metrics.length).toBeGreaterThan(3);
  expect(metrics.filter((name) => !names.includes(name))).toEqual([]);
});
