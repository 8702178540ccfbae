import type { Acknowledgement, Acknowledgements } from './acknowledgements';
import { evaluate, lesser, levelOf } from './evaluation';
import type { Level, Rule } from './rule';
import type { Settings } from './settings';
import type { Finding } from './workload/finding';
import type { Workload } from './workload/workload';

/** What is judged together, by what, and whether it stops the synth. */
export interface Subject {
  readonly workload: Workload;
  readonly rules: readonly Rule[];
  readonly settings: Settings;
  readonly enforced: boolean;
}

/** A finding and what became of it. */
export interface Verdict {
  readonly finding: Finding;
  readonly status: 'compliant' | 'failing' | 'undetermined' | 'acknowledged';

  /** What it weighs here: never more than a warning where nothing is enforced. */
  readonly level: Level;

  readonly acknowledgement?: Acknowledgement;

  /** An acknowledgement that names it and does not count. */
  readonly invalid?: Acknowledgement;
}

export interface RuleVerdicts {
  readonly rule: Rule;
  readonly verdicts: readonly Verdict[];
}

/** Everything that was said about one workload. */
export interface Judgement extends Subject {
  /** In the catalogue's order; rules that do not apply have no verdicts. */
  readonly results: readonly RuleVerdicts[];
}

export function judgeSubject(subject: Subject, acknowledgements: Acknowledgements): Judgement {
  const results = evaluate(subject.rules, subject.workload, subject.settings).map(({ rule, findings }) => ({
    rule,
    verdicts: findings.map((finding) => verdictOn(rule, finding, subject.enforced, acknowledgements)),
  }));
  return { ...subject, results };
}

function verdictOn(rule: Rule, finding: Finding, enforced: boolean, acknowledgements: Acknowledgements): Verdict {
  const own = levelOf(rule, finding);
  const level = enforced ? own : lesser(own, 'warning');
  if (finding.state === 'compliant') return { finding, status: 'compliant', level };
  const acknowledgement = acknowledgements.covering(rule, finding, own);
  if (acknowledgement) return { finding, status: 'acknowledged', level, acknowledgement };
  return { finding, status: finding.state, level, invalid: acknowledgements.invalidFor(rule, finding) };
}
