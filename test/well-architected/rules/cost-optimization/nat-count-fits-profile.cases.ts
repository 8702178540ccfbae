import { CfnCondition, CfnOutput, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnNatGateway, CfnRoute, CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../../../../src/core/profile';
import { natCountFitsProfile } from '../../../../src/well-architected/rules/cost-optimization/nat-count-fits-profile';
import { ofType } from '../../../support/template-graph';
import type { Build, Case, RuleCases } from '../../support/cases';

const route = (stack: Stack, gateway: CfnNatGateway) =>
  new CfnRoute(stack, `Route${gateway.node.id}`, {
    routeTableId: 'rtb-1',
    destinationCidrBlock: '0.0.0.0/0',
    natGatewayId: gateway.ref,
  });

/** A gateway in a subnet of this zone. */
const natIn = (stack: Stack, vpcId: string, availabilityZone: string | undefined, index: number) => {
  const subnet = new CfnSubnet(stack, `Subnet${index}`, { vpcId, availabilityZone, cidrBlock: '10.0.0.0/24' });
  const gateway = new CfnNatGateway(stack, `Nat${index}`, { subnetId: subnet.ref });
  route(stack, gateway);
  return gateway;
};

const nats =
  (...zones: (string | undefined)[]): Build =>
  (stack) => {
    const vpc = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    zones.forEach((zone, index) => natIn(stack, vpc.ref, zone, index));
  };

const unused: Build = (stack) => {
  new CfnNatGateway(stack, 'Nat', { subnetId: 'subnet-1' });
};

const forDevelopers = (build: Build): Case => ({ build, settings: { profile: Profile.DEVELOPMENT } });

export const cases: RuleCases = {
  rule: natCountFitsProfile,
  compliant: {
    'one in each zone': nats('a', 'b'),
    'one in each zone, by any name': (stack) => {
      nats(Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs()))(stack);
    },
    'one in each subnet that CloudFormation places': nats(undefined, undefined),
    'one for developers': forDevelopers(nats('a')),
    'one in each of two networks for developers': forDevelopers((stack) => {
      natIn(stack, 'vpc-1', 'a', 1);
      natIn(stack, 'vpc-2', 'a', 2);
    }),
    'a regional one': (stack) => {
      route(
        stack,
        new CfnNatGateway(stack, 'Nat', {
          vpcId: new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' }).ref,
          availabilityMode: 'regional',
        }),
      );
    },
    'in a subnet created elsewhere': (stack) => {
      route(stack, new CfnNatGateway(stack, 'Nat', { subnetId: 'subnet-1' }));
    },
  },
  failing: {
    'two in one zone': { build: nats('a', 'a'), fails: ['Count'] },
    'two in one zone of a network created elsewhere': {
      build: (stack) => {
        natIn(stack, 'vpc-1', 'a', 1);
        natIn(stack, 'vpc-1', 'a', 2);
      },
      fails: ['Count'],
    },
    'two for developers': { ...forDevelopers(nats('a', 'b')), fails: ['Count'] },
    'one that no route leads to': { build: unused, fails: ['Route'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a private one': (stack) => {
      new CfnNatGateway(stack, 'Nat', { subnetId: 'subnet-1', connectivityType: 'private' });
    },
  },
  // Unknown before the deployment: the existence of the gateway, and the readers of its id.
  token: (stack) => {
    const condition = new CfnCondition(stack, 'IsRich', {
      expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'us-east-1'),
    });
    const vpc = new CfnVPC(stack, 'Vpc', { cidrBlock: '10.0.0.0/16' });
    natIn(stack, vpc.ref, 'a', 1);
    natIn(stack, vpc.ref, 'a', 2).cfnOptions.condition = condition;
    const shared = new CfnNatGateway(stack, 'Nat', { subnetId: 'subnet-1' });
    new CfnOutput(stack, 'NatId', { value: shared.ref });
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      new CfnRoute(stack, 'Route', { routeTableId: 'rtb-1' }).addPropertyOverride('NatGatewayId', { Ref: 'Nat' });
      unused(stack);
    },
  },
  mutation: {
    change: ({ main }) => {
      const [[, gateway]] = ofType(main, 'AWS::EC2::NatGateway');
      main.Resources.OneTooMany = structuredClone(gateway);
    },
  },
};
