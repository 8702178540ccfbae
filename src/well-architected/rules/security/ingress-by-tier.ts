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
import { alike, anyOf, everyOf, verdictOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

const WEB_PORTS = [80, 443];

/** Visitors reach the load balancer, the load balancer the servers, and servers and functions the data. */
export const ingressByTier: Rule = {
  name: 'IngressByTier',
  practice: 'SEC05-BP02',
  level: 'error',
  requirement:
    'Only load balancers are open to the internet, for the web, and databases and caches only to security groups.',
  why:
    'An open port is found by scanners within the hour. A tier that takes connections from addresses instead of from the tier before it can be ' +
    'reached around everything that should have stood between.',
  fix:
    'Let the `connect` methods of `EcommerceArchitecture` open what is needed, or allow a security group as `Peer`; in CloudFormation ' +
    '`SourceSecurityGroupId` instead of `CidrIp`, and `SourcePrefixListId` for CloudFront.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
  acknowledgedAs: ['AwsSolutions-EC23'],
  check: (workload) => ingressIn(workload).map((ingress) => ingressFinding(workload, ingress)),
};

interface Judged {
  readonly isRight: Verdict;
  readonly level?: Level;
}

function ingressFinding(workload: Workload, { resource, property, group, rules, item }: WrittenIngress): Finding {
  const tier = tierOf(workload, group);
  const given = rules
    .filter(({ value }) => value !== undefined)
    .map(({ known, value }): Judged =>
      known && isRecord(value) ? judgedBy(workload, resource, tier, value) : { isRight: undefined },
    );
  // A rule that is there on a condition only may be right or not.
  const isRight = alike([...given.map((one) => one.isRight), ...(given.length < rules.length ? [true] : [])]);
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

function judgedBy(workload: Workload, resource: Resource, tier: Tier, rule: Record<string, unknown>): Judged {
  const ranges = RANGES.filter((key) => rule[key] !== undefined).flatMap((key) =>
    sourcesIn(workload, resource, rule[key]),
  );
  const lists = rule[LIST] === undefined ? [] : sourcesIn(workload, resource, rule[LIST]);
  const isClosed = everyOf([
    ...(ranges.length === 0 ? [] : [verdictOf(ranges, (range) => !isInternet(range))]),
    ...(lists.length === 0 ? [] : [verdictOf(lists, (list) => /^(pl-|<)/.test(String(list)))]),
  ]);
  if (tier === 'data' && ranges.length + lists.length > 0) {
    // A network of one's own, for those who administer, is less than open and more than needed.
    return isClosed ? { isRight: false, level: 'warning' } : { isRight: isClosed };
  }
  const isWeb = isForWeb(resource, rule);
  // A group that nothing here uses may well be a load balancer's elsewhere.
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

/** A source with what can be told of it: the range of a network in the templates and a single address are not the internet, a list of ours is a list. */
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
