import type { Resource } from '../../workload/resource';
import { intrinsicOf, listOf, possibleValues, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { alarmsOf } from '../support/alarms';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, stateOf } from '../support/verdict';

/** Types that subscribe to a topic, with the property that names the topic. */
const SUBSCRIBERS: Readonly<Record<string, string>> = {
  'AWS::SNS::Subscription': 'TopicArn',
  'AWS::Chatbot::SlackChannelConfiguration': 'SnsTopicArns',
  'AWS::Chatbot::MicrosoftTeamsChannelConfiguration': 'SnsTopicArns',
};

/** Intrinsics that may hold the ARN of any topic. A joined ARN ends in the name of its topic. */
const OPAQUE = ['Ref', 'Fn::ImportValue', 'Fn::GetStackOutput'];

/** Alarms reach a person or a tool. */
export const alarmTopicHasSubscriber: Rule = {
  name: 'AlarmTopicHasSubscriber',
  practice: 'OPS10-BP04',
  also: ['REL11-BP06'],
  level: 'warning',
  requirement: 'Every topic that alarms are sent to has a subscriber.',
  why: 'The alarm fires and the topic accepts it, but no one is notified. The outage lasts until customers complain.',
  fix:
    'Set `monitoring.alarmEmail`, or bring a topic with subscribers as `monitoring.alarmTopic`. In CloudFormation ' +
    'add an `AWS::SNS::Subscription`.',
  docs: 'https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html',
  check: (workload) => [...topicsOf(workload)].map(([topic, alarm]) => topicFinding(workload, topic, alarm)),
};

/**
 * Returns the topics of the app, each with an alarm that is sent to it. Subscribers of a topic from elsewhere are
 * unknown.
 */
function topicsOf(workload: Workload): Map<Resource, Resource> {
  const topics = new Map<Resource, Resource>();
  for (const alarm of alarmsOf(workload)) {
    for (const topic of workload.mentions(alarm, alarm.raw('AlarmActions'))) {
      if (topic.type === 'AWS::SNS::Topic' && !topics.has(topic)) topics.set(topic, alarm);
    }
  }
  return topics;
}

/** The finding is on the topic, or on the alarm where the topic belongs to a neighbour. */
function topicFinding(workload: Workload, topic: Resource, alarm: Resource): Finding {
  const own = topic
    .values('Subscription')
    .map(({ known, value }): Verdict => (known ? listOf(value).length > 0 : undefined));
  const others = Object.entries(SUBSCRIBERS).flatMap(([type, path]) =>
    workload.anyOfType(type).map((each) => listens(workload, each, path, topic)),
  );
  const state = stateOf(anyOf([...own, ...others]));
  const assessed = workload.resources.includes(topic) ? topic : alarm;
  return found(
    assessed,
    state,
    'at least one subscription',
    state === 'compliant' ? 'subscribed' : 'no subscription that is known',
  );
}

function listens(workload: Workload, subscriber: Resource, path: string, topic: Resource): Verdict {
  const values = [subscriber.raw(path)].flat();
  const name = topic.get('TopicName');
  if (typeof name === 'string' && values.some((value) => textOf(value).endsWith(`:${name}`))) return true;
  const mentioned = workload.mentions(subscriber, values);
  if (mentioned.size > 0) return mentioned.has(topic);
  const hidden = values.flatMap((value) => possibleValues(subscriber.template, value)).filter(({ known }) => !known);
  return hidden.some(({ value }) => OPAQUE.includes(intrinsicOf(value) ?? '')) ? undefined : false;
}
