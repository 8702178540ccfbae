import type { Finding } from './finding';
import type { Settings } from './settings';
import type { Level } from '../../framework/level';
import type { Workload } from '../../workload/workload';

/** A trade-off between pillars: a rule whose opposite serves another pillar. */
export interface TradeOff {
  /** Id of the rule on the other side. */
  readonly against: string;

  /** When this side is taken, and what it costs: one sentence for the report. */
  readonly reason: string;
}

/** A requirement of the Well-Architected Framework that a template can meet or fail. */
export interface Rule {
  /** Unique name in PascalCase. The id is the practice and this name. */
  readonly name: string;

  /** Best practice that it belongs to, such as `REL10-BP01`. */
  readonly practice: string;

  /** Further best practices for which the same evidence counts. */
  readonly also?: readonly string[];

  readonly level: Level;

  /** Requirement in one sentence, which is also the heading in reports. */
  readonly requirement: string;

  /** Effect on the business when it does not hold, in one or two sentences. */
  readonly why: string;

  /** Remedy: the property of `EcommerceArchitecture` first, then the CloudFormation property. */
  readonly fix: string;

  /** AWS page about the setting. Reports also show the page of the best practice. */
  readonly docs: string;

  /** True for a rule that is assessed in the production profile only. */
  readonly productionOnly?: boolean;

  readonly tradeOff?: TradeOff;

  /** Rules of cdk-nag whose acknowledgement, with the same text in brackets, counts for this rule too. */
  readonly acknowledgedAs?: readonly string[];

  /** Returns one finding for each place that is assessed, and none where the rule does not apply. It must be pure. */
  readonly check: (workload: Workload, settings: Settings) => readonly Finding[];
}

/** Returns the id under which a rule is reported and acknowledged. */
export function ruleId({ practice, name }: Rule): string {
  return `${practice}-${name}`;
}
