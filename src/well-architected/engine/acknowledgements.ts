import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { findingId, PACK } from './finding-id';
import type { Finding } from '../rules/support/finding';
import { ruleId } from '../rules/support/rule';
import type { Rule } from '../rules/support/rule';

/** Acceptance of a finding or of a rule by `Validations.of(construct).acknowledge(...)`. */
export interface Acknowledgement {
  /** Id as CDK stores it, without the namespace that CDK adds to ids that have none. */
  readonly given: string;

  /** Id without any namespace. */
  readonly id: string;

  /** True when it belongs to this pack by its namespace or by the form of its id. */
  readonly ours: boolean;

  /** True when it has the pack's namespace, so that CDK's report lists it too. */
  readonly namespaced: boolean;

  readonly reason: string;

  /** Path of the construct that carries it; empty for the app. */
  readonly at: string;

  readonly location?: string;

  /** Last day on which it counts: `until:2027-03-31` anywhere in the reason. */
  readonly until?: string;
}

const OWN_FORM = /^(OPS|SEC|REL|PERF|COST|SUS)\d{2}-BP\d{2}/;

/** Returns every acknowledgement in an app, those for other packs included. */
export function acknowledgementsIn(root: IConstruct): Acknowledgement[] {
  return root.node
    .findAll()
    .flatMap((construct) =>
      construct.node.metadata
        .filter(({ type, data }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && data)
        .flatMap(({ data, trace }) =>
          Object.entries(data as Record<string, string>).map(([key, reason]) =>
            acknowledgement(key, reason, construct, trace),
          ),
        ),
    );
}

function acknowledgement(
  key: string,
  reason: string,
  construct: IConstruct,
  trace: string[] | undefined,
): Acknowledgement {
  const given = key.replace(/^annotation::/i, '');
  const [, namespace, id] = /^([^[]+?)::(.*)$/.exec(given) ?? [undefined, undefined, given];
  const [, until] = /\buntil:(\d{4}-\d{2}-\d{2})\b/.exec(reason) ?? [];
  return {
    given,
    id,
    reason,
    until,
    ours: namespace === PACK || (namespace === undefined && OWN_FORM.test(id)),
    namespaced: namespace === PACK,
    at: construct.node.path,
    location: locationIn(trace),
  };
}

/** Returns the first place of a stack trace that is in the user's code: `lib/shop.ts:42`. */
export function locationIn(trace: readonly string[] | undefined): string | undefined {
  const line = trace?.find((frame) => !/node_modules|node:internal/.test(frame) && /:\d+:\d+\)?$/.test(frame.trim()));
  const [, place] = /\(?([^\s()]+:\d+):\d+\)?$/.exec(line?.trim() ?? '') ?? [];
  return place?.startsWith(`${process.cwd()}/`) ? place.slice(process.cwd().length + 1) : place;
}

/** Acknowledgements of an app, with the findings that each of them covers. */
export class Acknowledgements {
  private readonly byId = new Map<string, Acknowledgement[]>();

  private readonly used = new Map<Acknowledgement, string[]>();

  /** Acknowledgements of a rule that cannot be acknowledged. */
  readonly refused = new Set<Acknowledgement>();

  constructor(
    readonly all: readonly Acknowledgement[],
    readonly today: string,
  ) {
    for (const one of all) this.byId.set(one.id, [...(this.byId.get(one.id) ?? []), one]);
  }

  /** Returns the nearest acknowledgement that counts. Records that it was used. */
  covering(rule: Rule, finding: Finding, level: string): Acknowledgement | undefined {
    const found = this.candidates(rule, finding).find((one) => this.counts(one));
    if (!found) return undefined;
    if (level === 'fatal') {
      this.refused.add(found);
      return undefined;
    }
    this.used.set(found, [...(this.used.get(found) ?? []), finding.resource.path]);
    return found;
  }

  /** Returns an acknowledgement that names the finding but does not count, because it has expired or has no reason. */
  invalidFor(rule: Rule, finding: Finding): Acknowledgement | undefined {
    return this.candidates(rule, finding).find((one) => one.ours && !this.counts(one));
  }

  /** Returns the paths of the resources whose findings an acknowledgement covers. */
  covered(one: Acknowledgement): readonly string[] {
    return this.used.get(one) ?? [];
  }

  isExpired({ until }: Acknowledgement): boolean {
    return until !== undefined && until < this.today;
  }

  /** True when it has a reason and has not expired. */
  private counts(one: Acknowledgement): boolean {
    return one.reason.trim() !== '' && !this.isExpired(one);
  }

  /**
   * Returns the acknowledgements that name the finding, nearest first: on the resource, then on its parents up to the
   * app.
   */
  private candidates(rule: Rule, finding: Finding): Acknowledgement[] {
    const ids = [
      findingId(rule, finding),
      ruleId(rule),
      ...(rule.acknowledgedAs ?? []).flatMap((id) =>
        finding.item === undefined ? [id] : [`${id}[${finding.item}]`, id],
      ),
    ];
    // CDK replaces each space of an id by a hyphen.
    return ids
      .flatMap((id) => this.byId.get(id.replaceAll(' ', '-')) ?? [])
      .filter(({ at }) => isBelow(finding.resource.path, at))
      .sort((one, other) => other.at.length - one.at.length);
  }
}

/**
 * True when a construct path equals an ancestor's path or is below it. Everything is below the app.
 *
 * @param ancestor - path of a construct; empty for the app
 */
export function isBelow(path: string, ancestor: string): boolean {
  return ancestor === '' || path === ancestor || path.startsWith(`${ancestor}/`);
}
