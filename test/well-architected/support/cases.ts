import type { CfnResource, Stack } from 'aws-cdk-lib';
import type { NagRuleResult } from 'cdk-nag';
import type { Rule } from '../../../src/well-architected/rules/support/rule';
import type { settingsOf } from '../../../src/well-architected/rules/support/settings';
import type { CfnTemplate } from '../../support/template-graph';

/** Puts resources into a stack, best as L1 constructs: what a rule judges is their CloudFormation. */
export type Build = (stack: Stack) => void;

export interface Case {
  readonly build: Build;

  /** What the rule is asked to judge by; the production profile and the default thresholds when absent. */
  readonly settings?: Parameters<typeof settingsOf>[0];

  /** For failing cases: the items (or properties, where findings have no item) that fail, and no others. */
  readonly fails?: readonly string[];

  /** For failing cases: what the failing findings weigh, each level once, in the order of the alphabet. */
  readonly levels?: readonly string[];
}

/** A rule of cdk-nag about the same thing, which must come to the same verdict on every compliant and failing case. */
export interface Oracle {
  readonly name: string;
  readonly rule: (node: CfnResource) => NagRuleResult;

  /** The cases that are about what it judges; all, when absent. The others are not compared. */
  readonly about?: readonly string[];

  /** Cases in which it comes to another verdict, each with the reason why ours is right. Checked: a case listed here must disagree. */
  readonly disagreements?: Readonly<Record<string, string>>;
}

/** The templates of an example, by which of its stacks they are. */
export interface ExampleTemplates {
  readonly main: CfnTemplate;
  readonly support?: CfnTemplate;
}

/** A change to a synthesized example after which exactly this rule fails. */
export interface Mutation {
  /** The example that is changed; `production` when absent. Another one needs a reason in a comment. */
  readonly example?: string;

  readonly change: (templates: ExampleTemplates) => void;

  /** What the example is judged by, before and after. */
  readonly settings?: Case['settings'];

  /** Rules that rightly fail along with it: id to reason. Checked: each must fail. */
  readonly companions?: Readonly<Record<string, string>>;
}

/** Everything that is shown about one rule. */
export interface RuleCases {
  readonly rule: Rule;
  readonly compliant: Readonly<Record<string, Case | Build>>;
  readonly failing: Readonly<Record<string, Case | Build>>;

  /** Resources that the rule has nothing to say about: no finding at all. */
  readonly notApplicable: Readonly<Record<string, Case | Build>>;

  /** A token stands where the value would be: undetermined, and nothing fails. */
  readonly token: Case | Build;

  /** A typed property says one thing and `addPropertyOverride` another: the override counts. */
  readonly override: {
    readonly build: Build;
    readonly state: 'compliant' | 'failing';
    readonly settings?: Case['settings'];
  };

  readonly mutation: Mutation;

  readonly oracles?: readonly Oracle[];
}
