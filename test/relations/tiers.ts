import { all, must, refersTo } from './model';
import type { Found } from './model';
import type { CfnTemplate } from '../support/template-graph';

export type Tier = 'public' | 'application' | 'data';

/** The way out that a subnet's route table offers decides its tier: internet gateway, NAT gateway, none. */
export function tierOf(template: CfnTemplate, subnet: Found): Tier {
  const routes = routesOf(template, subnet);
  if (routes.some(({ props }) => props.GatewayId !== undefined)) return 'public';
  return routes.some(({ props }) => props.NatGatewayId !== undefined) ? 'application' : 'data';
}

/** The default routes of a subnet's route table. */
export function routesOf(template: CfnTemplate, subnet: Found): Found[] {
  const association = all(template, 'EC2::SubnetRouteTableAssociation').find(({ props }) =>
    refersTo(props.SubnetId, subnet),
  );
  must(association, `${subnet.id} must have a route table`);
  const table = all(template, 'EC2::RouteTable').find((candidate) =>
    refersTo(association.props.RouteTableId, candidate),
  );
  must(table, `${subnet.id} must have a route table of this template`);
  return all(template, 'EC2::Route').filter(
    ({ props }) => refersTo(props.RouteTableId, table) && props.DestinationCidrBlock === '0.0.0.0/0',
  );
}

export function subnetsOf(template: CfnTemplate, tier: Tier): Found[] {
  return all(template, 'EC2::Subnet').filter((subnet) => tierOf(template, subnet) === tier);
}

/** All subnets that a value names are of a tier, and they lie in at least so many zones. */
export function mustBeIn(template: CfnTemplate, value: unknown, tier: Tier, what: string, zones = 2): Found[] {
  const subnets = all(template, 'EC2::Subnet').filter((subnet) => refersTo(value, subnet));
  const wrong = subnets.filter((subnet) => tierOf(template, subnet) !== tier);
  must(wrong.length === 0, `${what} must be in ${tier} subnets, is in ${wrong.map(({ id }) => id)}`);
  const found = new Set(subnets.map(({ props }) => JSON.stringify(props.AvailabilityZone)));
  must(found.size >= zones, `${what} must span ${zones} zones, spans ${found.size}`);
  return subnets;
}

/** A reference to a subnet of a tier, to move something there. */
export function refTo(template: CfnTemplate, tier: Tier): { Ref: string } {
  return { Ref: subnetsOf(template, tier)[0].id };
}
