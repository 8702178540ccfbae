import { CfnParameter } from 'aws-cdk-lib';
import { CfnIPSet, CfnRuleGroup, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { wafManagedRules } from '../../../../src/well-architected/rules/security/waf-managed-rules';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const METRICS = { cloudWatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: true };

const COMMON = 'AWSManagedRulesCommonRuleSet';
const BAD_INPUTS = 'AWSManagedRulesKnownBadInputsRuleSet';
const SQL = 'AWSManagedRulesSQLiRuleSet';
const RATE = 'RateBasedStatement';

type AclRule = CfnWebACL.RuleProperty;

const group = (name: string, more: Partial<AclRule> = {}, vendorName = 'AWS'): AclRule => ({
  name,
  priority: 1,
  visibilityConfig: METRICS,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { name, vendorName } },
  ...more,
});

const rate = (action: AclRule['action']): AclRule => ({
  name: 'rate',
  priority: 0,
  visibilityConfig: METRICS,
  action,
  statement: { rateBasedStatement: { limit: 1000, aggregateKeyType: 'IP' } },
});

const reference = (arn: string, overrideAction: AclRule['overrideAction'] = { none: {} }): AclRule => ({
  name: 'own',
  priority: 9,
  visibilityConfig: METRICS,
  overrideAction,
  statement: { ruleGroupReferenceStatement: { arn } },
});

const LIMIT = rate({ block: {} });
const GROUPS = [group(COMMON), group(BAD_INPUTS), group(SQL)];

const acl =
  (rules: AclRule[], defaultAction: CfnWebACL.DefaultActionProperty = { allow: {} }): Build =>
  (stack) => {
    new CfnWebACL(stack, 'Acl', { scope: 'CLOUDFRONT', defaultAction, visibilityConfig: METRICS, rules });
  };

/** With a limit in a separate rule group. */
const limitInGroup =
  (overrideAction?: AclRule['overrideAction']): Build =>
  (stack) => {
    const own = new CfnRuleGroup(stack, 'Own', {
      capacity: 10,
      scope: 'CLOUDFRONT',
      visibilityConfig: METRICS,
      rules: [{ ...LIMIT, overrideAction: undefined } as CfnRuleGroup.RuleProperty],
    });
    acl([...GROUPS, reference(own.attrArn, overrideAction)])(stack);
  };

const own: AclRule = {
  name: 'sql',
  priority: 3,
  visibilityConfig: METRICS,
  action: { block: {} },
  statement: {
    sqliMatchStatement: {
      fieldToMatch: { queryString: {} },
      textTransformations: [{ priority: 0, type: 'URL_DECODE' }],
    },
  },
};

export const cases: RuleCases = {
  rule: wafManagedRules,
  compliant: {
    'all of them': acl([LIMIT, ...GROUPS]),
    'a custom rule against SQL injection': acl([LIMIT, group(COMMON), group(BAD_INPUTS), own]),
    'a group against floods': acl([...GROUPS, group('AWSManagedRulesAntiDDoSRuleSet')]),
    'a limit in a group of rules': limitInGroup(),
  },
  failing: {
    'no rules': { build: acl([]), fails: [COMMON, BAD_INPUTS, SQL, RATE] },
    'no common rules': { build: acl([LIMIT, group(BAD_INPUTS), group(SQL)]), fails: [COMMON] },
    'no known bad inputs': { build: acl([LIMIT, group(COMMON), group(SQL)]), fails: [BAD_INPUTS] },
    'nothing against SQL injection': { build: acl([LIMIT, group(COMMON), group(BAD_INPUTS)]), fails: [SQL] },
    'no limit': { levels: ['error'], build: acl(GROUPS), fails: [RATE] },
    'a limit that counts': { build: acl([rate({ count: {} }), ...GROUPS]), fails: [RATE] },
    'a group that counts': {
      levels: ['warning'],
      build: acl([LIMIT, group(COMMON, { overrideAction: { count: {} } }), group(BAD_INPUTS), group(SQL)]),
      fails: [COMMON],
    },
    'a limit in a group that counts': { build: limitInGroup({ count: {} }), fails: [RATE] },
  },
  notApplicable: {
    'a list of addresses': (stack) => {
      new CfnIPSet(stack, 'Addresses', { addresses: [], ipAddressVersion: 'IPV4', scope: 'CLOUDFRONT' });
    },
    'one that lets in whom it names': acl([], { block: {} }),
  },
  token: (stack) => {
    acl([group('RulesOfAnother', {}, 'Vendor'), LIMIT])(stack);
    const given = new CfnParameter(stack, 'Given');
    new CfnWebACL(stack, 'Referring', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: METRICS,
      rules: [reference(given.valueAsString)],
    });
    new CfnWebACL(stack, 'Unknown', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: METRICS,
    }).addPropertyOverride('Rules', { Ref: given.logicalId });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnWebACL(stack, 'Acl', {
        scope: 'CLOUDFRONT',
        defaultAction: { allow: {} },
        visibilityConfig: METRICS,
        rules: [LIMIT, ...GROUPS],
      }).addPropertyOverride('Rules.1.Statement.ManagedRuleGroupStatement.Name', 'AWSManagedRulesUnixRuleSet');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::WAFv2::WebACL')) {
        const given = properties.Rules as { Statement: object }[];
        properties.Rules = given.filter(({ Statement: statement }) => !('RateBasedStatement' in statement));
      }
    },
  },
};
