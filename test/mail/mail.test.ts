import { Lazy } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DmarcPolicy } from '../../src/mail/dmarc-policy';
import { Mail } from '../../src/mail/mail';
import { resolveMail } from '../../src/mail/mail-options';
import type { MailOptions } from '../../src/mail/mail-options';
import { findings, newClient, newRoom } from '../messaging/room';
import { FLAG_SETS, resources } from '../support/app';
import type { TestApp } from '../support/app';

interface RecordSet {
  readonly Name: unknown;
  readonly Type: string;
  readonly ResourceRecords: unknown[];
}

function build(options: MailOptions = {}, app: TestApp = {}) {
  const room = newRoom(app);
  return { ...room, mail: Mail._create(room.stack, 'Mail', { ...resolveMail(options), ...room }) };
}

function zone(zoneName = 'example.com') {
  return HostedZone.fromHostedZoneAttributes(newRoom().stack, 'Zone', { hostedZoneId: 'Z1', zoneName });
}

function recordsOf(options: MailOptions): RecordSet[] {
  const [group] = Object.values(resources(Template.fromStack(build(options).stack), 'AWS::Route53::RecordSetGroup'));
  return group.Properties.RecordSets;
}

test('without a sender, TLS and suppression are set, nothing is granted, and the construct warns with the fix', () => {
  const { stack, mail } = build();
  const client = newClient(stack);
  mail.connect(client);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SES::ConfigurationSet', {
    DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    ReputationOptions: { ReputationMetricsEnabled: true },
    SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
  });
  template.resourceCountIs('AWS::SES::EmailIdentity', 0);
  template.resourceCountIs('AWS::IAM::Policy', 0);
  template.resourceCountIs('AWS::CloudWatch::Alarm', 0);
  expect(client.environment).toEqual({
    MAIL_CONFIGURATION_SET: stack.resolve(mail.configurationSet.configurationSetName),
  });
  expect(mail.sender).toBeUndefined();
  Annotations.fromStack(stack).hasWarning(
    '/Test/Mail',
    Match.stringLikeRegexp('`mail.sender`, `mail.domain`.*mail-without-sender'),
  );
  expect(mail.nextSteps).toEqual([expect.stringContaining('none is sent yet')]);
});

test('a sender is verified by its address, and the next steps name the link to open', () => {
  const { stack, mail } = build({ sender: 'orders@example.com' });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SES::EmailIdentity', {
    EmailIdentity: 'orders@example.com',
    ConfigurationSetAttributes: { ConfigurationSetName: { Ref: Match.stringLikeRegexp('^MailConfigurationSet') } },
  });
  template.resourceCountIs('AWS::Route53::RecordSetGroup', 0);
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  expect(mail.nextSteps).toEqual([
    expect.stringContaining('link that Amazon SES has sent to orders@example.com'),
    expect.stringContaining('sandbox'),
  ]);
});

test("a connected client may send from the sender's address only, through the configuration set", () => {
  const { stack, mail } = build({ sender: 'orders@example.com', domain: 'example.com', operator: 'owner@example.org' });
  const client = newClient(stack);
  mail.connect(client);
  const template = Template.fromStack(stack);
  const [set] = Object.keys(resources(template, 'AWS::SES::ConfigurationSet'));
  const [identity] = Object.keys(resources(template, 'AWS::SES::EmailIdentity'));
  const [{ Properties }] = Object.values(resources(template, 'AWS::IAM::Policy'));
  const {
    Statement: [statement, ...others],
  } = Properties.PolicyDocument as { Statement: Record<string, unknown>[] };
  expect(others).toEqual([]);
  expect(statement).toMatchObject({
    Effect: 'Allow',
    Action: 'ses:SendEmail',
    Condition: { StringEquals: { 'ses:FromAddress': 'orders@example.com' } },
  });
  const [identityArn, setArn] = (statement.Resource as unknown[]).map((each) => JSON.stringify(each));
  expect(identityArn).toContain(`:identity/",{"Ref":"${identity}"}]`);
  expect(setArn).toContain(`:configuration-set/",{"Ref":"${set}"}]`);
  expect(client.environment).toEqual({
    MAIL_SENDER: 'orders@example.com',
    MAIL_OPERATOR: 'owner@example.org',
    MAIL_CONFIGURATION_SET: { Ref: set },
  });
});

describe('what happens to mails', () => {
  const { stack, mail, encryptionKey } = build({ sender: 'orders@example.com' });
  const template = Template.fromStack(stack);
  const set = stack.resolve(mail.configurationSet.configurationSetName);
  const topic = stack.resolve(mail.eventTopic?.topicArn);

  test("is published by SES on a topic that is encrypted with the shop's key", () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      ConfigurationSetName: set,
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'bounce', 'complaint'],
        SnsDestination: { TopicARN: topic },
      },
    });
    expect(resources(template, 'AWS::SNS::Topic')[topic.Ref].Properties).toEqual({
      KmsMasterKeyId: stack.resolve(encryptionKey.keyArn),
    });
  });

  test('is published by SES for this account and configuration set only, and only over TLS', () => {
    const policies = Object.entries(resources(template, 'AWS::SNS::TopicPolicy')).filter(([, { Properties }]) =>
      JSON.stringify(Properties).includes(topic.Ref),
    );
    expect(policies).toHaveLength(1);
    const [[policy, { Properties }]] = policies;
    const {
      Statement: [deny, allow, ...others],
    } = Properties.PolicyDocument as { Statement: Record<string, unknown>[] };
    expect(others).toEqual([]);
    expect(deny).toMatchObject({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });
    expect(allow).toMatchObject({
      Effect: 'Allow',
      Action: 'sns:Publish',
      Principal: { Service: 'ses.amazonaws.com' },
      Resource: topic,
    });
    const { StringEquals } = allow.Condition as { StringEquals: Record<string, unknown> };
    expect(StringEquals['AWS:SourceAccount']).toEqual({ Ref: 'AWS::AccountId' });
    expect(JSON.stringify(StringEquals['AWS:SourceArn'])).toContain(`:configuration-set/",${JSON.stringify(set)}]`);
    // SES publishes a test message when the destination is added.
    const [{ DependsOn }] = Object.values(resources(template, 'AWS::SES::ConfigurationSetEventDestination'));
    expect([DependsOn].flat()).toContain(policy);
  });

  test('and SES may use that key for it', () => {
    const [{ Properties }] = Object.values(resources(template, 'AWS::KMS::Key'));
    const { Statement } = Properties.KeyPolicy as {
      Statement: { Principal: { Service?: string | string[] }; Action: string | string[] }[];
    };
    const actions = Statement.filter(({ Principal }) =>
      [Principal.Service].flat().includes('ses.amazonaws.com'),
    ).flatMap(({ Action }) => Action);
    expect(actions).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
  });

  test('is not published without a sender', () => {
    const silent = build();
    expect(silent.mail.eventTopic).toBeUndefined();
    Template.fromStack(silent.stack).resourceCountIs('AWS::SES::ConfigurationSetEventDestination', 0);
  });
});

test('with a zone the records of DKIM, MAIL FROM and DMARC are created in one resource', () => {
  const records = recordsOf({ domainZone: zone(), operator: 'owner@example.com' });
  expect(records.map(({ Type }) => Type)).toEqual(['CNAME', 'CNAME', 'CNAME', 'MX', 'TXT', 'TXT']);
  for (const [index, { Name, ResourceRecords }] of records.slice(0, 3).entries()) {
    expect(Name).toEqual({ 'Fn::GetAtt': [expect.any(String), `DkimDNSTokenName${index + 1}`] });
    expect(ResourceRecords).toEqual([{ 'Fn::GetAtt': [expect.any(String), `DkimDNSTokenValue${index + 1}`] }]);
  }
  expect(records[3]).toMatchObject({
    Name: 'mail.example.com',
    ResourceRecords: [{ 'Fn::Join': ['', ['10 feedback-smtp.', { Ref: 'AWS::Region' }, '.amazonses.com']] }],
  });
  expect(records[4]).toMatchObject({
    Name: 'mail.example.com',
    ResourceRecords: ['"v=spf1 include:amazonses.com ~all"'],
  });
  expect(records[5]).toMatchObject({
    Name: '_dmarc.example.com',
    ResourceRecords: ['"v=DMARC1; p=none; rua=mailto:owner@example.com"'],
  });
});

test('DMARC is tightened step by step, reports stay inside the domain, and an existing record is left alone', () => {
  const strict = recordsOf({ domainZone: zone(), dmarcPolicy: DmarcPolicy.REJECT, operator: 'owner@example.org' });
  expect(strict[5].ResourceRecords).toEqual(['"v=DMARC1; p=reject"']);
  expect(recordsOf({ domainZone: zone(), dmarcPolicy: DmarcPolicy.EXISTING })).toHaveLength(5);
});

test('a zone alone is enough: the identity is its domain, the sender its orders address', () => {
  const { stack, mail } = build({ domainZone: zone() });
  Template.fromStack(stack).hasResourceProperties('AWS::SES::EmailIdentity', {
    EmailIdentity: 'example.com',
    MailFromAttributes: { MailFromDomain: 'mail.example.com', BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
  });
  expect(mail.sender).toBe('orders@example.com');
  expect(mail.nextSteps).toEqual([expect.stringContaining('sandbox')]);
});

test('with a domain without a zone the next steps list the records', () => {
  const { stack, mail } = build({ domain: 'shop.example.com' });
  Template.fromStack(stack).resourceCountIs('AWS::Route53::RecordSetGroup', 0);
  expect(mail.nextSteps).toHaveLength(2);
  const step = JSON.stringify(stack.resolve(mail.nextSteps[0]));
  for (const part of [
    'DkimDNSTokenName1',
    'DkimDNSTokenValue3',
    'mail.shop.example.com MX 10 feedback-smtp.',
    '_dmarc.shop.example.com TXT v=DMARC1; p=none',
  ]) {
    expect(step).toContain(part);
  }
});

test('alarms on the reputation have the rates at which SES reviews an account', () => {
  const { stack, monitoring } = build({ sender: 'orders@example.com' });
  const template = Template.fromStack(stack);
  expect(monitoring.alarmIds).toEqual(['MailBounces', 'MailComplaints']);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SES',
    MetricName: 'Reputation.BounceRate',
    Threshold: 0.05,
  });
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/SES',
    MetricName: 'Reputation.ComplaintRate',
    Threshold: 0.001,
  });
  expect(JSON.stringify(resources(template, 'AWS::CloudWatch::Dashboard'))).toContain('Reputation.BounceRate');
});

test.each(FLAG_SETS)('no finding, %s', (_, flags) => {
  const { stack } = build({ domainZone: zone(), sender: 'orders@example.com' }, { flags });
  Template.fromStack(stack);
  expect(findings(stack)).toEqual([]);
});

test.each<[string, MailOptions, string]>([
  ['a sender that is no address', { sender: 'orders' }, '`mail.sender` must be an e-mail address, got "orders"'],
  ['a sender with a display name', { sender: 'Shop <orders@example.com>' }, 'without a display name'],
  ['two dots in a row', { sender: 'orders..shop@example.com' }, '`mail.sender` must be an e-mail address'],
  ['an operator that is no address', { operator: 'owner@localhost' }, '`mail.operator` must be an e-mail address'],
  ['a domain that is none', { domain: 'https://example.com' }, '`mail.domain` must be a domain name'],
  [
    'a sender of another domain',
    { sender: 'orders@example.org', domain: 'example.com' },
    '`mail.sender` must be an address of `example.com`',
  ],
  [
    'a sender of a domain that only ends alike',
    { sender: 'orders@myexample.com', domain: 'example.com' },
    '`mail.sender` must be',
  ],
  [
    'a sender that is not of the zone',
    { sender: 'orders@example.org', domainZone: zone() },
    'use an address such as orders@example.com',
  ],
  [
    'a domain that is not of the zone',
    { domain: 'example.org', domainZone: zone() },
    "`mail.domain` must be the zone's name `example.com` or below it",
  ],
  [
    'a DMARC policy without a zone',
    { domain: 'example.com', dmarcPolicy: DmarcPolicy.REJECT },
    '`mail.dmarcPolicy` must be given together with `mail.domainZone`',
  ],
])('%s is refused', (_, options, message) => {
  expect(() => resolveMail(options)).toThrow(message);
});

test('valid options and tokens are accepted', () => {
  const token = Lazy.string({ produce: () => 'x' });
  expect(() =>
    resolveMail({ sender: 'Orders@Shop.Example.com', domain: 'shop.example.com', domainZone: zone() }),
  ).not.toThrow();
  expect(() => resolveMail({ sender: token, domain: token, operator: token, domainZone: zone() })).not.toThrow();
  const { stack, mail } = build({ domainZone: zone(), sender: token });
  Template.fromStack(stack);
  expect(mail.sender).toBe(token);
});
