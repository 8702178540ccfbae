import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';

/** A web ACL blocks common attacks. */
export const wafManagedRules: Rule = {
  name: 'WafManagedRules',
  practice: 'SEC05-BP03',
  also: ['REL05-BP02'],
  level: 'error',
  requirement:
    'A web ACL that allows requests by default blocks common attacks, known bad inputs, SQL injection and floods ' +
    'from one address.',
  why:
    'A web ACL without these rules costs money and blocks nothing: customer data may be stolen, and one script can ' +
    'overload the checkout.',
  fix:
    'Set `edge.webAcl` to `WebAcl.managed()`, with `rateLimit` against floods. In CloudFormation add a rule with a ' +
    '`ManagedRuleGroupStatement` and `OverrideAction: { None: {} }` for each named group, and a rule with a ' +
    '`RateBasedStatement` and `Action: { Block: {} }`.',
  docs: 'https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html',
  check: (workload) => workload.ofType('AWS::WAFv2::WebACL').flatMap((acl) => findingsOf(workload, acl)),
};

type Properties = Readonly<Record<string, unknown>>;

interface Protection {
  readonly item: string;
  readonly isGivenBy: (statement: Properties) => boolean;
}

const PROTECTIONS: readonly Protection[] = [
  {
    item: 'AWSManagedRulesCommonRuleSet',
    isGivenBy: (statement) => isGroup(statement, 'AWSManagedRulesCommonRuleSet'),
  },
  {
    item: 'AWSManagedRulesKnownBadInputsRuleSet',
    isGivenBy: (statement) => isGroup(statement, 'AWSManagedRulesKnownBadInputsRuleSet'),
  },
  {
    item: 'AWSManagedRulesSQLiRuleSet',
    isGivenBy: (statement) =>
      isGroup(statement, 'AWSManagedRulesSQLiRuleSet') || JSON.stringify(statement).includes('"SqliMatchStatement"'),
  },
  {
    item: 'RateBasedStatement',
    isGivenBy: (statement) =>
      statement.RateBasedStatement !== undefined || isGroup(statement, 'AWSManagedRulesAntiDDoSRuleSet'),
  },
];

/** A rule of a web ACL, or of a rule group in it. */
interface WafRule {
  readonly statement: Properties;
  readonly counts: boolean;
}

function findingsOf(workload: Workload, acl: Resource): Finding[] {
  // A web ACL that blocks by default does not need them.
  if (acl.raw('DefaultAction.Block') !== undefined) return [];
  const { rules, unclear } = rulesIn(workload, acl, acl.values('Rules'));
  return PROTECTIONS.map(({ item, isGivenBy }) => {
    const matching = rules.filter(({ statement }) => isGivenBy(statement));
    const options = { item, property: 'Properties.Rules' };
    if (matching.some(({ counts }) => !counts)) {
      return found(acl, true, 'a rule that blocks', 'a rule that blocks', options);
    }
    if (matching.length > 0) {
      return found(acl, false, 'a rule that blocks', 'a rule that only counts', { ...options, level: 'warning' });
    }
    return found(
      acl,
      unclear ? 'undetermined' : 'failing',
      'a rule that blocks',
      unclear ? 'rules that a template does not show' : 'no rule',
      options,
    );
  });
}

interface Rules {
  readonly rules: readonly WafRule[];

  /**
   * True when more rules may exist: a token, a rule group of another vendor, or a rule group that is in no template.
   */
  readonly unclear: boolean;
}

function rulesIn(workload: Workload, from: Resource, lists: readonly Possible[]): Rules {
  const items = lists.flatMap(({ known, value }) =>
    known && Array.isArray(value) ? value.flatMap((item) => possibleValues(from.template, item)) : [],
  );
  const statements = items
    .map(({ value }) => value)
    .filter(isRecord)
    .flatMap((rule) => (isRecord(rule.Statement) ? [{ rule, statement: rule.Statement }] : []));
  const groups = statements.flatMap(({ rule, statement }) => {
    const reference = statement.RuleGroupReferenceStatement;
    return isRecord(reference) ? [{ counts: isCounted(rule), group: workload.follow(from, reference.Arn) }] : [];
  });
  const inner = groups.map(({ counts, group }) => {
    const { rules, unclear } = group ? rulesIn(workload, group, group.values('Rules')) : { rules: [], unclear: true };
    return { unclear, rules: rules.map((rule) => ({ ...rule, counts: rule.counts || counts })) };
  });
  return {
    rules: [
      ...statements.map(({ rule, statement }) => ({ statement, counts: isCounted(rule) })),
      ...inner.flatMap(({ rules }) => rules),
    ],
    unclear:
      [...lists, ...items].some(({ known }) => !known) ||
      inner.some(({ unclear }) => unclear) ||
      statements.some(({ statement }) => isForeign(statement.ManagedRuleGroupStatement)),
  };
}

function isCounted({ Action: action, OverrideAction: override }: Properties): boolean {
  return [action, override].some((given) => isRecord(given) && given.Count !== undefined);
}

function isGroup({ ManagedRuleGroupStatement: group }: Properties, name: string): boolean {
  return isRecord(group) && group.Name === name;
}

/** True for rules whose protection the template does not show: those of another vendor, or with a token as name. */
function isForeign(group: unknown): boolean {
  return isRecord(group) && (group.VendorName !== 'AWS' || typeof group.Name !== 'string');
}
