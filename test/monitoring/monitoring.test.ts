import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Metric, GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EncryptionKey } from '../../src/core/encryption-key';
import { Profile } from '../../src/core/profile';
import { Monitoring } from '../../src/monitoring/monitoring';
import { resolveMonitoring } from '../../src/monitoring/monitoring-options';
import type { MonitoringOptions } from '../../src/monitoring/monitoring-options';
import { newStack } from '../support/app';

function build(options: MonitoringOptions = {}) {
  const stack = newStack();
  const encryptionKey = new EncryptionKey(stack, 'Key', { profile: Profile.PRODUCTION }).key;
  return {
    stack,
    monitoring: Monitoring._create(stack, 'Monitoring', { ...resolveMonitoring(options), encryptionKey }),
  };
}

const metric = new Metric({ namespace: 'Shop', metricName: 'Failures', statistic: 'Sum' });

test('an alarm notifies the topic, and names its section of the runbook', () => {
  const { stack, monitoring } = build();
  monitoring.addAlarm('PaymentFailures', { metric, threshold: 5, summary: 'Payments fail.' });
  const topic = stack.resolve(monitoring.alarmTopic.topicArn);
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Failures',
    Threshold: 5,
    EvaluationPeriods: 3,
    TreatMissingData: 'notBreaching',
    AlarmActions: [topic],
    AlarmDescription: Match.stringLikeRegexp('^Payments fail. Runbook: PaymentFailures$'),
  });
  expect(monitoring.alarmIds).toEqual(['PaymentFailures']);
  expect(() => monitoring.addAlarm('PaymentFailures', { metric, threshold: 5, summary: 'Again.' })).toThrow(
    'PaymentFailures',
  );
});

test('the topic is encrypted and TLS only, and only alarms and database events of this account may publish', () => {
  const { stack } = build();
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
  template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        Match.objectLike({
          Effect: 'Allow',
          Action: 'sns:Publish',
          Principal: { Service: ['cloudwatch.amazonaws.com', 'events.rds.amazonaws.com'] },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  });
});

test('without an address the construct warns, with one it subscribes the address', () => {
  Annotations.fromStack(build().stack).hasWarning('*', Match.stringLikeRegexp('monitoring.alarmEmail'));
  const { stack } = build({ alarmEmail: 'ops@example.com' });
  Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  Template.fromStack(stack).hasResourceProperties('AWS::SNS::Subscription', {
    Protocol: 'email',
    Endpoint: 'ops@example.com',
  });
});

test('an existing topic is used', () => {
  const stack = newStack();
  const alarmTopic = Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111111111111:ops');
  const { monitoring } = build({ alarmTopic });
  expect(monitoring.alarmTopic).toBe(alarmTopic);
  expect(() => build({ alarmTopic, alarmEmail: 'ops@example.com' })).toThrow(
    'remove `monitoring.alarmTopic` or `monitoring.alarmEmail`',
  );
});

test('a wrong address is refused', () => {
  expect(() => build({ alarmEmail: 'ops' })).toThrow('`monitoring.alarmEmail` must be an e-mail address, got "ops"');
});

test('the dashboard links to the runbook, and every widget names its tier', () => {
  const { stack, monitoring } = build();
  monitoring.addWidgets(
    'Database',
    new GraphWidget({ title: 'connections', left: [metric] }),
    new GraphWidget({ left: [metric] }),
  );
  const body = JSON.stringify(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  for (const part of ['operator-runbook.md', 'Database: connections']) expect(body).toContain(part);
  expect(body.split('Database')).toHaveLength(3);
  expect(body.split('Failures')).toHaveLength(3);
});
