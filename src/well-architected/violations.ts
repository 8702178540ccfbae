import type { PolicyViolation } from 'aws-cdk-lib';
import type { Result } from './engine/evaluate';
import { findingId } from './engine/finding-id';
import { practiceOf, practicePage, pillarOf } from './framework/best-practices';
import type { ProblemReport } from './report/model';

const FAILING: ReadonlySet<string> = new Set(['fatal', 'error']);

export function fails(violations: readonly PolicyViolation[]): boolean {
  return violations.some(({ severity = '' }) => FAILING.has(severity));
}

/**
 * Returns the violations that CDK prints and writes into its validation report: one for each rule, level and item.
 *
 * @param forCore - true when CDK itself removes findings whose acknowledgement names the pack, so that its report lists
 * them with their reasons
 */
export function violationsOf(results: readonly Result[], forCore: boolean): PolicyViolation[] {
  const groups = new Map<string, Result[]>();
  for (const result of results.filter((one) => isReported(one, forCore))) {
    const key = `${reportedId(result)} ${result.level} ${String(isUndetermined(result))}`;
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups.values()].map(violation);
}

function isUndetermined({ finding }: Result): boolean {
  return finding.state === 'undetermined';
}

/** True for findings to report. CDK matches an acknowledgement only with exactly the id that is reported. */
function isReported({ rule, status, finding, acknowledgement }: Result, forCore: boolean): boolean {
  if (status === 'compliant') return false;
  if (status !== 'acknowledged') return true;
  return forCore && acknowledgement?.namespaced === true && acknowledgement.id === normalized(findingId(rule, finding));
}

/**
 * Returns the id to report. It differs from the finding's id where an acknowledgement does not count, because CDK would
 * apply it.
 */
function reportedId({ rule, finding, invalid }: Result): string {
  const id = findingId(rule, finding);
  if (invalid?.id !== normalized(id)) return id;
  return `${id}(${invalid.reason.trim() === '' ? 'acknowledged without a reason' : 'acknowledgement expired'})`;
}

function normalized(id: string): string {
  return id.replaceAll(' ', '-');
}

/** Returns one violation for the results of one rule, level and item. */
function violation(results: readonly Result[]): PolicyViolation {
  const [first] = results;
  const { rule, level } = first;
  const undetermined = isUndetermined(first);
  return {
    ruleName: reportedId(first),
    severity: level,
    description: undetermined
      ? `Unknown before the deployment: ${rule.requirement} ${shown(results)}`
      : `${rule.requirement} ${shown(results)} ${rule.why}`,
    fix: `${rule.fix} See ${rule.docs}`,
    ruleMetadata: {
      pillar: pillarOf(rule.practice),
      bestPractice: [rule.practice, ...(rule.also ?? [])].join(', '),
      bestPracticePage: practicePage(practiceOf(rule.practice)),
      state: undetermined ? 'undetermined' : 'failing',
    },
    violatingResources: results.map(({ finding }) => ({
      constructPath: finding.resource.path,
      resourceLogicalId: finding.resource.logicalId,
      templatePath: finding.resource.template.source.file,
      locations: finding.property === '' ? [] : [finding.property],
    })),
  };
}

/** Returns what was found. Equal findings are listed once. */
function shown(results: readonly Result[]): string {
  const texts = new Set(results.map(({ finding: { actual, expected } }) => `got ${actual}, expected ${expected}`));
  const [first, ...more] = texts;
  return more.length === 0 ? `(${first})` : `(${first}; and ${more.length} more like it)`;
}

const KINDS: Readonly<Record<ProblemReport['kind'], string>> = {
  unknown: 'UnknownAcknowledgement',
  stale: 'StaleAcknowledgement',
  'without-reason': 'AcknowledgementWithoutReason',
  expired: 'ExpiredAcknowledgement',
  fatal: 'RefusedAcknowledgement',
};

/** Returns acknowledgements without effect as warnings. Otherwise a reader believes that a finding is accepted. */
export function problemViolations(problems: readonly ProblemReport[]): PolicyViolation[] {
  return problems.map(({ kind, id, at, message }) => ({
    ruleName: `${KINDS[kind]}[${id}]`,
    severity: 'warning',
    description: `The acknowledgement of ${id} has no effect. ${message}`,
    violatingResources: [{ constructPath: at, locations: [] }],
  }));
}
