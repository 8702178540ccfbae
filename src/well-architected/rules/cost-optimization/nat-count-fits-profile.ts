import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { stateOf } from '../support/verdict';
import { atMost, byVpc } from '../support/vpcs';
import type { VpcMembers } from '../support/vpcs';

/** NAT gateways are each billed by the hour. */
export const natCountFitsProfile: Rule = {
  name: 'NatCountFitsProfile',
  practice: 'COST08-BP02',
  level: 'warning',
  requirement: 'There are no more NAT gateways than zones, only one in development, and none without a route to it.',
  why:
    'Each gateway is billed by the hour before its first byte. A second one in a zone adds no availability, and a ' +
    'development shop does not need one per zone.',
  fix:
    'Leave `network.natGateways` at its default, which follows `profile`, or lower it. In CloudFormation remove the ' +
    '`AWS::EC2::NatGateway` and its elastic IP address.',
  docs: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  tradeOff: {
    against: 'REL11-BP05-NatGatewayPerAz',
    reason:
      'The profile decides: production has a gateway in each zone, so that it survives the loss of a zone; ' +
      'development shares one gateway, which does not.',
  },
  check: (workload, { production }) => {
    const gateways = workload.ofType('AWS::EC2::NatGateway').filter(leadsOut);
    return [
      ...byVpc(workload, gateways, (gateway) => placeOf(workload, gateway)).map((vpc) =>
        countFinding(workload, vpc, production),
      ),
      ...gateways.map((gateway) => routeFinding(workload, gateway)),
    ];
  },
};

/** True for public NAT gateways. A private one joins networks whose addresses overlap. */
function leadsOut(gateway: Resource): boolean {
  return gateway.get('ConnectivityType') !== 'private';
}

/** Returns the resource that names the VPC: the subnet, or the gateway itself where it is regional. */
function placeOf(workload: Workload, gateway: Resource): Resource | undefined {
  return gateway.raw('VpcId') === undefined ? workload.follow(gateway, gateway.raw('SubnetId')) : gateway;
}

function countFinding(workload: Workload, { key, anchor, members }: VpcMembers, production: boolean): Finding {
  const most = production ? zonesOf(workload, key) : 1;
  const expected = production ? `at most ${most}, one for each zone` : 'at most 1';
  return found(anchor, stateOf(atMost(members, most)), expected, `${members.length} NAT gateways`, { item: 'Count' });
}

function zonesOf(workload: Workload, key: unknown): number {
  const vpc = byVpc(workload, workload.anyOfType('AWS::EC2::Subnet'), (subnet) => subnet).find(
    (other) => other.key === key,
  );
  const zones = (vpc?.members ?? []).map((subnet) =>
    JSON.stringify(subnet.raw('AvailabilityZone') ?? subnet.raw('AvailabilityZoneId') ?? subnet.logicalId),
  );
  return Math.max(1, new Set(zones).size);
}

/** A gateway whose id is an output may have routes in another app. */
function routeFinding(workload: Workload, gateway: Resource): Finding {
  const routes = [...workload.referrers(gateway)].filter(({ type }) => type === 'AWS::EC2::Route');
  const isGivenAway = workload.mentions(gateway, gateway.template.section('Outputs')).has(gateway);
  const state = stateOf(routes.length > 0 || (isGivenAway ? undefined : false));
  return found(gateway, state, 'a route that leads to it', `${routes.length} routes`, { item: 'Route' });
}
