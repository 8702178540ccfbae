import { join } from 'path';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { BusinessFunction, EcommerceArchitecture, Payment, WebServer } from '../../src';

/**
 * A shop in a company with existing resources: network, domain, certificates and topics are existing ones, and the web
 * server and two functions have custom code. The construct creates everything else.
 */
export const app = new App();
const stack = new Stack(app, 'BringYourOwn', { env: { account: '111111111111', region: 'eu-central-1' } });

// Three tiers in two zones, which the construct requires.
const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
  vpcId: 'vpc-0123456789abcdef0',
  availabilityZones: ['eu-central-1a', 'eu-central-1b'],
  publicSubnetIds: ['subnet-0a00000000000001', 'subnet-0a00000000000002'],
  publicSubnetRouteTableIds: ['rtb-0a00000000000001', 'rtb-0a00000000000001'],
  privateSubnetIds: ['subnet-0b00000000000001', 'subnet-0b00000000000002'],
  privateSubnetRouteTableIds: ['rtb-0b00000000000001', 'rtb-0b00000000000002'],
  isolatedSubnetIds: ['subnet-0c00000000000001', 'subnet-0c00000000000002'],
  isolatedSubnetRouteTableIds: ['rtb-0c00000000000001', 'rtb-0c00000000000001'],
});
const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0000000EXAMPLE',
  zoneName: 'example.com',
});
const topic = (id: string, name: string) =>
  Topic.fromTopicArn(stack, id, `arn:aws:sns:eu-central-1:111111111111:${name}`);
const orderTopic = topic('OrderTopic', 'orders');

/** Returns the code of a function; all handlers are in one folder. */
const code = (handler: string) =>
  BusinessFunction.code(Code.fromAsset(join(__dirname, 'functions')), {
    handler: `${handler}.handler`,
    runtime: Runtime.NODEJS_24_X,
    timeout: Duration.seconds(20),
  });

export const shop = new EcommerceArchitecture(stack, 'Shop', {
  network: { vpc },
  dns: {
    hostedZone,
    domainName: 'shop.example.com',
    // CloudFront accepts certificates in us-east-1 only, the load balancer in its own Region.
    certificate: Certificate.fromCertificateArn(
      stack,
      'EdgeCertificate',
      'arn:aws:acm:us-east-1:111111111111:certificate/11111111-1111-1111-1111-111111111111',
    ),
    regionalCertificate: Certificate.fromCertificateArn(
      stack,
      'Certificate',
      'arn:aws:acm:eu-central-1:111111111111:certificate/22222222-2222-2222-2222-222222222222',
    ),
  },
  messaging: { orderTopic },
  monitoring: { alarmTopic: topic('AlarmTopic', 'operations') },
  mail: { sender: 'orders@example.com' },
  commerce: { orderProcessing: code('order-processing'), payment: Payment.signed() },
  web: {
    server: WebServer.directory(join(__dirname, 'server'), { start: 'node-24 server.mjs' }),
    environment: { SHOP_NAME: 'Shop with a past' },
  },
});

// An additional function, with the same parts as the others: queue, dead-letter queue, role, log group, alarms.
shop.commerce.addFunction('LoyaltyPoints', {
  function: code('loyalty-points'),
  topic: orderTopic,
  kinds: ['order.accepted'],
});

app.synth();
