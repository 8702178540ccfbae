import type { Resource } from '../../workload/resource';
import { numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verify } from '../support/finding';
import type { Rule } from '../support/rule';
import type { State } from '../support/verdict';

/**
 * Four fifths of the quotas of a new account. The rest is room to create a replacement before the old resource is
 * deleted.
 */
const ELASTIC_IPS = 4;
const NAT_GATEWAYS_PER_ZONE = 4;
const SUBNETS_PER_VPC = 160;

/** Lambda keeps 100 of 1000 concurrent calls for functions without a reservation. */
const RESERVABLE_CONCURRENCY = 900;

/** A template fits into the default quotas of an account. */
export const quotaHeadroom: Rule = {
  name: 'QuotaHeadroom',
  practice: 'REL01-BP06',
  level: 'warning',
  requirement:
    'Addresses, gateways, subnets, reserved concurrency and servers stay below the default service quotas, with room ' +
    'to replace them.',
  why:
    'A quota is often reached in the middle of a sale or of a deployment. Servers then do not start or the update ' +
    'rolls back, and AWS takes days to raise a quota.',
  fix:
    'Lower `network.availabilityZones`, `network.natGateways` or `web.maxCapacity`, or have the quota raised in ' +
    'Service Quotas and acknowledge the finding. In CloudFormation reduce the number of `AWS::EC2::EIP`, ' +
    '`ReservedConcurrentExecutions` or `MaxSize`.',
  docs: 'https://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html',
  check: (workload, { thresholds: { maxServers } }) => [
    ...addressFindings(workload),
    ...reservationFindings(workload),
    ...gatewayFindings(workload),
    ...subnetFindings(workload),
    ...workload.ofType('AWS::AutoScaling::AutoScalingGroup').map((group) =>
      verify(group, 'MaxSize', {
        expected: `at most ${maxServers}`,
        holds: (value) => numberOf(value) <= maxServers,
        item: 'MaxSize',
      }),
    ),
  ],
};

/** Addresses that the owner brought to AWS do not count towards the quota. */
function addressFindings(workload: Workload): Finding[] {
  const addresses = workload
    .ofType('AWS::EC2::EIP')
    .filter((address) => address.raw('PublicIpv4Pool') === undefined && address.raw('IpamPoolId') === undefined);
  return counted(addresses, regionOf, ELASTIC_IPS, 'ElasticIps', 'Elastic IP addresses in the Region');
}

function gatewayFindings(workload: Workload): Finding[] {
  const zoneOf = (gateway: Resource) => {
    const subnet = workload.follow(gateway, gateway.raw('SubnetId'));
    return textOf(subnet?.raw('AvailabilityZone') ?? gateway.raw('SubnetId'));
  };
  return counted(
    workload.ofType('AWS::EC2::NatGateway'),
    zoneOf,
    NAT_GATEWAYS_PER_ZONE,
    'NatGateways',
    'NAT gateways in the zone',
  );
}

function subnetFindings(workload: Workload): Finding[] {
  return counted(
    workload.ofType('AWS::EC2::Subnet'),
    (subnet) => textOf(subnet.raw('VpcId')),
    SUBNETS_PER_VPC,
    'Subnets',
    'subnets in the VPC',
  );
}

/** Returns one finding for each group of resources, on its first resource. */
function counted(
  resources: readonly Resource[],
  keyOf: (resource: Resource) => string,
  most: number,
  item: string,
  what: string,
): Finding[] {
  return groups(resources, keyOf).map((group) =>
    found(group[0], group.length <= most, `at most ${most} ${what}`, String(group.length), { item }),
  );
}

function reservationFindings(workload: Workload): Finding[] {
  const reserving = workload
    .ofType('AWS::Lambda::Function')
    .filter((fn) => fn.raw('ReservedConcurrentExecutions') !== undefined);
  return groups(reserving, regionOf).map((group) => {
    const possible = group.map((fn) =>
      fn.values('ReservedConcurrentExecutions').map(({ known, value }) => (known ? numberOf(value ?? 0) : Infinity)),
    );
    const least = sum(possible.map((values) => Math.min(...values)).filter(Number.isFinite));
    const most = sum(possible.map((values) => Math.max(...values)));
    const state: State =
      least > RESERVABLE_CONCURRENCY ? 'failing' : most <= RESERVABLE_CONCURRENCY ? 'compliant' : 'undetermined';
    const options = { property: 'Properties.ReservedConcurrentExecutions', item: 'ReservedConcurrency' };
    return found(
      group[0],
      state,
      `at most ${RESERVABLE_CONCURRENCY} for all functions in the Region`,
      `at least ${least}`,
      options,
    );
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function regionOf({ template }: Resource): string {
  return template.source.region ?? template.source.path;
}

function groups(resources: readonly Resource[], keyOf: (resource: Resource) => string): Resource[][] {
  const byKey = new Map<string, Resource[]>();
  for (const resource of resources) byKey.set(keyOf(resource), [...(byKey.get(keyOf(resource)) ?? []), resource]);
  return [...byKey.values()];
}
