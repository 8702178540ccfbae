import type { Level } from '../framework/level';
import type { PillarId } from '../framework/practice';
import type { Risk } from '../framework/risk';
import type { State } from '../rules/support/verdict';

/** The version of the schema below: the second number grows with additions, the first with everything else. */
export const REPORT_SCHEMA = '1.0';

/**
 * Where something stands. Not applicable: rules exist, and there is nothing they speak about. Not assessable: no template can show it.
 * The worst of what is below counts: failing, undetermined, acknowledged, compliant, not applicable.
 */
export type Status = 'compliant' | 'acknowledged' | 'failing' | 'undetermined' | 'not-applicable' | 'not-assessable';

/** How many things have each status. */
export type Counts = Readonly<Record<Status, number>>;

/** The report of one app, as it stands in `well-architected/report.json`. Sorted throughout, so that equal input gives equal bytes. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;

  /** The package and its version. */
  readonly generatedBy: string;

  /** The day by which acknowledgements expire, as `2026-11-23`. */
  readonly evaluationDate: string;

  readonly framework: {
    readonly name: string;

    /** The day on which its list of best practices was read. */
    readonly retrieved: string;

    readonly bestPractices: number;
  };

  readonly workloads: readonly WorkloadReport[];

  /** Of all pillars together. */
  readonly summary: Summary;

  readonly pillars: readonly PillarReport[];

  readonly tradeOffs: readonly TradeOffReport[];

  /** Every acknowledgement that took effect. */
  readonly acknowledgements: readonly AcknowledgementReport[];

  /** Acknowledgements that did not: unknown, stale, without reason, expired, or of a rule that is fatal. */
  readonly problems: readonly ProblemReport[];
}

/** What was judged together. */
export interface WorkloadReport {
  readonly path: string;
  readonly profile: string;

  /** Whether its findings stop the synth. */
  readonly enforced: boolean;

  readonly resources: number;

  /** Resources of CDK's own providers, which nobody can configure. */
  readonly exempt: number;
}

export interface Summary {
  /** Best practices by status. */
  readonly bestPractices: Counts;

  /** Rules by status. */
  readonly rules: Counts;

  /** Single findings by status. */
  readonly findings: Counts;

  /** Findings that fail, by level. */
  readonly failing: Readonly<Record<Level, number>>;

  /** Best practices that are failing and risk this much: the Well-Architected Tool's HRIs and MRIs. */
  readonly risks: Readonly<Record<Risk, number>>;
}

export interface PillarReport {
  readonly id: PillarId;

  /** `Operational Excellence`. */
  readonly name: string;

  /** The id of the pillar in custom lenses: `operationalExcellence`. */
  readonly lensId: string;

  readonly summary: Summary;
  readonly questions: readonly QuestionReport[];
}

export interface QuestionReport {
  /** `REL10`. */
  readonly id: string;

  /** `How do you use fault isolation to protect your workload?` */
  readonly title: string;

  readonly bestPractices: readonly PracticeReport[];
}

export interface PracticeReport {
  /** `REL10-BP01`. */
  readonly id: string;
  readonly title: string;

  /** Known for the practices that rules speak about. */
  readonly risk?: Risk;

  /** The page of the framework. */
  readonly url: string;
  readonly status: Status;
  readonly rules: readonly RuleReport[];
}

export interface RuleReport {
  /** `REL10-BP01-MultiAzEveryTier`. */
  readonly id: string;
  readonly level: Level;
  readonly requirement: string;
  readonly why: string;
  readonly fix: string;

  /** The AWS page about the setting. */
  readonly docs: string;
  readonly status: Status;

  /** Set where the rule is listed under a further best practice: the one under which its evidence stands. */
  readonly evidenceAt?: string;

  /** Empty where `evidenceAt` is set. */
  readonly evidence: readonly Evidence[];
}

/** What was seen in one place. */
export interface Evidence {
  /** The id as it is acknowledged: the rule's, with what tells findings apart in brackets. */
  readonly id: string;
  readonly workload: string;

  /** The construct path. */
  readonly path: string;
  readonly stack: string;

  /** The name of the stack's template in the assembly, `Shop.template.json`; unknown where none was written. */
  readonly template?: string;

  readonly logicalId: string;
  readonly type: string;

  /** `Properties.MultiAZ`; empty for the resource as a whole. */
  readonly property: string;
  readonly actual: string;
  readonly expected: string;
  readonly state: State;
  readonly status: Status;
  readonly level: Level;

  /** Where the construct was written, `lib/shop.ts:42`: known unless stack traces are switched off. */
  readonly location?: string;

  readonly acknowledgement?: Acknowledged;
}

export interface Acknowledged {
  /** The id as it was given. */
  readonly id: string;
  readonly reason: string;

  /** The construct that carries it; empty for the app. */
  readonly at: string;
  readonly location?: string;

  /** The last day on which it counts, where the reason says `until:2027-03-31`. */
  readonly until?: string;
}

export interface AcknowledgementReport extends Acknowledged {
  /** The construct paths of the findings it covers. */
  readonly covers: readonly string[];
}

export interface ProblemReport {
  readonly kind: 'unknown' | 'stale' | 'without-reason' | 'expired' | 'fatal';
  readonly id: string;
  readonly at: string;
  readonly location?: string;

  /** What is wrong and what to do: one or two sentences. */
  readonly message: string;
}

/** Two rules that pull in opposite directions, and the side the workload takes. */
export interface TradeOffReport {
  readonly workload: string;

  /** The rule that holds. */
  readonly favoured: string;

  /** The rule that its opposite would please. */
  readonly against: string;
  readonly reason: string;
}
