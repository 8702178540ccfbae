import { CfnParameter } from 'aws-cdk-lib';
import {
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPNGateway,
} from 'aws-cdk-lib/aws-ec2';
import { CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance, CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import { dataTierIsolated } from '../../../../src/well-architected/rules/security/data-tier-isolated';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type Stack = Parameters<Build>[0];
type Way = Partial<ConstructorParameters<typeof CfnRoute>[2]>;

/** A subnet with a route table, and with a route where a target is given. */
const subnetIn = (stack: Stack, id: string, way?: Way): string => {
  const subnet = new CfnSubnet(stack, id, { vpcId: 'vpc-a1b2c3d4', cidrBlock: '10.0.0.0/24' });
  const table = new CfnRouteTable(stack, `${id}Table`, { vpcId: 'vpc-a1b2c3d4' });
  new CfnSubnetRouteTableAssociation(stack, `${id}Association`, { subnetId: subnet.ref, routeTableId: table.ref });
  if (way) new CfnRoute(stack, `${id}Route`, { routeTableId: table.ref, destinationCidrBlock: '0.0.0.0/0', ...way });
  return subnet.ref;
};

const groupOf = (stack: Stack, subnetIds: string[]) =>
  new CfnDBSubnetGroup(stack, 'Subnets', { dbSubnetGroupDescription: 'd', subnetIds });

const database =
  (wayOf?: (stack: Stack) => Way): Build =>
  (stack) => {
    groupOf(stack, [subnetIn(stack, 'One'), subnetIn(stack, 'Two', wayOf?.(stack))]);
  };

export const cases: RuleCases = {
  rule: dataTierIsolated,
  compliant: {
    'a database without a way out': database(),
    'a database with a way to the office': database((stack) => ({
      gatewayId: new CfnVPNGateway(stack, 'Gateway', { type: 'ipsec.1' }).ref,
    })),
    'a database with a way to another network': database(() => ({ vpcPeeringConnectionId: 'pcx-a1b2c3d4' })),
    'a database with a way to a firewall within': database(() => ({
      destinationCidrBlock: '10.1.0.0/16',
      networkInterfaceId: 'eni-a1b2c3d4',
    })),
    'a cache without a way out': (stack) => {
      new CfnSubnetGroup(stack, 'Subnets', { description: 'd', subnetIds: [subnetIn(stack, 'One')] });
    },
  },
  failing: {
    'a database with a public subnet': {
      build: database((stack) => ({ gatewayId: new CfnInternetGateway(stack, 'Gateway').ref })),
      fails: ['Properties.SubnetIds'],
    },
    'a gateway by its id': database(() => ({ gatewayId: 'igw-a1b2c3d4' })),
    'a database behind NAT': database((stack) => ({
      natGatewayId: new CfnNatGateway(stack, 'Gateway', { subnetId: 's', connectivityType: 'private' }).ref,
    })),
    'a database behind a NAT instance': database(() => ({ instanceId: 'i-a1b2c3d4' })),
    'a way out for IPv6': database(() => ({
      destinationCidrBlock: undefined,
      destinationIpv6CidrBlock: '::/0',
      egressOnlyInternetGatewayId: 'eigw-a1b2',
    })),
    'a cache behind NAT': (stack) => {
      new CfnSubnetGroup(stack, 'Subnets', {
        description: 'd',
        subnetIds: [subnetIn(stack, 'One', { natGatewayId: 'nat-a1b2c3d4' })],
      });
    },
  },
  notApplicable: {
    'a network': (stack) => {
      new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
      subnetIn(stack, 'Public', { gatewayId: new CfnInternetGateway(stack, 'Gateway').ref });
    },
    'a database that names its subnet group': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', dbSubnetGroupName: 'data' });
    },
  },
  token: (stack) => {
    database(() => ({ transitGatewayId: 'tgw-a1b2c3d4' }))(stack);
    const subnetIds = new CfnParameter(stack, 'Ids', { type: 'List<AWS::EC2::Subnet::Id>' }).valueAsList;
    new CfnSubnetGroup(stack, 'Elsewhere', { description: 'd', subnetIds });
    new CfnSubnetGroup(stack, 'Imported', { description: 'd', subnetIds: ['subnet-a1b2c3d4'] });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      const isolated = subnetIn(stack, 'One');
      subnetIn(stack, 'Two', { natGatewayId: 'nat-a1b2c3d4' });
      groupOf(stack, [isolated]).addPropertyOverride('SubnetIds.0', { Ref: 'Two' });
    },
  },
  mutation: {
    change: ({ main }) => {
      const [application] = ofType(main, 'AWS::EC2::Subnet').filter(([id]) => id.includes('ApplicationSubnet1'));
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBSubnetGroup')) {
        properties.SubnetIds[0] = { Ref: application[0] };
      }
    },
  },
};
