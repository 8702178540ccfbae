import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import { CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBSubnetGroup } from 'aws-cdk-lib/aws-rds';
import { subnetSpace } from '../../../../src/well-architected/rules/reliability/subnet-space';
import type { Build, RuleCases } from '../../support/cases';

const subnet =
  (cidrBlock: string, vpcId = 'vpc', id = 'Subnet'): ((...build: Parameters<Build>) => CfnSubnet) =>
  (stack) =>
    new CfnSubnet(stack, id, { vpcId, cidrBlock });

const fleet =
  (make: (...build: Parameters<Build>) => CfnSubnet): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '4', vpcZoneIdentifier: [make(stack).ref] });
  };

const beside =
  (own: string, other: string, vpcId = 'vpc'): Build =>
  (stack) => {
    fleet(subnet(own))(stack);
    subnet(other, vpcId, 'Other')(stack);
  };

export const cases: RuleCases = {
  rule: subnetSpace,
  compliant: {
    'servers with room': fleet(subnet('10.0.0.0/24')),
    'a subnet beside it': beside('10.0.0.0/20', '10.0.16.0/28'),
    'the same range in another VPC': beside('10.0.0.0/20', '10.0.0.0/20', 'other'),
  },
  failing: {
    'servers without room': { build: fleet(subnet('10.0.0.0/26')), fails: ['Size'] },
    'functions without room': {
      build: (stack) => {
        const subnetIds = [subnet('10.0.0.0/27')(stack).ref];
        new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', vpcConfig: { subnetIds } });
      },
      fails: ['Size'],
    },
    'a database without room': (stack) => {
      new CfnDBSubnetGroup(stack, 'Subnets', {
        dbSubnetGroupDescription: 'database',
        subnetIds: [subnet('10.0.0.0/27')(stack).ref],
      });
    },
    'a cache without room': (stack) => {
      new CfnSubnetGroup(stack, 'Subnets', { description: 'cache', subnetIds: [subnet('10.0.0.0/27')(stack).ref] });
    },
    'too little from a pool': {
      build: fleet(
        (stack) => new CfnSubnet(stack, 'Subnet', { vpcId: 'vpc', ipv4IpamPoolId: 'pool', ipv4NetmaskLength: 27 }),
      ),
      fails: ['Size'],
    },
    'a range within the range of another': { build: beside('10.0.1.0/24', '10.0.0.0/20'), fails: ['Overlap'] },
    'a range around the range of another': { build: beside('10.0.0.0/20', '10.0.1.0/24'), fails: ['Overlap'] },
  },
  notApplicable: {
    'a small subnet that holds a gateway': (stack) => {
      subnet('10.0.0.0/28')(stack);
    },
    'servers in an existing VPC': (stack) => {
      new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '4', vpcZoneIdentifier: ['subnet-1'] });
    },
    'a subnet without IPv4': fleet((stack) => new CfnSubnet(stack, 'Subnet', { vpcId: 'vpc', ipv6Native: true })),
  },
  token: (stack) => fleet(subnet(new CfnParameter(stack, 'Range').valueAsString))(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      fleet((inner) => {
        const made = subnet('10.0.0.0/24')(inner);
        made.addPropertyOverride('CidrBlock', '10.0.0.0/28');
        return made;
      })(stack);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [id, { Properties: properties }] of Object.entries(main.Resources)) {
        if (/VpcDataSubnet1Subnet/.test(id)) properties.CidrBlock = '10.20.96.0/28';
      }
    },
  },
};
