import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnAnomalyMonitor, CfnAnomalySubscription } from 'aws-cdk-lib/aws-ce';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { costAnomalyDetection } from '../../../../src/well-architected/rules/cost-optimization/cost-anomaly-detection';
import type { RuleCases } from '../../support/cases';

const EMAIL = [{ type: 'EMAIL', address: 'owner@example.com' }];

const monitor = (stack: Stack) =>
  new CfnAnomalyMonitor(stack, 'Monitor', { monitorName: 'services', monitorType: 'DIMENSIONAL' });

const subscription = (stack: Stack, monitorArnList: string[], subscribers = EMAIL, id = 'Subscription') =>
  new CfnAnomalySubscription(stack, id, {
    subscriptionName: 'owner',
    frequency: 'DAILY',
    monitorArnList,
    subscribers,
  });

export const cases: RuleCases = {
  rule: costAnomalyDetection,
  compliant: {
    'a subscriber is notified': (stack) => {
      subscription(stack, [monitor(stack).attrMonitorArn]);
    },
    'a subscription to it and to others': (stack) => {
      subscription(stack, ['arn:other', monitor(stack).ref]);
    },
  },
  failing: {
    'no subscriber is notified': (stack) => {
      monitor(stack);
    },
    'a subscription to another monitor': (stack) => {
      monitor(stack);
      subscription(stack, ['arn:other']);
    },
    'a subscription without subscribers': (stack) => {
      subscription(stack, [monitor(stack).attrMonitorArn], []);
    },
  },
  notApplicable: {
    'no monitor': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a subscription to a monitor created elsewhere': (stack) => {
      subscription(stack, ['arn:other']);
    },
  },
  token: (stack) => {
    monitor(stack);
    subscription(stack, [new CfnParameter(stack, 'Arn').valueAsString]);
    subscription(stack, [], EMAIL, 'Imported').addPropertyOverride('MonitorArnList', Fn.importValue('monitors'));
  },
  override: {
    state: 'failing',
    build: (stack) => {
      subscription(stack, [monitor(stack).attrMonitorArn]).addPropertyOverride('MonitorArnList', ['arn:other']);
    },
  },
  mutation: {
    change: ({ main }) => {
      main.Resources.Monitor = {
        Type: 'AWS::CE::AnomalyMonitor',
        Properties: { MonitorName: 'services', MonitorType: 'DIMENSIONAL' },
      };
    },
  },
};
