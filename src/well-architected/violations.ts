import type { PolicyViolation } from 'aws-cdk-lib';
import { practiceOf, practicePage } from './best-practices';
import { findingId } from './evaluation';
import type { Judgement, Verdict } from './judgement';
import type { ProblemReport } from './report/model';
import { pillarOf } from './rule';
import type { Level, Rule } from './rule';

type Resource = PolicyViolation['violatingResources'][number];

interface Group {
  readonly id: string;
  readonly rule: Rule;
  readonly level: Level;
  readonly undetermined: boolean;
  readonly verdicts: Verdict[];
}

const FAILING: ReadonlySet<string> = new Set(['fatal', 'error']);

export function fails(violations: readonly PolicyViolation[]): boolean {
  return violations.some(({ severity = '' }) => FAILING.has(severity));
}

/**
 * What CDK prints and writes into its validation report: one entry a rule, level and item.
 *
 * @param forCore whether CDK subtracts the acknowledgements that name the pack, so that its own report lists them with their reasons
 */
export function violationsOf(judgements: readonly Judgement[], forCore: boolean): PolicyViolation[] {
  const groups = new Map<string, Group>();
  for (const { results } of judgements) {
    for (const { rule, verdicts } of results) {
      for (const verdict of verdicts.filter((one) => isReported(one, rule, forCore))) {
        const id = reportedId(rule, verdict);
        const undetermined = verdict.finding.state === 'undetermined';
        const key = `${id} ${verdict.level} ${String(undetermined)}`;
        const group = groups.get(key) ?? { id, rule, level: verdict.level, undetermined, verdicts: [] };
        group.verdicts.push(verdict);
        groups.set(key, group);
      }
    }
  }
  return [...groups.values()].map(violation);
}

/** CDK finds an acknowledgement by exactly the id that is reported. */
function isReported({ status, finding, acknowledgement }: Verdict, rule: Rule, forCore: boolean): boolean {
  if (status === 'compliant') return false;
  if (status !== 'acknowledged') return true;
  return forCore && acknowledgement?.namespaced === true && acknowledgement.id === normalized(findingId(rule, finding));
}

/** Under an id of its own where an acknowledgement does not count, because CDK would honour it. */
function reportedId(rule: Rule, { finding, invalid }: Verdict): string {
  const id = findingId(rule, finding);
  if (invalid?.id !== normalized(id)) return id;
  return `${id}(${invalid.reason.trim() === '' ? 'acknowledged without a reason' : 'acknowledgement expired'})`;
}

function normalized(id: string): string {
  return id.replaceAll(' ', '-');
}

function violation({ id, rule, level, undetermined, verdicts }: Group): PolicyViolation {
  return {
    ruleName: id,
    severity: level,
    description: undetermined
      ? `Nobody can know before the deployment: ${rule.requirement} ${shown(verdicts)}`
      : `${rule.requirement} ${shown(verdicts)} ${rule.why}`,
    fix: `${rule.fix} See ${rule.docs}`,
    ruleMetadata: {
      pillar: pillarOf(rule.practice),
      bestPractice: [rule.practice, ...(rule.also ?? [])].join(', '),
      bestPracticePage: practicePage(practiceOf(rule.practice)),
      state: undetermined ? 'undetermined' : 'failing',
    },
    violatingResources: verdicts.map(({ finding }): Resource => ({
      constructPath: finding.resource.path,
      resourceLogicalId: finding.resource.logicalId,
      templatePath: finding.resource.template.source.file,
      locations: finding.property === '' ? [] : [finding.property],
    })),
  };
}

/** What was found, told once where it is the same everywhere. */
function shown(verdicts: readonly Verdict[]): string {
  const texts = new Set(verdicts.map(({ finding: { actual, expected } }) => `got ${actual}, expected ${expected}`));
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

/** Acknowledgements without effect, as warnings: they make a reader believe what is not so. */
export function problemViolations(problems: readonly ProblemReport[]): PolicyViolation[] {
  return problems.map(({ kind, id, at, message }) => ({
    ruleName: `${KINDS[kind]}[${id}]`,
    severity: 'warning',
    description: `The acknowledgement of ${id} has no effect. ${message}`,
    violatingResources: [{ constructPath: at, locations: [] }],
  }));
}
