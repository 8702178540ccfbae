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

/** What is judged together, by what, and whether it stops the synth. */
export interface Subject {
  readonly workload: Workload;

  /** In the catalogue's order. */
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly enforced: boolean;
}

/** A finding and what became of it. */
export interface Result {
  readonly subject: Subject;
  readonly rule: Rule;
  readonly finding: Finding;
  readonly status: 'compliant' | 'failing' | 'undetermined' | 'acknowledged';

  /** What it weighs here: never more than a warning where nothing is enforced. */
  readonly level: Level;

  readonly acknowledgement?: Acknowledgement;

  /** An acknowledgement that names it and does not count. */
  readonly invalid?: Acknowledgement;
}

/** The rules that apply with these settings: of some pillars, or of all when none is named. */
export function rulesFor(settings: Settings, pillars?: readonly string[]): readonly Rule[] {
  const isAsked = ({ practice, also = [] }: Rule) =>
    pillars === undefined || [practice, ...also].some((one) => pillars.includes(pillarOf(one)));
  return CATALOGUE.filter((rule) => applies(rule, settings) && isAsked(rule));
}

export function applies({ productionOnly }: Rule, { production }: Settings): boolean {
  return production || !productionOnly;
}

/** The results of every rule of a subject, in the order of the rules. */
export function evaluate(subject: Subject, acknowledgements: Acknowledgements): Result[] {
  return subject.rules.flatMap((rule) =>
    findingsOf(rule, subject).map((finding) => resultOf(finding, rule, subject, acknowledgements)),
  );
}

/** A rule that throws has a defect: this is ours, never the template's, and never a pass. */
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

/** What a finding weighs: its own level where it has one, and never more than a warning while nobody knows the value. */
export function levelOf(rule: Rule, { level = rule.level, state }: Finding): Level {
  return state === 'undetermined' ? lesser(level, 'warning') : level;
}
