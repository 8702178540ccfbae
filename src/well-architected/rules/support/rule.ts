import type { Finding } from './finding';
import type { Settings } from './settings';
import type { Level } from '../../framework/level';
import type { Workload } from '../../workload/workload';

/** A trade-off between pillars: a rule whose opposite is good for another pillar. */
export interface TradeOff {
  /** The id of the rule on the other side. */
  readonly against: string;

  /** When this side is taken, and what it costs: one sentence for the report. */
  readonly reason: string;
}

/** One demand of the Well-Architected Framework that a template can show to be met or not. */
export interface Rule {
  /** Unique, in PascalCase: the id is the practice and this name. */
  readonly name: string;

  /** The best practice it belongs to, such as `REL10-BP01`. */
  readonly practice: string;

  /** Further best practices that the same evidence speaks for. */
  readonly also?: readonly string[];

  readonly level: Level;

  /** What must hold: one sentence, which is also the heading in reports. */
  readonly requirement: string;

  /** What happens to the business if it does not hold: one or two sentences. */
  readonly why: string;

  /** What to write: the prop of `EcommerceArchitecture` first, then the CloudFormation property. */
  readonly fix: string;

  /** The AWS page about the very setting; the best practice's own page is always shown. */
  readonly docs: string;

  /** Judged in the production profile only. */
  readonly productionOnly?: boolean;

  readonly tradeOff?: TradeOff;

  /** Rules of cdk-nag whose acknowledgement, with the same text in brackets, counts for this one too. */
  readonly acknowledgedAs?: readonly string[];

  /** A pure function: one finding for each thing judged, and none where the rule does not apply. */
  readonly check: (workload: Workload, settings: Settings) => readonly Finding[];
}

/** The id under which a rule is reported and acknowledged. */
export function ruleId({ practice, name }: Rule): string {
  return `${practice}-${name}`;
}
