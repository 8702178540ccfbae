import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnSubnet } from 'aws-cdk-lib/aws-ec2';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnRecordSet, CfnRecordSetGroup } from 'aws-cdk-lib/aws-route53';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { haPublicEndpoint } from '../../../../src/well-architected/rules/reliability/ha-public-endpoint';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const balancer =
  (...subnets: string[]): Build =>
  (stack) => {
    new CfnLoadBalancer(stack, 'Balancer', { subnets, type: 'network' });
  };

const inZones =
  (...zones: (string | undefined)[]): Build =>
  (stack) => {
    const subnets = zones.map(
      (availabilityZone, index) => new CfnSubnet(stack, `Subnet${index}`, { vpcId: 'vpc', availabilityZone }),
    );
    balancer(...subnets.map(({ ref }) => ref))(stack);
  };

const alias =
  (types: string[], ipv6Enabled?: boolean): Build =>
  (stack) => {
    const distribution = new CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        ipv6Enabled,
        defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only' },
      },
    });
    const aliasTarget = { dnsName: distribution.attrDomainName, hostedZoneId: 'Z2FDTNDATAQYW2' };
    types.forEach((type, index) => {
      new CfnRecordSet(stack, `Record${index}`, {
        hostedZoneId: 'Z1',
        name: index === 0 ? 'Shop.example.com.' : 'shop.example.com',
        type,
        aliasTarget,
      });
    });
  };

export const cases: RuleCases = {
  rule: haPublicEndpoint,
  compliant: {
    'a load balancer in two zones': inZones('us-east-1a', 'us-east-1b'),
    'zones that the Region chooses': inZones(Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())),
    'subnets that name no zone': inZones(undefined, undefined),
    'subnets of an existing VPC': balancer('subnet-1', 'subnet-2'),
    'addresses in two subnets': (stack) => {
      new CfnLoadBalancer(stack, 'Balancer', {
        subnetMappings: [
          { subnetId: 'subnet-1', allocationId: 'a' },
          { subnetId: 'subnet-2', allocationId: 'b' },
        ],
      });
    },
    'records for both protocols': alias(['A', 'AAAA'], true),
    'a distribution without IPv6': alias(['A'], false),
    'records in a group': (stack) => {
      alias(['A'], true)(stack);
      const aliasTarget = (stack.node.findChild('Record0') as CfnRecordSet)
        .aliasTarget as CfnRecordSet.AliasTargetProperty;
      new CfnRecordSetGroup(stack, 'Records', {
        hostedZoneId: 'Z1',
        recordSets: [{ name: 'shop.example.com', type: 'AAAA', aliasTarget }],
      });
    },
  },
  failing: {
    'a load balancer in one subnet': { build: balancer('subnet-1'), fails: ['Zones'] },
    'two subnets of one zone': { build: inZones('us-east-1a', 'us-east-1a'), fails: ['Zones'] },
    'one address': (stack) => {
      new CfnLoadBalancer(stack, 'Balancer', { subnetMappings: [{ subnetId: 'subnet-1', allocationId: 'a' }] });
    },
    'a record for IPv4 alone': { build: alias(['A'], true), fails: ['Alias'] },
    'a record for IPv6 alone': { build: alias(['AAAA'], true), fails: ['Alias'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'an internal load balancer': (stack) => {
      new CfnLoadBalancer(stack, 'Balancer', { subnets: ['subnet-1'], scheme: 'internal', type: 'network' });
    },
    'a gateway load balancer': (stack) => {
      new CfnLoadBalancer(stack, 'Balancer', { subnets: ['subnet-1'], type: 'gateway' });
    },
    'a distribution without records': alias([], true),
    'a record with another target': (stack) => {
      new CfnRecordSet(stack, 'Record', {
        hostedZoneId: 'Z1',
        name: 'shop.example.com',
        type: 'A',
        resourceRecords: ['192.0.2.1'],
        ttl: '60',
      });
    },
  },
  token: (stack) => {
    new CfnLoadBalancer(stack, 'Balancer', {
      subnets: new CfnParameter(stack, 'Subnets', { type: 'CommaDelimitedList' }).valueAsList,
    });
    alias(['A'], true)(stack);
    const aliasTarget = (stack.node.findChild('Record0') as CfnRecordSet)
      .aliasTarget as CfnRecordSet.AliasTargetProperty;
    new CfnRecordSet(stack, 'Other', {
      hostedZoneId: 'Z1',
      name: new CfnParameter(stack, 'Name').valueAsString,
      type: 'AAAA',
      aliasTarget,
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnLoadBalancer(stack, 'Balancer', { subnets: ['subnet-1', 'subnet-2'] }).addPropertyOverride('Subnets', [
        'subnet-1',
      ]);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [
        id,
        {
          Properties: { Type: type },
        },
      ] of ofType(main, 'AWS::Route53::RecordSet')) {
        if (type === 'AAAA') delete main.Resources[id];
      }
    },
  },
};
