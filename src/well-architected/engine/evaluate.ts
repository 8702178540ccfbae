import type { Acknowledgement, Acknowledgements } from './acknowledgements';
import { pillarOf } from '../framework/best-practices';
import { lesser } from '../framework/level';
import type { Level } from '../framework/level';
import { CATALOGUE } from '../rules/catalogue';
import { found } from '../rules/support/finding';
import type { Finding } from '../rules/support/finding';
import type { Rule } from '../rules/support/rule';
import type { Settings } from '../rules/support/settings';
import type { Workload } from '../workload/workload';

/** A workload, the rules that assess it, and whether their findings fail the synth. */
export interface Subject {
  readonly workload: Workload;

  /** Rules in the catalogue's order. */
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly enforced: boolean;
}

/** A finding with its status and level. */
export interface Result {
  readonly subject: Subject;
  readonly rule: Rule;
  readonly finding: Finding;
  readonly status: 'compliant' | 'failing' | 'undetermined' | 'acknowledged';

  /** Level in this workload: a warning at most where findings are not enforced. */
  readonly level: Level;

  readonly acknowledgement?: Acknowledgement;

  /** Acknowledgement that names the finding but does not count. */
  readonly invalid?: Acknowledgement;
}

/**
 * Returns the rules that apply with these settings, in the catalogue's order.
 *
 * @param pillars - ids of the pillars to include; undefined for all
 */
export function rulesFor(settings: Settings, pillars?: readonly string[]): readonly Rule[] {
  const isAsked = ({ practice, also = [] }: Rule) =>
    pillars === undefined || [practice, ...also].some((one) => pillars.includes(pillarOf(one)));
  return CATALOGUE.filter((rule) => applies(rule, settings) && isAsked(rule));
}

/** True unless the rule is for production only and the profile is another one. */
export function applies({ productionOnly }: Rule, { production }: Settings): boolean {
  return production || !productionOnly;
}

/**
 * Returns the results of every rule of a subject, in the order of the rules.
 *
 * @param acknowledgements - records which of them are used
 */
export function evaluate(subject: Subject, acknowledgements: Acknowledgements): Result[] {
  return subject.rules.flatMap((rule) =>
    findingsOf(rule, subject).map((finding) => resultOf(finding, rule, subject, acknowledgements)),
  );
}

/** Runs a rule. A rule that throws has a defect, so its finding is undetermined and never counts as compliant. */
function findingsOf(rule: Rule, { workload, settings }: Subject): readonly Finding[] {
  try {
    return rule.check(workload, settings);
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause);
    const [resource] = workload.resources;
    return resource
      ? [found(resource, 'undetermined', 'a check that finishes', `the check itself failed: ${error}`)]
      : [];
  }
}

function resultOf(finding: Finding, rule: Rule, subject: Subject, acknowledgements: Acknowledgements): Result {
  const own = levelOf(rule, finding);
  const level = subject.enforced ? own : lesser(own, 'warning');
  const result = { subject, rule, finding, level };
  if (finding.state === 'compliant') return { ...result, status: 'compliant' };
  const acknowledgement = acknowledgements.covering(rule, finding, own);
  if (acknowledgement) return { ...result, status: 'acknowledged', acknowledgement };
  return { ...result, status: finding.state, invalid: acknowledgements.invalidFor(rule, finding) };
}

/**
 * Returns the level of a finding: the finding's level where it has one, otherwise the rule's. An unknown value is a
 * warning at most.
 *
 * @param rule - gives the level where the finding has none
 */
export function levelOf(rule: Rule, { level = rule.level, state }: Finding): Level {
  return state === 'undetermined' ? lesser(level, 'warning') : level;
}
