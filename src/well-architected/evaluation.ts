import { pillarOf, ruleId } from './rule';
import type { Level, Rule } from './rule';
import type { Settings } from './settings';
import { found } from './workload/finding';
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
  return rules
    .filter(({ productionOnly }) => settings.production || !productionOnly)
    .map((rule) => {
      try {
        return { rule, findings: rule.check(workload, settings) };
      } catch (cause) {
        const error = cause instanceof Error ? cause.message : String(cause);
        const [resource] = workload.resources;
        return {
          rule,
          error,
          findings: resource
            ? [found(resource, 'undetermined', 'a check that finishes', `the check itself failed: ${error}`)]
            : [],
        };
      }
    });
}

/** The rules of some pillars; of all, when none is named. */
export function rulesOf(rules: readonly Rule[], pillars: readonly string[] | undefined): readonly Rule[] {
  if (pillars === undefined) return rules;
  return rules.filter(({ practice, also = [] }) => [practice, ...also].some((one) => pillars.includes(pillarOf(one))));
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
