import type { Level } from '../../framework/level';
import type { Resource } from '../../workload/resource';
import { isRecord, numberOf, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found, show } from '../support/finding';
import type { Finding } from '../support/finding';
import { LIST, RANGES, ingressIn, isInternet, sourceIn } from '../support/ingress-rules';
import type { WrittenIngress } from '../support/ingress-rules';
import type { Rule } from '../support/rule';
import { tierOf } from '../support/security-group-tiers';
import type { Tier } from '../support/security-group-tiers';
import { unanimous, anyOf, everyOf, verdictOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

const WEB_PORTS = [80, 443];

/**
 * Visitors reach only the load balancer, the load balancer reaches the servers, and servers and functions reach the
 * data.
 */
export const ingressByTier: Rule = {
  name: 'IngressByTier',
  practice: 'SEC05-BP02',
  level: 'error',
  requirement:
    'Only load balancers are open to the internet, on web ports, and databases and caches are open only to security ' +
    'groups.',
  why:
    'Scanners find an open port within an hour. When a tier accepts IP addresses instead of the security group of ' +
    'the tier in front of it, requests can bypass that tier.',
  fix:
    'Let the `connect` methods of `EcommerceArchitecture` open what is needed, or allow a security group as `Peer`. ' +
    'In CloudFormation use `SourceSecurityGroupId` instead of `CidrIp`, and `SourcePrefixListId` for CloudFront.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  acknowledgedAs: ['AwsSolutions-EC23'],
  check: (workload) => ingressIn(workload).map((ingress) => ingressFinding(workload, ingress)),
};

interface AssessedSource {
  readonly isRight: Verdict;
  readonly level?: Level;
}

function ingressFinding(workload: Workload, { resource, property, group, rules, item }: WrittenIngress): Finding {
  const tier = tierOf(workload, group);
  const given = rules
    .filter(({ value }) => value !== undefined)
    .map(({ known, value }): AssessedSource =>
      known && isRecord(value) ? assessSource(workload, resource, tier, value) : { isRight: undefined },
    );
  // A rule with a condition may not exist, which is right too.
  const isRight = unanimous([...given.map((one) => one.isRight), ...(given.length < rules.length ? [true] : [])]);
  const expected =
    tier === 'data'
      ? 'a security group'
      : 'no address range of the internet, but for ports 80 and 443 of a load balancer';
  return found(resource, isRight, expected, rules.map(({ value }) => sourceOf(value)).join(' or '), {
    property,
    item,
    level: given[0]?.level,
  });
}

function assessSource(
  workload: Workload,
  resource: Resource,
  tier: Tier,
  rule: Record<string, unknown>,
): AssessedSource {
  const ranges = RANGES.filter((key) => rule[key] !== undefined).flatMap((key) =>
    sourcesIn(workload, resource, rule[key]),
  );
  const lists = rule[LIST] === undefined ? [] : sourcesIn(workload, resource, rule[LIST]);
  const isClosed = everyOf([
    ...(ranges.length === 0 ? [] : [verdictOf(ranges, (range) => !isInternet(range))]),
    ...(lists.length === 0 ? [] : [verdictOf(lists, (list) => /^(pl-|<)/.test(String(list)))]),
  ]);
  if (tier === 'data' && ranges.length + lists.length > 0) {
    // A private network range, for administrators, is less than open and more than needed.
    return isClosed ? { isRight: false, level: 'warning' } : { isRight: isClosed };
  }
  const isWeb = isForWeb(resource, rule);
  // A group that nothing here uses may belong to a load balancer in another app.
  const mayBeOpen: Record<Tier, Verdict> = {
    data: false,
    other: false,
    balancer: isWeb,
    unknown: isWeb === false ? false : undefined,
  };
  return { isRight: anyOf([isClosed, mayBeOpen[tier]]) };
}

function isForWeb({ template }: Resource, rule: Record<string, unknown>): Verdict {
  const [from, to] = [possibleValues(template, rule.FromPort), possibleValues(template, rule.ToPort)];
  return everyOf([
    verdictOf(possibleValues(template, rule.IpProtocol), (protocol) =>
      ['tcp', '6'].includes(String(protocol).toLowerCase()),
    ),
    verdictOf(from, (port) => WEB_PORTS.includes(numberOf(port))),
    from.every(({ known }) => known)
      ? verdictOf(to, (port) => from.some(({ value }) => numberOf(value) === numberOf(port)))
      : verdictOf(to, () => true),
  ]);
}

/**
 * Returns the sources that can be classified: the range of a network in the templates and a single address are not the
 * internet, and a prefix list of the app is a list.
 */
function sourcesIn(workload: Workload, resource: Resource, source: unknown): Possible[] {
  return possibleValues(resource.template, source).map((possible) => {
    if (possible.known) return possible;
    const text = textOf(possible.value);
    const isOurs = workload.follow(resource, possible.value) !== undefined || /\/\d+$/.test(text);
    return isOurs ? { known: true, value: text } : possible;
  });
}

function sourceOf(rule: unknown): string {
  return isRecord(rule)
    ? `${textOf(rule[sourceIn(rule) ?? ''])} to ${textOf(rule.FromPort ?? 'all ports')}`
    : show(rule);
}
