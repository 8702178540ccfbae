import { allOf } from './states';
import type { Rule } from '../../rule';
import { found, show } from '../../workload/finding';
import type { Finding, State } from '../../workload/finding';
import { routeTablesOf, routesIn } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';

const EXPECTED = 'subnets whose route tables lead to no internet or NAT gateway';
const SUBNETS = 'SubnetIds';

/** What says in which subnets a database or a cache stands. */
const PLACES = [
  'AWS::RDS::DBSubnetGroup', 'AWS::DocDB::DBSubnetGroup', 'AWS::ElastiCache::SubnetGroup', 'AWS::ElastiCache::ServerlessCache', 'AWS::MemoryDB::SubnetGroup',
];

/** From where the data is, there is no way out. */
export const dataTierIsolated: Rule = {
  name: 'DataTierIsolated',
  practice: 'SEC05-BP01',
  level: 'error',
  requirement: 'Databases and caches stand in subnets without a route to the internet, not even through NAT.',
  why: 'One wrong security group, and the customers\' data can be reached from outside, or be carried out by whoever got in; without a route '
    + 'neither works.',
  fix: 'Leave the placement to `network`, or bring a VPC with isolated subnets as `network.vpc`; in CloudFormation subnets whose route table has '
    + 'no `AWS::EC2::Route` with a `GatewayId` of an internet gateway or a `NatGatewayId`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  check: (workload) => workload.ofType(...PLACES).filter((place) => place.raw(SUBNETS) !== undefined).map((place) => placeFinding(workload, place)),
};

function placeFinding(workload: Workload, place: Resource): Finding {
  const values = place.values(SUBNETS).flatMap(({ known, value }) => (
    known && Array.isArray(value) ? value.flatMap((item) => possibleValues(place.template, item)) : [{ known, value }]));
  const subnets = values.filter(({ value }) => value !== undefined).map(({ value }) => ({ value, ...subnetState(workload, workload.follow(place, value)) }));
  const state = allOf(subnets.map((subnet) => subnet.state));
  const actual = subnets.filter((subnet) => subnet.state === state).map(({ value, way }) => way ?? show(value));
  return found(place, state, EXPECTED, [...new Set(actual)].join(', '), { property: `Properties.${SUBNETS}` });
}

interface SubnetState {
  readonly state: State;

  /** The route by which it has that state. */
  readonly way?: string;
}

/** A subnet that is not in a template cannot be judged, and neither can one that uses the main route table. */
function subnetState(workload: Workload, subnet: Resource | undefined): SubnetState {
  const tables = subnet ? routeTablesOf(workload, subnet) : [];
  if (!subnet || tables.length === 0) return { state: 'undetermined' };
  const routes = tables.flatMap((table) => routesIn(workload, table)).map((route) => ({ route, state: routeState(workload, route) }));
  const state = allOf(routes.map((one) => one.state));
  const [by] = routes.filter((one) => one.state === state);
  return { state, way: state === 'compliant' || !by ? subnet.logicalId : `${subnet.logicalId} by ${by.route.logicalId}` };
}

/** Gateways that lead to the internet and nowhere else. */
const OUTWARD = ['NatGatewayId', 'EgressOnlyInternetGatewayId'];

/** What does where everything is sent to it: a NAT instance for certain, and maybe the network on the other side. */
const INSTANCES = ['InstanceId', 'NetworkInterfaceId'];
const PASSAGES = ['TransitGatewayId', 'VpcEndpointId', 'CoreNetworkArn'];

function routeState(workload: Workload, route: Resource): State {
  const leadsTo = (targets: readonly string[]): boolean => targets.some((target) => route.raw(target) !== undefined);
  const isDefault = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'].some((range) => /\/0$/.test(String(route.get(range))));
  if (leadsTo(OUTWARD) || isDefault && leadsTo(INSTANCES)) return 'failing';
  if (isDefault && leadsTo(PASSAGES)) return 'undetermined';
  return allOf(route.values('GatewayId').map(({ value }): State => {
    if (value === undefined) return 'compliant';
    const gateway = workload.follow(route, value)?.type ?? String(value);
    if (/InternetGateway$|^igw-/.test(gateway)) return 'failing';
    return /VPNGateway$|^(vgw-|local)/.test(gateway) ? 'compliant' : 'undetermined';
  }));
}
