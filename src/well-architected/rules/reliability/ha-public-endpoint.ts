import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, isTrue, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { aliasRecords } from '../support/alias-records';
import type { AliasRecord } from '../support/alias-records';
import { found, judge } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { State } from '../support/verdict';

const TWO = 2;

/** The way in survives the loss of a zone, and is found by IPv4 and IPv6 alike. */
export const haPublicEndpoint: Rule = {
  name: 'HaPublicEndpoint',
  practice: 'REL02-BP01',
  level: 'error',
  requirement:
    'Public load balancers stand in at least two Availability Zones, and names that lead to CloudFront have records for IPv4 and IPv6.',
  why:
    'When the zone of the only entrance fails, healthy servers elsewhere cannot be reached; visitors of a network that speaks one protocol only ' +
    'find no shop at all.',
  fix:
    'Leave `network.availabilityZones` at 2 or more and give `dns.hostedZone`, which makes both records; in CloudFormation `Subnets` of two zones, ' +
    'and alias records of the types A and AAAA.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')
      .filter(isPublic)
      .map((balancer) => zoneFinding(workload, balancer)),
    ...aliasFindings(workload),
  ],
};

function isPublic(balancer: Resource): boolean {
  return balancer.get('Scheme') !== 'internal' && balancer.get('Type') !== 'gateway';
}

function zoneFinding(workload: Workload, balancer: Resource): Finding {
  const path = balancer.raw('Subnets') === undefined ? 'SubnetMappings' : 'Subnets';
  return judge(balancer, `Properties.${path}`, balancer.values(path), {
    item: 'Zones',
    expected: 'subnets in at least two Availability Zones',
    holds: (value) => new Set(listOf(value).map((item) => zoneOf(workload, balancer, item))).size >= TWO,
  });
}

/** A subnet that is not in the app counts as a zone: an application load balancer takes one of each zone only. */
function zoneOf(workload: Workload, balancer: Resource, item: unknown): string {
  const id = isRecord(item) && 'SubnetId' in item ? item.SubnetId : item;
  const subnet = workload.follow(balancer, id);
  return textOf(subnet?.raw('AvailabilityZone') ?? subnet?.raw('AvailabilityZoneId') ?? id);
}

function aliasFindings(workload: Workload): Finding[] {
  const judged = new Set(workload.ofType('AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup'));
  const byName = new Map<string, AliasRecord[]>();
  for (const record of aliasRecords(workload, 'AWS::CloudFront::Distribution')) {
    byName.set(nameOf(record), [...(byName.get(nameOf(record)) ?? []), record]);
  }
  return [...byName.values()].flatMap((records) => {
    const shown = records.find(({ resource }) => judged.has(resource));
    return shown ? aliasFinding(workload, shown, records) : [];
  });
}

function aliasFinding(
  workload: Workload,
  { resource, path, target }: AliasRecord,
  records: readonly AliasRecord[],
): Finding {
  const types = records.map((record) => record.resource.get(record.path('Type')));
  const needed = isTrue(target?.get('DistributionConfig.IPV6Enabled')) ? ['A', 'AAAA'] : ['A'];
  const others = workload
    .anyOfType('AWS::Route53::RecordSet')
    .filter((other) => records.every((record) => record.resource !== other));
  const unreadable =
    types.includes(undefined) ||
    others.some((other) => isUnreadable(other) || resource.get(path('Name')) === undefined);
  const state: State = needed.every((type) => types.includes(type))
    ? 'compliant'
    : unreadable
      ? 'undetermined'
      : 'failing';
  const options = { property: `Properties.${path('Type')}`, item: 'Alias' };
  return found(
    resource,
    state,
    `alias records of type ${needed.join(' and ')} with the name`,
    types.map((type) => type ?? 'unknown').join(' and '),
    options,
  );
}

/** A record whose name or target is chosen at deployment may be the one that is missed. */
function isUnreadable(record: Resource): boolean {
  const target = record.raw('AliasTarget.DNSName');
  const parameter = isRecord(target) && 'Ref' in target && !record.template.resources.has(String(target.Ref));
  return record.get('Name') === undefined || intrinsicOf(record.raw('AliasTarget')) !== undefined || parameter;
}

function nameOf({ resource, path }: AliasRecord): string {
  return textOf(resource.raw(path('Name')))
    .toLowerCase()
    .replace(/\.$/, '');
}
