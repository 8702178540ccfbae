import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, worstOf } from '../support/finding';
import type { Rule } from '../support/rule';
import type { State } from '../support/verdict';

const EXPECTED = "a NAT gateway of the subnet's own zone";

/** Traffic to the internet leaves through the zone of its subnet. */
export const natGatewayPerAz: Rule = {
  name: 'NatGatewayPerAz',
  practice: 'REL11-BP05',
  level: 'error',
  requirement: 'Private subnets reach the internet through a NAT gateway in their own Availability Zone.',
  why:
    'When the zone of a shared gateway fails, servers and functions in all other zones lose the payment provider and ' +
    'AWS services, and the shop is down in every zone.',
  fix:
    'Leave `network.natGateways` at its production default, one for each zone. In CloudFormation set `NatGatewayId` ' +
    'of the `AWS::EC2::Route` of each zone.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  productionOnly: true,
  tradeOff: {
    against: 'COST08-BP02-NatCountFitsProfile',
    reason: 'In production each zone has a NAT gateway; in development all zones share one.',
  },
  check: (workload) =>
    workload
      .ofType('AWS::EC2::Route')
      .filter((route) => route.raw('NatGatewayId') !== undefined)
      .flatMap((route) => worstOf(subnetsOf(workload, route).map((subnet) => routeFinding(workload, route, subnet)))),
};

/** Returns the subnets that use the route; undefined for a subnet that is not in the app. */
function subnetsOf(workload: Workload, route: Resource): (Resource | undefined)[] {
  const table = workload.follow(route, route.raw('RouteTableId'));
  return workload
    .anyOfType('AWS::EC2::SubnetRouteTableAssociation')
    .filter((association) =>
      table
        ? workload.follow(association, association.raw('RouteTableId')) === table
        : textOf(association.raw('RouteTableId')) === textOf(route.raw('RouteTableId')),
    )
    .map((association) => workload.follow(association, association.raw('SubnetId')));
}

function routeFinding(workload: Workload, route: Resource, subnet: Resource | undefined): Finding {
  const gateway = workload.follow(route, route.raw('NatGatewayId'));
  const property = 'Properties.NatGatewayId';
  // A regional gateway spans the zones of its VPC.
  if (gateway?.get('AvailabilityMode') === 'regional') {
    return found(route, 'compliant', EXPECTED, 'a regional NAT gateway', { property });
  }
  const own = zoneOf(subnet);
  const other = zoneOf(gateway && workload.follow(gateway, gateway.raw('SubnetId')));
  return found(
    route,
    compared(own, other),
    EXPECTED,
    `subnet in ${own ?? 'an unknown zone'}, gateway in ${other ?? 'an unknown zone'}`,
    { property },
  );
}

function zoneOf(subnet: Resource | undefined): string | undefined {
  const zone = subnet?.raw('AvailabilityZone') ?? subnet?.raw('AvailabilityZoneId');
  return zone === undefined ? undefined : textOf(subnet?.get('AvailabilityZone') ?? zone);
}

function compared(own: string | undefined, other: string | undefined): State {
  if (own === undefined || other === undefined) return 'undetermined';
  const [one, two] = [placeOf(own), placeOf(other)];
  if (one.kind !== two.kind) return 'undetermined';
  return one.value === two.value ? 'compliant' : 'failing';
}

/** Returns a zone in a form that can be compared: only names with names, ids with ids, and places of one list. */
function placeOf(zone: string): { readonly kind: string; readonly value: string } {
  const [, index, list] = /^\{"Fn::Select":\["?(\d+)"?,(.*)\]\}$/.exec(zone) ?? [];
  if (index !== undefined) return { kind: list, value: index };
  if (!/^[a-z0-9-]+$/.test(zone)) return { kind: zone, value: zone };
  return { kind: /-az\d+$/.test(zone) ? 'id' : 'name', value: zone };
}
