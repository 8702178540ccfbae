import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { EcommerceArchitecture, Profile } from '../src';
import type { EcommerceArchitectureProps } from '../src';
import { newStack, resources } from './support/app';
import type { TestApp } from './support/app';

const IRELAND = { env: { account: '111111111111', region: 'eu-west-1' } };

function build(props: EcommerceArchitectureProps = {}, app: TestApp = {}) {
  const stack = newStack(app);
  const shop = new EcommerceArchitecture(stack, 'Shop', props);
  return { stack, shop, template: Template.fromStack(stack) };
}

/** Returns an output as an operator reads it. */
function output(template: Template, id: string): string {
  const [found] = Object.entries(template.findOutputs('*')).filter(([name]) => name.startsWith(`Shop${id}`));
  return JSON.stringify(found[1].Value);
}

test('the outputs contain the address and the numbered next steps, mail included', () => {
  const { stack, shop, template } = build();
  expect(output(template, 'Url')).toContain('DomainName');
  expect(output(template, 'NextSteps')).toMatch(
    /1\. Open .* 2\. .*alarms.* 3\. .*none is sent yet.* 4\. Payments are simulated/,
  );
  expect(stack.resolve(shop.commerce.paymentSecret.secretArn)).toEqual(JSON.parse(output(template, 'PaymentSecret')));
  expect(stack.resolve(shop.monitoring.alarmTopic.topicArn)).toEqual(JSON.parse(output(template, 'AlarmTopic')));
});

test('with a domain the address is the domain', () => {
  const hostedZone = HostedZone.fromHostedZoneAttributes(newStack(), 'Zone', {
    hostedZoneId: 'Z1',
    zoneName: 'example.com',
  });
  const { shop } = build({ dns: { hostedZone, domainName: 'shop.example.com' } }, IRELAND);
  expect(shop.url).toBe('https://shop.example.com');
});

test('resources with costs are tagged with the shop and its profile, in the support stack too', () => {
  const { shop, template } = build({ profile: Profile.DEVELOPMENT }, IRELAND);
  const tags = {
    Tags: Match.arrayWith([
      Match.objectLike({ Key: 'Application', Value: 'Shop' }),
      Match.objectLike({ Key: 'Environment', Value: 'development' }),
    ]),
  };
  for (const type of [
    'RDS::DBInstance',
    'ElastiCache::ReplicationGroup',
    'AutoScaling::AutoScalingGroup',
    'EC2::NatGateway',
    'CloudFront::Distribution',
    'S3::Bucket',
  ]) {
    template.allResourcesProperties(`AWS::${type}`, tags);
  }
  if (!shop.edgeSupport.stack) throw new Error('no support stack');
  Template.fromStack(shop.edgeSupport.stack).allResourcesProperties('AWS::WAFv2::WebACL', tags);
});

test('an existing key encrypts everything, and no other key is created', () => {
  const stack = newStack();
  const encryptionKey = Key.fromKeyArn(
    stack,
    'Key',
    'arn:aws:kms:eu-west-1:111111111111:key/00000000-0000-0000-0000-000000000000',
  );
  new EcommerceArchitecture(stack, 'Shop', { encryptionKey });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::KMS::Key', 0);
  for (const { Properties } of Object.values(resources(template, 'AWS::Logs::LogGroup'))) {
    expect(Properties.KmsKeyId).toBe(encryptionKey.keyArn);
  }
  template.hasResourceProperties('AWS::RDS::DBInstance', {
    KmsKeyId: encryptionKey.keyArn,
    MasterUserSecret: { KmsKeyId: encryptionKey.keyArn },
  });
});

test('a shop for development keeps nothing but non-empty buckets, and does not warn of missing protection', () => {
  const { stack, template } = build({ profile: Profile.DEVELOPMENT }, IRELAND);
  const kept = Object.entries(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>).filter(
    ([, { DeletionPolicy: policy }]) => policy === 'Retain' || policy === 'Snapshot',
  );
  expect(kept).toEqual([]);
  template.hasResourceProperties('AWS::RDS::DBInstance', { DeletionProtection: false, MultiAZ: false });
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('single-az|database-unprotected'));
});
