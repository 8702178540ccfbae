import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnNatGateway, CfnRoute, CfnRouteTable, CfnSubnet, CfnSubnetRouteTableAssociation } from 'aws-cdk-lib/aws-ec2';
import { Profile } from '../../../../src/core/profile';
import { natGatewayPerAz } from '../../../../src/well-architected/rules/reliability/nat-gateway-per-az';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

interface Options {
  readonly regional?: boolean;
  readonly byId?: boolean;
}

/** Private subnets in some zones, which share a route to a gateway in the first one given. */
const routed =
  (gatewayZone: string, zones: string[], { regional, byId }: Options = {}): Build =>
  (stack) => {
    const zoned = (zone: string) => (byId ? { availabilityZoneId: zone } : { availabilityZone: zone });
    const outside = new CfnSubnet(stack, 'Public', { vpcId: 'vpc', cidrBlock: '10.0.0.0/24', ...zoned(gatewayZone) });
    const gateway = new CfnNatGateway(
      stack,
      'Gateway',
      regional ? { availabilityMode: 'regional', vpcId: 'vpc' } : { subnetId: outside.ref },
    );
    const table = new CfnRouteTable(stack, 'Table', { vpcId: 'vpc' });
    new CfnRoute(stack, 'Route', {
      routeTableId: table.ref,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: gateway.ref,
    });
    zones.forEach((zone, index) => {
      const subnet = new CfnSubnet(stack, `Private${index}`, {
        vpcId: 'vpc',
        cidrBlock: `10.0.1${index}.0/24`,
        ...zoned(zone),
      });
      new CfnSubnetRouteTableAssociation(stack, `Association${index}`, {
        routeTableId: table.ref,
        subnetId: subnet.ref,
      });
    });
  };

const chosen = (index: number | string) => Fn.select(index as number, Fn.getAzs());

export const cases: RuleCases = {
  rule: natGatewayPerAz,
  compliant: {
    'a gateway in the zone': routed('us-east-1a', ['us-east-1a']),
    'a gateway for two subnets of its zone': routed('us-east-1a', ['us-east-1a', 'us-east-1a']),
    'a zone that the Region chooses': routed(chosen(0), [chosen(0)]),
    'a zone by its id': routed('use1-az1', ['use1-az1'], { byId: true }),
    'a gateway of all zones': routed('us-east-1a', ['us-east-1a', 'us-east-1b'], { regional: true }),
  },
  failing: {
    'a gateway in another zone': { build: routed('us-east-1a', ['us-east-1b']), fails: ['Properties.NatGatewayId'] },
    'a gateway that two zones share': routed('us-east-1a', ['us-east-1a', 'us-east-1b']),
    'a gateway in another zone of the Region': routed(chosen(0), [chosen(1)]),
    'a gateway in another zone by its id': routed('use1-az1', ['use1-az2'], { byId: true }),
  },
  notApplicable: {
    'a way without gateways': (stack) => {
      new CfnRoute(stack, 'Route', {
        routeTableId: 'table',
        destinationCidrBlock: '0.0.0.0/0',
        transitGatewayId: 'tgw',
      });
    },
    'a route that no subnet uses': routed('us-east-1a', []),
    'a network for developers': {
      build: routed('us-east-1a', ['us-east-1b']),
      settings: { profile: Profile.DEVELOPMENT },
    },
  },
  token: (stack) => {
    const association = { routeTableId: 'table', subnetId: 'subnet' };
    routed('us-east-1a', [new CfnParameter(stack, 'Zone').valueAsString, chosen(1)])(stack);
    new CfnRoute(stack, 'Elsewhere', { routeTableId: 'table', destinationCidrBlock: '0.0.0.0/0', natGatewayId: 'nat' });
    new CfnSubnetRouteTableAssociation(stack, 'Existing', association);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      routed('us-east-1a', ['us-east-1a'])(stack);
      (stack.node.findChild('Private0') as CfnSubnet).addPropertyOverride('AvailabilityZone', 'us-east-1b');
    },
  },
  mutation: {
    change: ({ main }) => {
      const routes = ofType(main, 'AWS::EC2::Route')
        .map(([, { Properties: properties }]) => properties)
        .filter(({ NatGatewayId: gateway }) => gateway);
      // The gateways are exchanged, so that each is still used.
      [routes[0].NatGatewayId, routes[1].NatGatewayId] = [routes[1].NatGatewayId, routes[0].NatGatewayId];
    },
  },
};
