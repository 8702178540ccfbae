import type { Counts, PillarReport, PracticeReport, RuleReport, Status, Summary } from './model';
import type { Level } from '../framework/level';
import type { Risk } from '../framework/risk';

/**
 * All statuses, the worst first. A practice has the worst status of its rules, and a rule the worst of its findings.
 */
export const STATUSES: readonly Status[] = [
  'failing',
  'undetermined',
  'acknowledged',
  'compliant',
  'not-applicable',
  'not-assessable',
];

export function worst(statuses: readonly Status[]): Status {
  return STATUSES.find((status) => statuses.includes(status)) ?? 'not-assessable';
}

/** Returns the summary of a pillar, or of all pillars together. */
export function summaryOf(pillars: readonly Pick<PillarReport, 'questions'>[]): Summary {
  const practices = pillars.flatMap(({ questions }) => questions.flatMap(({ bestPractices }) => bestPractices));
  // A rule that covers several practices of these pillars counts once.
  const rules = [...new Map(practices.flatMap(({ rules: some }) => some).map((rule) => [rule.id, rule])).values()];
  const evidence = practices.flatMap((practice) => practice.rules.flatMap((rule) => rule.evidence));
  return {
    bestPractices: countsOf(practices),
    rules: countsOf(rules),
    findings: countsOf(evidence),
    failing: levelsOf(evidence.filter(({ status }) => status === 'failing')),
    risks: risksOf(practices.filter(({ status }) => status === 'failing')),
  };
}

function countsOf(items: readonly { readonly status: Status }[]): Counts {
  const count = (status: Status) => items.filter((item) => item.status === status).length;
  return Object.fromEntries(STATUSES.map((status) => [status, count(status)])) as Record<Status, number>;
}

function levelsOf(items: readonly Pick<RuleReport, 'level'>[]): Record<Level, number> {
  const count = (level: Level) => items.filter((item) => item.level === level).length;
  return { fatal: count('fatal'), error: count('error'), warning: count('warning'), info: count('info') };
}

function risksOf(practices: readonly PracticeReport[]): Record<Risk, number> {
  const count = (risk: Risk) => practices.filter((practice) => practice.risk === risk).length;
  return { HIGH: count('HIGH'), MEDIUM: count('MEDIUM'), LOW: count('LOW') };
}
