import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnEIP, CfnNatGateway, CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { quotaHeadroom } from '../../../../src/well-architected/rules/reliability/quota-headroom';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const times = (count: number, make: (index: number) => void): void =>
  Array.from({ length: count }, (_, index) => index).forEach(make);

const addresses =
  (count: number, publicIpv4Pool?: string): Build =>
  (stack) =>
    times(count, (index) => {
      new CfnEIP(stack, `Address${index}`, { publicIpv4Pool });
    });

const gateways =
  (count: number): Build =>
  (stack) => {
    const subnet = new CfnSubnet(stack, 'Subnet', {
      vpcId: 'vpc',
      cidrBlock: '10.0.0.0/24',
      availabilityZone: 'us-east-1a',
    });
    times(count, (index) => {
      new CfnNatGateway(stack, `Gateway${index}`, { subnetId: subnet.ref });
    });
  };

const subnets =
  (count: number): Build =>
  (stack) =>
    times(count, (index) => {
      new CfnSubnet(stack, `Subnet${index}`, { vpcId: 'vpc', cidrBlock: `10.0.${index}.0/24` });
    });

const functions =
  (...reserved: number[]): Build =>
  (stack) =>
    reserved.forEach((reservedConcurrentExecutions, index) => {
      new CfnFunction(stack, `Function${index}`, { code: { zipFile: '' }, role: 'arn', reservedConcurrentExecutions });
    });

const fleet =
  (maxSize: string): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize });
  };

export const cases: RuleCases = {
  rule: quotaHeadroom,
  compliant: {
    'four addresses': addresses(4),
    'gateways of one zone': gateways(4),
    'gateways of subnets elsewhere': (stack) =>
      times(5, (index) => {
        new CfnNatGateway(stack, `Gateway${index}`, { subnetId: `subnet-${index}` });
      }),
    'subnets of a VPC': subnets(160),
    'functions that leave a hundred': functions(400, 500),
    'twenty servers': fleet('20'),
    'more servers where a team allows them': { build: fleet('30'), settings: { thresholds: { maxServers: 30 } } },
  },
  failing: {
    'five addresses': { build: addresses(5), fails: ['ElasticIps'] },
    'five gateways in one zone': { build: gateways(5), fails: ['NatGateways'] },
    'a crowded VPC': { build: subnets(161), fails: ['Subnets'] },
    'functions that reserve it all': { build: functions(500, 500), fails: ['ReservedConcurrency'] },
    'functions that reserve too much beside an unknown reservation': {
      build: (stack) => {
        functions(500, 500, 1)(stack);
        (stack.node.findChild('Function2') as CfnFunction).addPropertyOverride(
          'ReservedConcurrentExecutions',
          new CfnParameter(stack, 'Reserved').valueAsString,
        );
      },
      fails: ['ReservedConcurrency'],
    },
    'a fleet without bounds': { build: fleet('100'), fails: ['MaxSize'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'addresses that the owner brought': addresses(6, 'pool'),
  },
  token: (stack) => {
    functions(500, 1)(stack);
    (stack.node.findChild('Function1') as CfnFunction).addPropertyOverride(
      'ReservedConcurrentExecutions',
      new CfnParameter(stack, 'Reserved').valueAsString,
    );
    fleet(new CfnParameter(stack, 'Most').valueAsString)(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '4' }).addPropertyOverride('MaxSize', 40);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::AutoScaling::AutoScalingGroup')) {
        properties.MaxSize = '21';
      }
    },
  },
};
