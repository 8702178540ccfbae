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

/** Types that name the subnets of a database or a cache. */
const PLACES = [
  'AWS::RDS::DBSubnetGroup',
  'AWS::DocDB::DBSubnetGroup',
  'AWS::ElastiCache::SubnetGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::MemoryDB::SubnetGroup',
];

/** The subnets of the data tier have no route to the internet. */
export const dataTierIsolated: Rule = {
  name: 'DataTierIsolated',
  practice: 'SEC05-BP01',
  level: 'error',
  requirement: 'Databases and caches are in subnets without a route to the internet, not even through NAT.',
  why:
    "With a route, one wrong security group exposes customers' data to the internet, or lets an attacker send the " +
    'data out. Without a route neither is possible.',
  fix:
    'Leave the placement to `network`, or bring a VPC with isolated subnets as `network.vpc`. In CloudFormation use ' +
    'subnets whose route table has no `AWS::EC2::Route` with a `NatGatewayId` or with the `GatewayId` of an internet ' +
    'gateway.',
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

  /** Route that decides the verdict. */
  readonly way?: string;
}

/** A subnet that is in no template is unknown, and so is one that uses the main route table. */
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

/** Gateways that lead only to the internet. */
const OUTWARD = ['NatGatewayId', 'EgressOnlyInternetGatewayId'];

/**
 * Targets that lead to the internet when they are the default route: certainly a NAT instance, possibly another
 * network.
 */
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
