import { loadExample } from '../../support/example';
import { ofType } from '../../support/template-graph';
import type { CfnTemplate } from '../../support/template-graph';

/** A statement of AWS WAF as the template writes it: one key that names its kind. */
export type Statement = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A rule of a web ACL as the template writes it. */
export interface Rule {
  readonly Name: string;
  readonly Priority: number;
  readonly Statement: Statement;
  readonly Action?: Readonly<Record<string, unknown>>;
  readonly OverrideAction?: Readonly<Record<string, unknown>>;
  readonly ChallengeConfig?: { readonly ImmunityTimeProperty: { readonly ImmunityTime: number } };
  readonly VisibilityConfig: { readonly MetricName: string; readonly CloudWatchMetricsEnabled: boolean };
}

export interface WebAclTemplate {
  readonly Scope: string;
  readonly Rules: readonly Rule[];
}

/** The one web ACL of a template. */
export function webAclOf(template: CfnTemplate): WebAclTemplate {
  const [[, { Properties }], ...others] = ofType(template, 'AWS::WAFv2::WebACL');
  if (others.length > 0) throw new Error('the template has several web ACLs');
  return Properties as WebAclTemplate;
}

/** The web ACL of an example: `minimal` has a regional one, `production` one for CloudFront. */
export function webAclOfExample(name: string): WebAclTemplate {
  return webAclOf(loadExample(name).main.template);
}

/** The kind of a statement and its content. */
export function kindOf(statement: Statement): readonly [string, Readonly<Record<string, unknown>>] {
  const [entry, ...others] = Object.entries(statement);
  if (entry === undefined || others.length > 0) throw new Error(`not one statement: ${JSON.stringify(statement)}`);
  return entry;
}
