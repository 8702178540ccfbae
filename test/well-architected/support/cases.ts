import type { CfnResource, Stack } from 'aws-cdk-lib';
import type { NagRuleResult } from 'cdk-nag';
import type { Rule } from '../../../src/well-architected/rules/support/rule';
import type { settingsOf } from '../../../src/well-architected/rules/support/settings';
import type { CfnTemplate } from '../../support/template-graph';

/** Adds resources to a stack, preferably L1 constructs, because a rule assesses their CloudFormation. */
export type Build = (stack: Stack) => void;

export interface Case {
  readonly build: Build;

  /** Settings of the rule; the production profile and the default thresholds when absent. */
  readonly settings?: Parameters<typeof settingsOf>[0];

  /** For failing cases: the items (or properties, where findings have no item) that fail, and no others. */
  readonly fails?: readonly string[];

  /** For failing cases: the levels of the failing findings, each once, in alphabetical order. */
  readonly levels?: readonly string[];
}

/** A rule of cdk-nag for the same requirement, which must give the same verdict on every compliant and failing case. */
export interface Oracle {
  readonly name: string;
  readonly rule: (node: CfnResource) => NagRuleResult;

  /** Names of the cases that the oracle covers; all when absent. Other cases are not compared. */
  readonly about?: readonly string[];

  /** Cases with another verdict of the oracle, each with the reason why ours is right. A listed case must disagree. */
  readonly disagreements?: Readonly<Record<string, string>>;
}

/** Templates of an example. */
export interface ExampleTemplates {
  readonly main: CfnTemplate;
  readonly support?: CfnTemplate;
}

/** A change to a synthesized example after which exactly this rule fails. */
export interface Mutation {
  /** The example that is changed; `production` when absent. Another one needs a reason in a comment. */
  readonly example?: string;

  readonly change: (templates: ExampleTemplates) => void;

  /** Settings by which the example is assessed, before and after the change. */
  readonly settings?: Case['settings'];

  /** Other rules that rightly fail too: id to reason. Each must fail. */
  readonly companions?: Readonly<Record<string, string>>;
}

/** The cases of one rule. */
export interface RuleCases {
  readonly rule: Rule;
  readonly compliant: Readonly<Record<string, Case | Build>>;
  readonly failing: Readonly<Record<string, Case | Build>>;

  /** Resources to which the rule does not apply: there is no finding. */
  readonly notApplicable: Readonly<Record<string, Case | Build>>;

  /** The value is a token: the finding is undetermined, and nothing fails. */
  readonly token: Case | Build;

  /** A typed property and `addPropertyOverride` differ: the override counts. */
  readonly override: {
    readonly build: Build;
    readonly state: 'compliant' | 'failing';
    readonly settings?: Case['settings'];
  };

  readonly mutation: Mutation;

  readonly oracles?: readonly Oracle[];
}
