import { kindOf } from './template-rules';
import type { Statement, WebAclTemplate } from './template-rules';

/** Up to here capacity is part of the price of a request (https://aws.amazon.com/waf/pricing/). */
export const INCLUDED_CAPACITY = 1500;

/** Of the managed groups, from their pages below aws-managed-rule-groups-list.html of the AWS WAF Developer Guide. */
const GROUPS: Readonly<Record<string, number>> = {
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesSQLiRuleSet: 200,
};

/**
 * The capacity units (WCU) of a web ACL by the numbers of the AWS WAF Developer Guide; an unknown statement is an
 * error.
 */
export function capacityOf({ Rules }: WebAclTemplate): number {
  return sumOf(Rules.map(({ Statement: statement }) => ofStatement(statement)));
}

function ofStatement(statement: Statement): number {
  const [kind, content] = kindOf(statement);
  switch (kind) {
    // waf-rule-statements-logical.html: based on the nested statements.
    case 'AndStatement':
    case 'OrStatement':
      return sumOf((content.Statements as Statement[]).map(ofStatement));
    case 'NotStatement':
      return ofStatement(content.Statement as Statement);
    // waf-rule-statement-type-string-match.html: 2 for exactly and starts with, 10 for each transformation.
    case 'ByteMatchStatement':
      return 2 + 10 * transformations(content);
    // waf-rule-statement-type-rate-based.html: 2, 30 for each custom key, and the scope-down statement.
    case 'RateBasedStatement':
      return (
        2 +
        30 * ((content.CustomKeys as unknown[] | undefined)?.length ?? 0) +
        (content.ScopeDownStatement === undefined ? 0 : ofStatement(content.ScopeDownStatement as Statement))
      );
    case 'ManagedRuleGroupStatement':
      return ofGroup(content.Name as string);
    default:
      throw new Error(`unknown statement ${kind}`);
  }
}

function sumOf(units: readonly number[]): number {
  return units.reduce((sum, each) => sum + each, 0);
}

function transformations({ TextTransformations: list }: Readonly<Record<string, unknown>>): number {
  return (list as { Type: string }[]).filter(({ Type }) => Type !== 'NONE').length;
}

function ofGroup(name: string): number {
  const units = GROUPS[name];
  if (units === undefined) throw new Error(`unknown group ${name}`);
  return units;
}
