import type { Level } from '../framework/level';
import type { PillarId } from '../framework/practice';
import type { Risk } from '../framework/risk';
import type { State } from '../rules/support/verdict';

/** Version of the schema below. The minor number grows with additions, the major number with all other changes. */
export const REPORT_SCHEMA = '1.0';

/**
 * Status of a finding, a rule or a best practice. Not applicable: the rules exist, but the templates have no resource
 * to which they apply. Not assessable: no template can show it. The worst status below counts: failing, undetermined,
 * acknowledged, compliant, not applicable.
 */
export type Status = 'compliant' | 'acknowledged' | 'failing' | 'undetermined' | 'not-applicable' | 'not-assessable';

/** Number of items with each status. */
export type Counts = Readonly<Record<Status, number>>;

/**
 * Report of one app, as in `well-architected/report.json`. Sorted throughout, so that equal input gives equal bytes.
 */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;

  /** Package and version. */
  readonly generatedBy: string;

  /** Day by which acknowledgements expire, as `2026-11-23`. */
  readonly evaluationDate: string;

  readonly framework: {
    readonly name: string;

    /** Day on which its list of best practices was read. */
    readonly retrieved: string;

    readonly bestPractices: number;
  };

  readonly workloads: readonly WorkloadReport[];

  /** Summary of all pillars. */
  readonly summary: Summary;

  readonly pillars: readonly PillarReport[];

  readonly tradeOffs: readonly TradeOffReport[];

  /** Every acknowledgement that took effect. */
  readonly acknowledgements: readonly AcknowledgementReport[];

  /** Acknowledgements without effect: unknown, stale, without reason, expired, or of a rule that is fatal. */
  readonly problems: readonly ProblemReport[];
}

/** A workload that was assessed. */
export interface WorkloadReport {
  readonly path: string;
  readonly profile: string;

  /** True when its findings fail the synth. */
  readonly enforced: boolean;

  readonly resources: number;

  /** Number of resources of CDK's own providers, which users cannot configure. */
  readonly exempt: number;
}

/** Counts of a pillar, or of all pillars together. */
export interface Summary {
  /** Best practices by status. */
  readonly bestPractices: Counts;

  /** Rules by status. */
  readonly rules: Counts;

  /** Findings by status. */
  readonly findings: Counts;

  /** Failing findings by level. */
  readonly failing: Readonly<Record<Level, number>>;

  /** Failing best practices by risk: the HRIs and MRIs of the AWS Well-Architected Tool. */
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

  /** Risk that AWS states; set for the practices that rules cover. */
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

  /** Best practice that lists the evidence; set where the rule is listed under a further one. */
  readonly evidenceAt?: string;

  /** Empty where `evidenceAt` is set. */
  readonly evidence: readonly Evidence[];
}

/** A finding of a rule, with its place and its status. */
export interface Evidence {
  /** Id by which it is acknowledged: the rule's id, with the item in brackets. */
  readonly id: string;
  readonly workload: string;

  /** The construct path. */
  readonly path: string;
  readonly stack: string;

  /** File name of the stack's template in the assembly, `Shop.template.json`; undefined where none was written. */
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

  /** Place where the construct was created, `lib/shop.ts:42`; known unless stack traces are switched off. */
  readonly location?: string;

  readonly acknowledgement?: Acknowledged;
}

/** An acknowledgement of a finding. */
export interface Acknowledged {
  /** Id as it was given. */
  readonly id: string;
  readonly reason: string;

  /** Path of the construct that carries it; empty for the app. */
  readonly at: string;
  readonly location?: string;

  /** Last day on which it counts, where the reason contains `until:2027-03-31`. */
  readonly until?: string;
}

export interface AcknowledgementReport extends Acknowledged {
  /** Construct paths of the findings that it covers. */
  readonly covers: readonly string[];
}

export interface ProblemReport {
  readonly kind: 'unknown' | 'stale' | 'without-reason' | 'expired' | 'fatal';
  readonly id: string;
  readonly at: string;
  readonly location?: string;

  /** Problem and remedy, in one or two sentences. */
  readonly message: string;
}

/** Two opposing rules, and the side that the workload takes. */
export interface TradeOffReport {
  readonly workload: string;

  /** Rule that holds. */
  readonly favoured: string;

  /** Rule on the other side. */
  readonly against: string;
  readonly reason: string;
}
