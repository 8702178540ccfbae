import type { ProblemReport } from './model';
import { compare } from './order';
import { isBelow } from '../engine/acknowledgements';
import type { Acknowledgement, Acknowledgements } from '../engine/acknowledgements';
import type { Subject } from '../engine/evaluate';
import { CATALOGUE } from '../rules/catalogue';
import { ruleId } from '../rules/support/rule';

type Problem = Pick<ProblemReport, 'kind' | 'message'>;

/**
 * Returns the acknowledgements of this pack that have no effect, each with what to do about it.
 *
 * @param subjects - workloads that were assessed; an acknowledgement outside of them is no problem
 */
export function problemsOf(acknowledgements: Acknowledgements, subjects: readonly Subject[]): ProblemReport[] {
  const known = new Set(CATALOGUE.map(ruleId));
  return acknowledgements.all
    .filter(({ ours }) => ours)
    .flatMap((one) =>
      [problemOf(one, acknowledgements, subjects, known)].flatMap((problem) =>
        problem
          ? [{ kind: problem.kind, id: one.id, at: one.at, location: one.location, message: problem.message }]
          : [],
      ),
    )
    .sort((one, other) => compare(one.id, other.id) || compare(one.at, other.at));
}

function problemOf(
  one: Acknowledgement,
  acknowledgements: Acknowledgements,
  subjects: readonly Subject[],
  known: ReadonlySet<string>,
): Problem | undefined {
  const rule = ruleOf(one.id);
  if (!known.has(rule)) return { kind: 'unknown', message: `No rule has the id ${rule}${nearest(rule, known)}` };
  if (one.reason.trim() === '') {
    return {
      kind: 'without-reason',
      message: 'It gives no reason, so it does not count: say why the finding is accepted.',
    };
  }
  if (acknowledgements.refused.has(one)) {
    return { kind: 'fatal', message: 'The rule cannot be acknowledged: change the resource.' };
  }
  if (acknowledgements.isExpired(one)) {
    const message = `It counted until ${String(one.until)}: fix the finding, or acknowledge it with a later date.`;
    return { kind: 'expired', message };
  }
  if (acknowledgements.covered(one).length > 0 || !wasAssessed(one, rule, subjects)) return undefined;
  return {
    kind: 'stale',
    message: 'No resource below the construct fails this rule: remove the acknowledgement.',
  };
}

/** True when the rule was run on a resource below the construct. Otherwise the acknowledgement is not stale. */
function wasAssessed(one: Acknowledgement, rule: string, subjects: readonly Subject[]): boolean {
  return subjects.some(
    ({ rules, workload }) =>
      rules.some((other) => ruleId(other) === rule) && workload.resources.some(({ path }) => isBelow(path, one.at)),
  );
}

function ruleOf(id: string): string {
  return id.replace(/\[.*$/s, '');
}

/** Suggests rules that have the practice or the name of an unknown id. */
function nearest(id: string, known: ReadonlySet<string>): string {
  const [practice, name] = [/^[A-Z]+\d+-BP\d+/.exec(id)?.[0], id.replace(/^[A-Z]+\d+-BP\d+-/, '')];
  const near = [...known].filter(
    (other) => other.endsWith(`-${name}`) || (practice !== undefined && other.startsWith(`${practice}-`)),
  );
  return near.length === 0 ? ': docs/well-architected.md lists them all.' : `; did you mean ${near.join(' or ')}?`;
}
