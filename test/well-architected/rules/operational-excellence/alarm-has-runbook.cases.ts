import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnScalingPolicy } from 'aws-cdk-lib/aws-autoscaling';
import { CfnAlarm, CfnCompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { alarmHasRunbook } from '../../../../src/well-architected/rules/operational-excellence/alarm-has-runbook';
import { ofType } from '../../../support/template-graph';
import type { RuleCases } from '../../support/cases';

const alarm =
  (alarmDescription?: string, props: Partial<CfnAlarmProps> = {}) =>
  (stack: Stack) => {
    new CfnAlarm(stack, 'Alarm', {
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
      alarmDescription,
      ...props,
    });
  };

export const cases: RuleCases = {
  rule: alarmHasRunbook,
  compliant: {
    'a section of the runbook': alarm('The disk is almost full. Runbook: ServerDisk'),
    'a link': alarm('The disk is almost full: https://wiki.example.com/disk'),
    'a link that ends in a token': (stack) => {
      alarm(`See https://wiki.example.com/${stack.stackName}`)(stack);
    },
    'an alarm over alarms': (stack) => {
      new CfnCompositeAlarm(stack, 'Above', { alarmRule: 'ALARM("other")', alarmDescription: 'Runbook: Shop' });
    },
  },
  failing: {
    'no description': { build: alarm(), fails: ['Properties.AlarmDescription'] },
    'an empty description': alarm(''),
    'a description without a runbook': alarm('The disk is almost full.'),
    'an alarm over alarms without a description': (stack) => {
      new CfnCompositeAlarm(stack, 'Above', { alarmRule: 'ALARM("other")' });
    },
  },
  notApplicable: {
    'a topic': (stack) => {
      new CfnTopic(stack, 'Topic');
    },
    'an alarm that adds servers': (stack) => {
      const policy = new CfnScalingPolicy(stack, 'Policy', { autoScalingGroupName: 'group' });
      alarm(undefined, { alarmActions: [policy.ref] })(stack);
    },
  },
  token: (stack) => alarm(new CfnParameter(stack, 'Description').valueAsString)(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      alarm('Runbook: ServerDisk')(stack);
      (stack.node.findChild('Alarm') as CfnAlarm).addPropertyOverride('AlarmDescription', 'Disk');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudWatch::Alarm')) {
        if (properties.MetricName === 'disk_used_percent') properties.AlarmDescription = 'Disk';
      }
    },
  },
};
