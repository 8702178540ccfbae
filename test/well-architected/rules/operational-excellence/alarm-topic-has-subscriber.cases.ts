import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnSlackChannelConfiguration } from 'aws-cdk-lib/aws-chatbot';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnSubscription, CfnTopic } from 'aws-cdk-lib/aws-sns';
import type { CfnTopicProps } from 'aws-cdk-lib/aws-sns';
import { alarmTopicHasSubscriber } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const alarm = (stack: Stack, ...alarmActions: string[]) =>
  new CfnAlarm(stack, 'Alarm', { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, alarmActions });

/** An alarm with a topic, and subscribers of the topic. */
const topicWith =
  (listen?: (topic: CfnTopic) => void, props: CfnTopicProps = {}): Build =>
  (stack) => {
    const topic = new CfnTopic(stack, 'Topic', props);
    alarm(stack, topic.ref);
    listen?.(topic);
  };

const subscribe = (stack: Stack, topicArn: string) =>
  new CfnSubscription(stack, 'Subscription', { topicArn, protocol: 'email', endpoint: 'on-call@example.com' });

export const cases: RuleCases = {
  rule: alarmTopicHasSubscriber,
  compliant: {
    'a subscriber': topicWith((topic) => {
      subscribe(topic.stack, topic.ref);
    }),
    'a subscriber in the topic itself': topicWith(undefined, {
      subscription: [{ protocol: 'email', endpoint: 'on-call@example.com' }],
    }),
    'a subscribed channel': topicWith((topic) => {
      new CfnSlackChannelConfiguration(topic.stack, 'Slack', {
        configurationName: 'shop',
        iamRoleArn: 'arn',
        slackChannelId: 'C1',
        slackWorkspaceId: 'T1',
        snsTopicArns: [topic.ref],
      });
    }),
    'a subscription that names the topic': topicWith(
      (topic) => {
        subscribe(topic.stack, topic.stack.formatArn({ service: 'sns', resource: 'alarms' }));
      },
      { topicName: 'alarms' },
    ),
  },
  failing: {
    'no subscriber': { build: topicWith(), fails: [''] },
    'a subscriber of another topic': topicWith((topic) => {
      subscribe(topic.stack, new CfnTopic(topic.stack, 'Other').ref);
    }),
    'a subscriber of a topic by name': topicWith((topic) => {
      subscribe(topic.stack, topic.stack.formatArn({ service: 'sns', resource: 'other' }));
    }),
  },
  notApplicable: {
    'a topic without alarms': (stack) => {
      new CfnTopic(stack, 'Topic');
    },
    'a topic from elsewhere': (stack) => {
      alarm(stack, 'arn:aws:sns:us-east-1:111111111111:alarms');
    },
  },
  token: topicWith((topic) => {
    const arn = { Ref: new CfnParameter(topic.stack, 'Arn').logicalId };
    subscribe(topic.stack, '').addPropertyOverride('TopicArn', { 'Fn::If': ['Given', arn, { Ref: 'AWS::NoValue' }] });
  }),
  override: {
    state: 'failing',
    build: topicWith((topic) => {
      subscribe(topic.stack, topic.ref).addPropertyOverride('TopicArn', 'arn:aws:sns:us-east-1:111111111111:other');
    }),
  },
  mutation: {
    change: ({ main }) => {
      for (const [
        id,
        {
          Properties: { Protocol: protocol },
        },
      ] of ofType(main, 'AWS::SNS::Subscription')) {
        if (protocol === 'email') delete main.Resources[id];
      }
    },
  },
};
