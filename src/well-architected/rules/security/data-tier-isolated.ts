import { routeTablesOf, routesIn } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, show } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { everyOf } from '../support/verdict';

const EXPECTED = 'subnets whose route tables lead to no internet or NAT gateway';
const SUBNETS = 'SubnetIds';

/** What says in which subnets a database or a cache stands. */
const PLACES = [
  'AWS::RDS::DBSubnetGroup',
  'AWS::DocDB::DBSubnetGroup',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::MemoryDB::SubnetGroup',
];

/** From where the data is, there is no way out. */
export const dataTierIsolated: Rule = {
  name: 'DataTierIsolated',
  practice: 'SEC05-BP01',
  level: 'error',
  requirement: 'Databases and caches stand in subnets without a route to the internet, not even through NAT.',
  why:
    "One wrong security group, and the customers' data can be reached from outside, or be carried out by whoever got in; without a route " +
    'neither works.',
  fix:
    'Leave the placement to `network`, or bring a VPC with isolated subnets as `network.vpc`; in CloudFormation subnets whose route table has ' +
    'no `AWS::EC2::Route` with a `GatewayId` of an internet gateway or a `NatGatewayId`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html',
  check: (workload) =>
    workload
      .ofType(...PLACES)
      .filter((place) => place.raw(SUBNETS) !== undefined)
      .map((place) => placeFinding(workload, place)),
};

function placeFinding(workload: Workload, place: Resource): Finding {
  const values = place
    .values(SUBNETS)
    .flatMap(({ known, value }) =>
      known && Array.isArray(value)
        ? value.flatMap((item) => possibleValues(place.template, item))
        : [{ known, value }],
    );
  const subnets = values
    .filter(({ value }) => value !== undefined)
    .map(({ value }) => ({ value, ...subnetVerdict(workload, workload.follow(place, value)) }));
  const isolated = everyOf(subnets.map((subnet) => subnet.isolated));
  const actual = subnets.filter((subnet) => subnet.isolated === isolated).map(({ value, way }) => way ?? show(value));
  return found(place, isolated, EXPECTED, [...new Set(actual)].join(', '), { property: `Properties.${SUBNETS}` });
}

interface SubnetVerdict {
  readonly isolated: Verdict;

  /** The route that decides it. */
  readonly way?: string;
}

/** A subnet that is not in a template cannot be judged, and neither can one that uses the main route table. */
function subnetVerdict(workload: Workload, subnet: Resource | undefined): SubnetVerdict {
  const tables = subnet ? routeTablesOf(workload, subnet) : [];
  if (!subnet || tables.length === 0) return { isolated: undefined };
  const routes = tables
    .flatMap((table) => routesIn(workload, table))
    .map((route) => ({ route, leadsInside: leadsInside(workload, route) }));
  const isolated = everyOf(routes.map((one) => one.leadsInside));
  const by = routes.find((one) => one.leadsInside === isolated);
  return { isolated, way: isolated || !by ? subnet.logicalId : `${subnet.logicalId} by ${by.route.logicalId}` };
}

/** Gateways that lead to the internet and nowhere else. */
const OUTWARD = ['NatGatewayId', 'EgressOnlyInternetGatewayId'];

/** What does where everything is sent to it: a NAT instance for certain, and maybe the network on the other side. */
const INSTANCES = ['InstanceId', 'NetworkInterfaceId'];
const PASSAGES = ['TransitGatewayId', 'VpcEndpointId', 'CoreNetworkArn'];

function leadsInside(workload: Workload, route: Resource): Verdict {
  const leadsTo = (targets: readonly string[]): boolean => targets.some((target) => route.raw(target) !== undefined);
  const isDefault = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock'].some((range) =>
    /\/0$/.test(String(route.get(range))),
  );
  if (leadsTo(OUTWARD) || (isDefault && leadsTo(INSTANCES))) return false;
  if (isDefault && leadsTo(PASSAGES)) return undefined;
  return everyOf(
    route.values('GatewayId').map(({ value }): Verdict => {
      if (value === undefined) return true;
      const gateway = workload.follow(route, value)?.type ?? String(value);
      if (/InternetGateway$|^igw-/.test(gateway)) return false;
      return /VPNGateway$|^(vgw-|local)/.test(gateway) || undefined;
    }),
  );
}
