import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { newShop, read } from './shop';
import type { Shop } from './shop';
import { BusinessFunction } from '../../src/commerce/business-function';
import { resources } from '../support/app';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.requireActual('./shop').bundleOf }));

const MINUTE = 60;

function scheduled(shop: Shop, template: Template) {
  if (!shop.commerce.scheduledTasks) throw new Error('nothing is scheduled');
  return read(shop, template, shop.commerce.scheduledTasks);
}

describe('the scheduled tasks', () => {
  const shop = newShop();
  const template = Template.fromStack(shop.stack);
  const { id, properties } = scheduled(shop, template);

  test('one rule calls the function every minute, and only that rule may', () => {
    const [[ruleId, { Properties: rule }], ...others] = Object.entries(resources(template, 'AWS::Events::Rule'));
    expect(others).toEqual([]);
    expect(rule).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      Targets: [{ Arn: { 'Fn::GetAtt': [id, 'Arn'] } }],
    });
    const callers = Object.values(resources(template, 'AWS::Lambda::Permission')).map(
      ({ Properties }) => Properties as unknown,
    );
    expect(callers).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': [id, 'Arn'] },
        Principal: 'events.amazonaws.com',
        SourceArn: { 'Fn::GetAtt': [ruleId, 'Arn'] },
      },
    ]);
  });

  test('calls never overlap: one ends before the next, and neither service keeps or retries a call', () => {
    expect(Number(properties.Timeout)).toBeLessThan(MINUTE);
    const [{ Properties: rule }] = Object.values(resources(template, 'AWS::Events::Rule'));
    expect(rule).toMatchObject({
      Targets: [{ RetryPolicy: { MaximumEventAgeInSeconds: MINUTE, MaximumRetryAttempts: 0 } }],
    });
    const configs = Object.values(resources(template, 'AWS::Lambda::EventInvokeConfig')).map(
      ({ Properties }) => Properties as unknown,
    );
    expect(configs).toEqual([
      expect.objectContaining({ FunctionName: { Ref: id }, MaximumEventAgeInSeconds: MINUTE, MaximumRetryAttempts: 0 }),
    ]);
  });

  test('alarms go off when it fails, and when it is no longer called', () => {
    expect(shop.monitoring.alarmIds.filter((each) => each.startsWith('ScheduledTasks'))).toEqual([
      'ScheduledTasksErrors',
      'ScheduledTasksStopped',
    ]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Invocations',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: id } }],
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      Period: 300,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
    });
  });
});

test('custom code is called in the same way', () => {
  const scheduledTasks = BusinessFunction.code(Code.fromInline('exports.handler = () => 0;'), {
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    timeout: Duration.seconds(20),
  });
  const shop = newShop({ commerce: { scheduledTasks } });
  const template = Template.fromStack(shop.stack);
  expect(scheduled(shop, template).properties).toMatchObject({ Timeout: 20 });
  template.resourceCountIs('AWS::Events::Rule', 1);
});
