import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { ServerSize, Payment, WebAcl, WebServer } from '../../../src';
import { ACCOUNT, ownCode } from '../fixture';
import type { BadInput } from '../fixture';

/** Functions, servers and edge. */
export const TRAFFIC: BadInput[] = [
  {
    name: 'functions one at a time',
    props: () => ({ commerce: { maxConcurrency: 1 } }),
    says: ['commerce.maxConcurrency', 'from 2 to 1000', 'got 1', 'accepts no other value'],
  },
  {
    name: 'a variable that Lambda sets',
    props: () => ({ commerce: { environment: { AWS_REGION: 'x' } } }),
    says: ['commerce.environment', 'that Lambda does not set', '"AWS_REGION"', 'rename'],
  },
  {
    name: 'a variable that the architecture sets',
    props: () => ({ commerce: { environment: { DATABASE_HOST: 'x' } } }),
    says: ['commerce.environment', 'without names that the architecture sets itself', '"DATABASE_HOST"', 'rename'],
  },
  {
    name: 'a variable of a server that the architecture sets',
    props: () => ({ web: { environment: { CACHE_HOST: 'x' } } }),
    says: ['web.environment', 'without names that the architecture sets itself', '"CACHE_HOST"', 'rename'],
  },
  {
    name: 'a variable of custom code that the architecture sets',
    props: () => ({ commerce: { orderProcessing: ownCode({ environment: { ORDER_TOPIC_ARN: 'x' } }) } }),
    says: ['environment', 'without names that the architecture sets itself', '"ORDER_TOPIC_ARN"', 'rename'],
  },

  {
    name: 'a payment page that names no order',
    props: () => ({ commerce: { payment: Payment.signed({ paymentPageUrl: 'https://pay.example.com' }) } }),
    says: ['commerce.payment', 'names the order', '"https://pay.example.com"', '{orderId}'],
  },
  {
    name: 'the demo with custom code',
    props: () => ({ commerce: { payment: Payment.demo(), paymentVerification: ownCode() } }),
    says: ['commerce.payment', 'Payment.signed()', 'got "Payment.demo()"', 'remove one of the two'],
  },
  {
    name: 'mixed processor architectures',
    props: () => ({
      web: { serverSize: ServerSize.of(new InstanceType('m7g.large'), new InstanceType('m7i.large')) },
    }),
    says: ['web.serverSize', 'of one processor architecture', 'm7g.large (arm64), m7i.large (x86_64)', 'keep either'],
  },
  {
    name: 'a minimum above the maximum',
    props: () => ({ web: { minCapacity: 5, maxCapacity: 4 } }),
    says: ['web.minCapacity', 'at most `web.maxCapacity` (4)', 'got 5', 'raise `web.maxCapacity`'],
  },
  {
    name: 'a maximum below the default minimum',
    props: () => ({ web: { maxCapacity: 1 } }),
    says: ['web.minCapacity', 'at most `web.maxCapacity` (1)', 'got 2', 'raise `web.maxCapacity`'],
  },
  {
    name: 'no server at all',
    props: () => ({ web: { minCapacity: 0 } }),
    says: ['web.minCapacity', 'from 1 to 1000', 'got 0', 'at least one server'],
  },
  {
    name: 'servers without headroom',
    props: () => ({ web: { targetCpuUtilization: 100 } }),
    says: ['web.targetCpuUtilization', 'from 10 to 90', 'got 100', 'leave headroom'],
  },
  {
    name: 'a release that is not watched',
    props: () => ({ web: { releaseWatch: Duration.seconds(10) } }),
    says: ['web.releaseWatch', 'from 30 seconds to 30 minutes', '"10 seconds"', 'write it as'],
  },
  {
    name: 'a folder that is not there',
    props: () => ({ web: { server: WebServer.directory('no/such/folder', { start: 'node' }) } }),
    says: ['web.server', 'an existing folder', '"no/such/folder"', 'path.join(__dirname'],
  },

  {
    name: 'a Region whose prefix list is unknown',
    region: 'mx-central-1',
    props: () => ({}),
    says: [
      'edge.originPrefixListId',
      'in the Region mx-central-1',
      'got nothing',
      'look up `com.amazonaws.global.cloudfront.origin-facing`',
    ],
  },
  {
    name: 'a prefix list that is none',
    props: () => ({ edge: { originPrefixListId: 'sg-12345678' } }),
    says: ['edge.originPrefixListId', 'the id of a prefix list', '"sg-12345678"', ': '],
  },
  {
    name: 'a short prefix list id',
    props: () => ({ edge: { originPrefixListId: 'pl-1' } }),
    says: ['edge.originPrefixListId', 'the id of a prefix list', '"pl-1"', ': '],
  },
  {
    name: 'an origin that is waited for too long',
    props: () => ({ edge: { originReadTimeout: Duration.minutes(10) } }),
    says: ['edge.originReadTimeout', 'from 1 to 120', '10 minutes', 'move longer work to a queue'],
  },
  {
    name: 'a version of the secret below one',
    props: () => ({ edge: { originSecretVersion: 0 } }),
    says: ['edge.originSecretVersion', 'from 1 to', 'got 0', 'raise it by one'],
  },
  {
    name: 'a regional web ACL',
    props: () => ({
      edge: { webAcl: WebAcl.existing(`arn:aws:wafv2:eu-west-1:${ACCOUNT}:regional/webacl/corporate/1`) },
    }),
    says: ['edge.webAcl', 'for CloudFront', 'regional/webacl/corporate/1"', 'with scope CLOUDFRONT'],
  },
];
