import { pillarOf, ruleId } from './rule';
import type { Level, PillarId, Rule } from './rule';
import type { Settings } from './settings';
import type { Finding } from './workload/finding';
import type { Workload } from './workload/workload';

/** What one rule found in one workload. */
export interface Evaluation {
  readonly rule: Rule;

  readonly findings: readonly Finding[];

  /** Why the rule could not finish: a defect of ours, never of the template, and never a pass. */
  readonly error?: string;
}

/** Every rule on one workload, in the catalogue's order. */
export function evaluate(rules: readonly Rule[], workload: Workload, settings: Settings): Evaluation[] {
  return rules.filter(({ productionOnly }) => settings.production || !productionOnly).map((rule) => {
    try {
      return { rule, findings: rule.check(workload, settings) };
    } catch (error) {
      return { rule, findings: [], error: error instanceof Error ? error.message : String(error) };
    }
  });
}

/** The rules of some pillars; of all, when none is named. */
export function rulesOf(rules: readonly Rule[], pillars: readonly PillarId[] | undefined): readonly Rule[] {
  return pillars === undefined ? rules : rules.filter(({ practice }) => pillars.includes(pillarOf(practice)));
}

const LEVELS: readonly Level[] = ['info', 'warning', 'error', 'fatal'];

/** What a finding weighs: its own level where it has one, and never more than a warning while nobody knows the value. */
export function levelOf(rule: Rule, { level = rule.level, state }: Finding): Level {
  return state === 'undetermined' ? lesser(level, 'warning') : level;
}

export function lesser(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) < LEVELS.indexOf(other) ? one : other;
}

/** The id of a finding: the rule's, with what tells it apart in brackets. */
export function findingId(rule: Rule, { item }: Finding): string {
  return item === undefined ? ruleId(rule) : `${ruleId(rule)}[${item}]`;
}
