import { App, Duration, Stack } from 'aws-cdk-lib';
import { InterfaceVpcEndpointAwsService } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ACCOUNT, ARN, certificate, domain, importedVpc, topic, zone } from '../fixture';
import type { BadInput } from '../fixture';

/** Network, monitoring, storage and domain. */
export const FOUNDATION: BadInput[] = [
  {
    name: 'one zone',
    props: () => ({ network: { availabilityZones: 1 } }),
    says: ['network.availabilityZones', 'from 2 to 3', 'got 1', 'set `network.availabilityZones` to 2 or 3'],
  },
  {
    name: 'four zones',
    props: () => ({ network: { availabilityZones: 4 } }),
    says: ['network.availabilityZones', 'from 2 to 3', 'got 4', '2 or 3'],
  },
  {
    name: 'no way out',
    props: () => ({ network: { natGateways: 0 } }),
    says: ['network.natGateways', 'from 1 to 2', 'got 0', 'reach the internet through NAT'],
  },
  {
    name: 'a tiny network',
    props: () => ({ network: { cidr: '10.0.0.0/24' } }),
    says: ['network.cidr', 'from /16 to /21', '"10.0.0.0/24"', 'write it as 10.0.0.0/16'],
  },
  {
    name: 'a VPC with one zone',
    props: (stack) => ({
      network: {
        vpc: importedVpc(stack, {
          availabilityZones: ['a'],
          publicSubnetIds: ['p1'],
          privateSubnetIds: ['a1'],
          isolatedSubnetIds: ['d1'],
        }),
      },
    }),
    says: ['network.vpc', 'at least 2 Availability Zones', 'got 1', 'needs a public subnet in two zones'],
  },
  {
    name: 'a VPC without egress',
    props: (stack) => ({ network: { vpc: importedVpc(stack, { privateSubnetIds: undefined }) } }),
    says: ['network.vpc', 'private with egress subnets', 'got 0', 'add NAT gateways'],
  },
  {
    name: 'a VPC without a tier for data',
    props: (stack) => ({ network: { vpc: importedVpc(stack, { isolatedSubnetIds: undefined }) } }),
    says: ['network.vpc', 'isolated subnets', 'got 0', 'add an isolated subnet'],
  },
  ...Object.entries({
    availabilityZones: 2,
    cidr: '10.0.0.0/16',
    natGateways: 1,
    interfaceEndpoints: [InterfaceVpcEndpointAwsService.SQS],
  }).map(([option, value]): BadInput => ({
    name: `a VPC together with ${option}`,
    props: (stack) => ({ network: { vpc: importedVpc(stack, {}), [option]: value } }),
    says: ['network.vpc', 'would have no effect', 'got both', `remove \`network.vpc\` or \`network.${option}\``],
  })),

  {
    name: 'an alarm topic together with an address',
    props: (stack) => ({ monitoring: { alarmTopic: topic(stack, 'operations'), alarmEmail: 'ops@example.com' } }),
    says: [
      'monitoring.alarmTopic',
      'would have no effect',
      'got both',
      'remove `monitoring.alarmTopic` or `monitoring.alarmEmail`',
    ],
  },
  {
    name: 'an alarm address that is none',
    props: () => ({ monitoring: { alarmEmail: 'ops' } }),
    says: ['monitoring.alarmEmail', 'an e-mail address', '"ops"', 'write it as name@example.com'],
  },

  ...Object.entries({ versionExpiry: Duration.days(9), encryptionKey: 'key' }).map(([option, value]): BadInput => ({
    name: `a media bucket together with ${option}`,
    props: (stack) => ({
      storage: {
        mediaBucket: Bucket.fromBucketName(stack, 'Media', 'media'),
        [option]: value === 'key' ? Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`) : value,
      },
    }),
    says: [
      'storage.mediaBucket',
      'would have no effect',
      'got both',
      `remove \`storage.mediaBucket\` or \`storage.${option}\``,
    ],
  })),
  {
    name: 'logs that are kept for hours',
    props: () => ({ storage: { logExpiry: Duration.hours(5) } }),
    says: ['storage.logExpiry', 'a whole number of days', '5 hours', 'write it as Duration.days(30)'],
  },

  {
    name: 'a domain without a zone',
    props: () => ({ dns: { domainName: 'shop.example.com' } }),
    says: ['dns.hostedZone', 'given together with `dns.domainName`', 'got undefined', 'set both, or neither'],
  },
  {
    name: 'a zone without a domain',
    props: (stack) => ({ dns: { hostedZone: zone(stack) } }),
    says: ['dns.domainName', 'given together with `dns.hostedZone`', 'got undefined', 'set both, or neither'],
  },
  {
    name: 'a domain outside the zone',
    props: (stack) => ({ dns: { hostedZone: zone(stack), domainName: 'shop.example.org' } }),
    says: [
      'dns.domainName',
      '"example.com" or a name below it',
      '"shop.example.org"',
      'a name such as shop.example.com',
    ],
  },
  {
    name: 'a domain with a scheme',
    props: (stack) => ({ dns: { hostedZone: zone(stack), domainName: 'https://shop.example.com' } }),
    says: ['dns.domainName', 'a domain name in lower case', '"https://shop.example.com"', 'without scheme'],
  },
  {
    name: 'a private zone',
    props: (stack) => ({
      dns: {
        hostedZone: new PrivateHostedZone(new Stack(stack.node.root as App, 'Other'), 'Private', {
          zoneName: 'example.com',
          vpc: importedVpc(stack, {}),
        }),
        domainName: 'example.com',
      },
    }),
    says: ['dns.hostedZone', 'a public hosted zone', 'Private', 'cannot resolve names of a private one'],
  },
  {
    name: 'an edge certificate from the wrong Region',
    props: (stack) => ({ dns: { ...domain(stack), certificate: certificate(stack, 'eu-west-1') } }),
    says: [
      'dns.certificate',
      'a certificate in us-east-1',
      `"${ARN}:eu-west-1:`,
      'remove the option to have one issued',
    ],
  },
  {
    name: 'a regional certificate from the wrong Region',
    props: (stack) => ({ dns: { ...domain(stack), regionalCertificate: certificate(stack, 'us-east-1') } }),
    says: [
      'dns.regionalCertificate',
      'a certificate in eu-west-1',
      `"${ARN}:us-east-1:`,
      'remove the option to have one issued',
    ],
  },
  {
    name: 'a domain while the Region is unknown',
    region: '',
    props: (stack) => ({ dns: domain(stack) }),
    says: ['dns.certificate', "when the stack's Region is unknown", 'got undefined', 'set `env.region`'],
  },
];
