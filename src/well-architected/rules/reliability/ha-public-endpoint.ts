import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, isTrue, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { aliasRecords } from '../support/alias-records';
import type { AliasRecord } from '../support/alias-records';
import { found, assess } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { State } from '../support/verdict';

const TWO = 2;

/** The public endpoint survives the loss of a zone, and can be reached by IPv4 and IPv6. */
export const haPublicEndpoint: Rule = {
  name: 'HaPublicEndpoint',
  practice: 'REL02-BP01',
  level: 'error',
  requirement:
    'Public load balancers have subnets in at least two Availability Zones, and names that lead to CloudFront have ' +
    'records for IPv4 and IPv6.',
  why:
    'When the zone of the only endpoint fails, healthy servers in other zones cannot be reached. Visitors whose ' +
    'network supports only one protocol cannot reach the shop at all.',
  fix:
    'Leave `network.availabilityZones` at 2 or more and set `dns.hostedZone`, which creates both records. In ' +
    'CloudFormation set `Subnets` of two zones, and add alias records of the types A and AAAA.',
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
  return assess(balancer, `Properties.${path}`, balancer.values(path), {
    item: 'Zones',
    expected: 'subnets in at least two Availability Zones',
    holds: (value) => new Set(listOf(value).map((item) => zoneOf(workload, balancer, item))).size >= TWO,
  });
}

/**
 * Returns the zone of a subnet. A subnet that is not in the app counts as a separate zone: an application load balancer
 * accepts only one subnet for each zone.
 */
function zoneOf(workload: Workload, balancer: Resource, item: unknown): string {
  const id = isRecord(item) && 'SubnetId' in item ? item.SubnetId : item;
  const subnet = workload.follow(balancer, id);
  return textOf(subnet?.raw('AvailabilityZone') ?? subnet?.raw('AvailabilityZoneId') ?? id);
}

function aliasFindings(workload: Workload): Finding[] {
  const assessed = new Set(workload.ofType('AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup'));
  const byName = new Map<string, AliasRecord[]>();
  for (const record of aliasRecords(workload, 'AWS::CloudFront::Distribution')) {
    byName.set(nameOf(record), [...(byName.get(nameOf(record)) ?? []), record]);
  }
  return [...byName.values()].flatMap((records) => {
    const shown = records.find(({ resource }) => assessed.has(resource));
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

/** True for a record that may be the missing one, because its name or target is known only at deployment. */
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
