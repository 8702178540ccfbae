import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';

/** What a web ACL is for. */
export const wafManagedRules: Rule = {
  name: 'WafManagedRules',
  practice: 'SEC05-BP03',
  also: ['REL05-BP02'],
  level: 'error',
  requirement:
    'A web ACL that lets requests through by default blocks common attacks, known bad inputs, SQL injection and floods from one address.',
  why: 'A firewall without these rules is paid for and stops nothing: stolen customer data, or a checkout that one script keeps busy.',
  fix:
    '`edge.webAcl: WebAcl.managed()`, with `rateLimit` for the flood; in CloudFormation a rule with a `ManagedRuleGroupStatement` for each group that is ' +
    'named, `OverrideAction: { None: {} }`, and one with a `RateBasedStatement` and `Action: { Block: {} }`.',
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

/** One rule of a web ACL, or of a group of rules in it. */
interface WafRule {
  readonly statement: Properties;
  readonly counts: boolean;
}

function findingsOf(workload: Workload, acl: Resource): Finding[] {
  // One that lets nobody in but those it names has no need of them.
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

  /** Whether there may be more: a token, another vendor's group, or a group of rules that is not in a template. */
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

/** What another vendor's rules, or a name that is a token, protect against, nobody can read here. */
function isForeign(group: unknown): boolean {
  return isRecord(group) && (group.VendorName !== 'AWS' || typeof group.Name !== 'string');
}
