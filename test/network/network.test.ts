import { Fn } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { EncryptionKey } from '../../src/core/encryption-key';
import { Profile } from '../../src/core/profile';
import { Network } from '../../src/network/network';
import type { NetworkOptions } from '../../src/network/network-options';
import { resolveNetwork } from '../../src/network/network-options';
import { newStack, resources } from '../support/app';
import type { TestApp } from '../support/app';

const CONCRETE = { env: { account: '111111111111', region: 'eu-west-1' } };

function build(options: NetworkOptions = {}, profile = Profile.PRODUCTION, app: TestApp = {}) {
  const stack = newStack(app);
  const encryptionKey = new EncryptionKey(stack, 'Key', { profile }).key;
  const network = Network._create(stack, 'Network', { ...resolveNetwork(options, profile), encryptionKey });
  return { stack, network, template: () => Template.fromStack(stack) };
}

/** Returns the gateway to which each subnet of a tier sends traffic for the internet. */
function routes(template: Template, tier: string) {
  const associations = Object.values(resources(template, 'AWS::EC2::SubnetRouteTableAssociation')).map(
    ({ Properties }) => Properties as Record<string, { Ref: string }>,
  );
  const found = Object.values(resources(template, 'AWS::EC2::Route')).map(
    ({ Properties }) => Properties as Record<string, { Ref: string }>,
  );
  return associations
    .filter(({ SubnetId }) => SubnetId.Ref.includes(tier))
    .map(({ RouteTableId }) => {
      const route = found.find((candidate) => candidate.RouteTableId.Ref === RouteTableId.Ref);
      return route?.GatewayId?.Ref ?? route?.NatGatewayId?.Ref;
    });
}

describe('the default network', () => {
  const template = build().template();

  test('routes public subnets to the internet gateway', () => {
    const [gateway] = Object.keys(resources(template, 'AWS::EC2::InternetGateway'));
    expect(routes(template, 'Public')).toEqual([gateway, gateway]);
  });

  test('routes each application subnet to a separate NAT gateway in a public subnet', () => {
    const gateways = resources(template, 'AWS::EC2::NatGateway');
    expect(new Set(routes(template, 'Application'))).toEqual(new Set(Object.keys(gateways)));
    for (const { Properties } of Object.values(gateways)) {
      expect((Properties as Record<string, { Ref: string }>).SubnetId.Ref).toContain('PublicSubnet');
    }
  });

  test('has no route from data subnets to the internet', () =>
    expect(routes(template, 'Data')).toEqual([undefined, undefined]));

  test('gives no instance a public address', () => {
    for (const { Properties } of Object.values(resources(template, 'AWS::EC2::Subnet'))) {
      expect(Properties.MapPublicIpOnLaunch).toBe(false);
    }
  });

  test('records every flow in an encrypted log group that is kept', () => {
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'ALL', LogDestinationType: 'cloud-watch-logs' });
    template.hasResource('AWS::Logs::LogGroup', {
      DeletionPolicy: 'Retain',
      Properties: { RetentionInDays: 365, KmsKeyId: Match.anyValue() },
    });
  });

  test('reaches S3 without NAT and closes the default security group', () => {
    template.hasResourceProperties('AWS::EC2::VPCEndpoint', { VpcEndpointType: 'Gateway' });
    template.resourceCountIs('Custom::VpcRestrictDefaultSG', 1);
  });
});

test('a network for development has one NAT gateway and keeps flow logs for two weeks', () => {
  const template = build({}, Profile.DEVELOPMENT).template();
  template.resourceCountIs('AWS::EC2::NatGateway', 1);
  template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete', Properties: { RetentionInDays: 14 } });
});

test('the largest network has three zones, a custom range, and endpoints in the application subnets', () => {
  const template = build(
    {
      availabilityZones: 3,
      cidr: '10.8.0.0/20',
      natGateways: 2,
      interfaceEndpoints: [ec2.InterfaceVpcEndpointAwsService.SQS],
    },
    Profile.PRODUCTION,
    CONCRETE,
  ).template();
  template.resourceCountIs('AWS::EC2::Subnet', 9);
  template.resourceCountIs('AWS::EC2::NatGateway', 2);
  template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.8.0.0/20' });
  template.hasResourceProperties('AWS::EC2::VPCEndpoint', {
    VpcEndpointType: 'Interface',
    SubnetIds: Match.arrayWith([{ Ref: Match.stringLikeRegexp('Application') }]),
  });
});

test('three zones without a Region become two, with a warning', () => {
  const { stack, template } = build({ availabilityZones: 3 });
  template().resourceCountIs('AWS::EC2::Subnet', 6);
  Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('environment-agnostic stack has 2.*env'));
});

describe('bad input', () => {
  test.each<[string, NetworkOptions, string]>([
    ['one zone', { availabilityZones: 1 }, '`network.availabilityZones` must be a whole number from 2 to 3, got 1'],
    ['four zones', { availabilityZones: 4 }, '`network.availabilityZones` must be a whole number from 2 to 3, got 4'],
    ['no NAT', { natGateways: 0 }, '`network.natGateways` must be a whole number from 1 to 2, got 0'],
    ['a tiny range', { cidr: '10.0.0.0/28' }, '`network.cidr` must be a CIDR block'],
  ])('%s', (_, options, message) => expect(() => build(options)).toThrow(message));

  test('an existing VPC together with the options of a new one', () => {
    const stack = newStack();
    expect(() => build({ vpc: new ec2.Vpc(stack, 'Vpc'), cidr: '10.0.0.0/16' })).toThrow(
      'remove `network.vpc` or `network.cidr`',
    );
  });
});

describe('an existing VPC', () => {
  const imported = (subnets: Partial<ec2.VpcAttributes>, availabilityZones = ['a', 'b']) =>
    ec2.Vpc.fromVpcAttributes(newStack(), 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones,
      publicSubnetIds: ['p1', 'p2'],
      privateSubnetIds: ['a1', 'a2'],
      isolatedSubnetIds: ['d1', 'd2'],
      ...subnets,
    });

  test('is used unchanged', () => {
    const { network, template } = build({ vpc: imported({}) });
    expect(network.applicationTier.map(({ subnetId }) => subnetId)).toEqual(['a1', 'a2']);
    template().resourceCountIs('AWS::EC2::VPC', 0);
  });

  test.each<[string, Partial<ec2.VpcAttributes>, string]>([
    [
      'without egress',
      { privateSubnetIds: undefined },
      'private with egress subnets in at least 2 Availability Zones, got 0: servers and functions reach',
    ],
    [
      'without isolated subnets',
      { isolatedSubnetIds: undefined },
      'isolated subnets in at least 2 Availability Zones, got 0',
    ],
  ])('%s is refused', (_, subnets, message) => expect(() => build({ vpc: imported(subnets) })).toThrow(message));

  test('with one zone is refused', () => {
    const vpc = imported({ publicSubnetIds: ['p1'], privateSubnetIds: ['a1'], isolatedSubnetIds: ['d1'] }, ['a']);
    expect(() => build({ vpc })).toThrow('public subnets in at least 2 Availability Zones, got 1');
  });

  test('is accepted when its subnets are tokens', () => {
    const vpc = imported({}, [Fn.select(0, Fn.getAzs()), Fn.select(0, Fn.getAzs())]);
    expect(() => build({ vpc })).not.toThrow();
  });

  test('is accepted when it is not looked up yet', () => {
    const stack = newStack(CONCRETE);
    expect(() => build({ vpc: ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-0' }) })).not.toThrow();
  });
});
