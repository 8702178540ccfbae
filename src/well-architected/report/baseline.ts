import { REPORT_SCHEMA } from './model';
import type { Evidence, Report, Status } from './model';
import { compare as byCodeUnits } from './order';
import { practicesOf } from './view';
import type { Level } from '../framework/level';

/** A finding that is failing or undetermined in at least one of two reports. */
export interface Change {
  /** Id of the finding: the rule's id, with the item in brackets. */
  readonly id: string;
  readonly path: string;
  readonly level: Level;
  readonly status: Status;

  /** Status in the other report; undefined where it does not list the finding. */
  readonly other?: Status;
}

/** Differences between two reports. */
export interface Comparison {
  /** Findings that are new, or were undetermined and are failing now: by path, then by id. */
  readonly added: readonly Change[];

  /** Findings that are no longer open; `other` is the status now. */
  readonly fixed: readonly Change[];
  readonly unchanged: readonly Change[];
}

const OPEN: ReadonlySet<Status> = new Set(['failing', 'undetermined']);

/**
 * Compares a report with an older one. Throws when one of them has another major version of the schema.
 *
 * @param old - report that was kept as the baseline
 */
export function compare(old: Report, now: Report): Comparison {
  requireReadable(old, 'baseline');
  requireReadable(now, 'report');
  const [before, after] = [findingsOf(old), findingsOf(now)];
  const open = changes(after, before);
  return {
    added: open.filter(isWorse),
    fixed: changes(before, after).filter(({ other }) => other === undefined || !OPEN.has(other)),
    unchanged: open.filter((change) => !isWorse(change)),
  };
}

function isWorse({ status, other }: Change): boolean {
  return other === undefined || !OPEN.has(other) || (status === 'failing' && other === 'undetermined');
}

/** Throws unless the report has the major version of this schema. Minor versions differ in additions only. */
function requireReadable(report: Report, what: string): void {
  const given: unknown = (report as { readonly schema?: unknown } | undefined)?.schema;
  const [major] = REPORT_SCHEMA.split('.');
  if (typeof given !== 'string') throw new Error(`the ${what} is no Well-Architected report: it has no schema version`);
  if (given.split('.')[0] === major) return;
  throw new Error(
    `the ${what} has version ${given} of the report's schema, expected ${major}.x: ` +
      'write it again with this version of the package',
  );
}

function findingsOf(report: Report): ReadonlyMap<string, Evidence> {
  const evidence = practicesOf(report).flatMap(({ rules }) => rules.flatMap((rule) => rule.evidence));
  return new Map(evidence.map((one) => [JSON.stringify([one.path, one.id, one.property]), one]));
}

function changes(from: ReadonlyMap<string, Evidence>, other: ReadonlyMap<string, Evidence>): Change[] {
  return [...from]
    .filter(([, { status }]) => OPEN.has(status))
    .map(([key, { id, path, level, status }]) => ({ id, path, level, status, other: other.get(key)?.status }))
    .sort((one, next) => byCodeUnits(one.path, next.path) || byCodeUnits(one.id, next.id));
}
