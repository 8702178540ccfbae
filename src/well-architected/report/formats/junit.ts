import { pillarOf } from '../../framework/best-practices';
import type { Evidence, Report, RuleReport, WorkloadReport } from '../model';
import { worst } from '../summary';
import { counted, practicesOf } from '../view';

type Outcome = 'passed' | 'failed' | 'skipped';

interface TestCase {
  readonly rule: RuleReport;
  readonly evidence: readonly Evidence[];
  readonly outcome: Outcome;
  readonly message: string;
}

/**
 * Renders the report for build servers: a suite for each workload, a test for each rule. Warnings pass, with the
 * findings as output.
 */
export function junit(report: Report): string {
  const rules = practicesOf(report)
    .flatMap((practice) => practice.rules)
    .filter(({ evidenceAt }) => evidenceAt === undefined);
  const suites = report.workloads.map((workload) =>
    suite(
      workload,
      rules.map((rule) => testCase(rule, workload)),
    ),
  );
  const root = `<testsuites name="Well-Architected">\n${suites.join('')}</testsuites>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

function testCase(rule: RuleReport, { path }: WorkloadReport): TestCase {
  const evidence = rule.evidence.filter(({ workload }) => workload === path);
  const failing = evidence.filter(({ status }) => status === 'failing');
  const grave = failing.filter(({ level }) => level === 'error' || level === 'fatal');
  if (grave.length > 0) {
    return {
      rule,
      evidence: grave,
      outcome: 'failed',
      message: `${counted(grave.length, 'finding')}: ${rule.requirement}`,
    };
  }
  if (failing.length > 0) return { rule, evidence: failing, outcome: 'passed', message: '' };
  const status = evidence.length === 0 ? 'not-applicable' : worst(evidence.map((one) => one.status));
  if (status === 'compliant') return { rule, evidence: [], outcome: 'passed', message: '' };
  const accepted = evidence.flatMap(({ acknowledgement }) => acknowledgement?.reason ?? []);
  const message =
    status === 'acknowledged'
      ? `acknowledged: ${accepted.join(' / ')}`
      : status === 'undetermined'
        ? 'undetermined before the deployment'
        : 'not applicable';
  return { rule, evidence: [], outcome: 'skipped', message };
}

function suite({ path }: WorkloadReport, cases: readonly TestCase[]): string {
  const count = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
  const totals = `tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}"`;
  const counts = `${totals} time="0"`;
  const name = xml(path === '' ? 'the app' : path);
  return `  <testsuite name="${name}" ${counts}>\n${cases.map(element).join('')}  </testsuite>\n`;
}

function element({ rule: { id, requirement, fix }, evidence, outcome, message }: TestCase): string {
  const opening = `    <testcase classname="${pillarOf(id)}" name="${xml(`${id}: ${requirement}`)}" time="0"`;
  if (outcome === 'skipped') return `${opening}><skipped message="${xml(message)}"/></testcase>\n`;
  if (evidence.length === 0) return `${opening}/>\n`;
  const text = xml(`${evidence.map(line).join('\n')}\n${fix}`);
  if (outcome === 'passed') return `${opening}><system-out>${text}</system-out></testcase>\n`;
  const type = evidence.some(({ level }) => level === 'fatal') ? 'fatal' : 'error';
  return `${opening}><failure message="${xml(message)}" type="${type}">${text}</failure></testcase>\n`;
}

function line({ id, path, property, actual, expected, location, level }: Evidence): string {
  const source = location === undefined ? '' : ` (${location})`;
  const at = property === '' ? '' : ` ${property}`;
  return `${level} ${id} ${path}${source}${at}: found ${actual}, expected ${expected}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Escapes text for XML 1.0. It cannot represent the other control characters, so they become spaces. */
function xml(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text
    .replace(/[&<>"\n\t]/g, (character) => ENTITIES[character] ?? '')
    .replace(/[\u0000-\u001f\ufffe\uffff]/g, ' ');
}
