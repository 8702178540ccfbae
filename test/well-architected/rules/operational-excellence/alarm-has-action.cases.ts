import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { rules } from 'cdk-nag';
import { alarmHasAction } from '../../../../src/well-architected/rules/operational-excellence/alarm-has-action';
import { ofType } from '../../../support/template-graph';
import type { RuleCases } from '../../support/cases';

const TOPIC = ['arn:aws:sns:us-east-1:111111111111:alarms'];

const alarm = (props: Partial<CfnAlarmProps>) => (stack: Stack) => {
  new CfnAlarm(stack, 'Alarm', { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, ...props });
};

export const cases: RuleCases = {
  rule: alarmHasAction,
  compliant: {
    'a notified topic': alarm({ alarmActions: TOPIC }),
    'a topic of the template': (stack) => {
      alarm({ alarmActions: [new CfnTopic(stack, 'Topic').ref], actionsEnabled: true })(stack);
    },
    'an alarm over alarms': (stack) => {
      new CfnCompositeAlarm(stack, 'Above', { alarmRule: 'ALARM("other")', alarmActions: TOPIC });
    },
  },
  failing: {
    'no action': { build: alarm({}), fails: ['AlarmActions'] },
    'an empty list': { build: alarm({ alarmActions: [] }), fails: ['AlarmActions'] },
    'an action for the end alone': { build: alarm({ okActions: TOPIC }), fails: ['AlarmActions'] },
    'actions that are switched off': {
      build: alarm({ alarmActions: TOPIC, actionsEnabled: false }),
      fails: ['ActionsEnabled'],
    },
    'an alarm over alarms without an action': (stack) => {
      new CfnCompositeAlarm(stack, 'Above', { alarmRule: 'ALARM("other")' });
    },
  },
  notApplicable: {
    'a topic': (stack) => {
      new CfnTopic(stack, 'Topic');
    },
    'an alarm that a deployment listens to': (stack) => {
      alarm({})(stack);
      const { ref } = stack.node.findChild('Alarm') as CfnAlarm;
      new CfnDeploymentGroup(stack, 'Deployments', {
        applicationName: 'shop',
        serviceRoleArn: 'arn',
        alarmConfiguration: { alarms: [{ name: ref }] },
      });
    },
  },
  token: (stack) =>
    alarm({ alarmActions: new CfnParameter(stack, 'Topics', { type: 'CommaDelimitedList' }).valueAsList })(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      alarm({ alarmActions: TOPIC })(stack);
      (stack.node.findChild('Alarm') as CfnAlarm).addPropertyOverride('ActionsEnabled', false);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudWatch::Alarm')) {
        if (properties.MetricName === 'disk_used_percent') properties.ActionsEnabled = false;
      }
    },
  },
  oracles: [
    {
      name: 'CloudWatchAlarmAction',
      rule: rules.cloudwatch.CloudWatchAlarmAction,
      about: [
        'a notified topic',
        'a topic of the template',
        'no action',
        'an empty list',
        'an action for the end alone',
        'actions that are switched off',
      ],
      disagreements: {
        'an action for the end alone': 'it counts any action, even one for the OK state only',
      },
    },
  ],
};
