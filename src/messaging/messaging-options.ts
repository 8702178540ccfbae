import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { invalid } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';

/** The shop's topics. */
export interface MessagingOptions {
  /**
   * An existing topic for order notifications. Its policy has to let the shop publish, and so has the policy of its key if it has one.
   *
   * @default - a new topic, encrypted with the shop's key, TLS only
   */
  readonly orderTopic?: ITopic;

  /**
   * An existing topic for stock updates.
   *
   * @default - a new topic, encrypted with the shop's key, TLS only
   */
  readonly stockTopic?: ITopic;

  /**
   * An existing topic for special offers.
   *
   * @default - a new topic, encrypted with the shop's key, TLS only
   */
  readonly offerTopic?: ITopic;
}

/** Checked options, and what the topics need from other rooms. */
export interface MessagingProps extends MessagingOptions {
  /** Encrypts the topics that are made here. */
  readonly encryptionKey: IKey;
  /** Shows on the dashboard how many notifications went out and how many failed. */
  readonly monitoring: IMonitoring;
}

/** @throws an error that names the option, what it must be, what it is, and the way out */
export function resolveMessaging(options: MessagingOptions): MessagingOptions {
  const topics: Record<string, ITopic | undefined> = {
    'messaging.orderTopic': options.orderTopic,
    'messaging.stockTopic': options.stockTopic,
    'messaging.offerTopic': options.offerTopic,
  };
  const seen = new Map<string, string>();
  for (const [prop, topic] of Object.entries(topics)) {
    if (topic === undefined) continue;
    if (topic.fifo) {
      invalid({
        prop,
        expected: 'a standard topic',
        got: 'a FIFO topic',
        fix: 'a FIFO topic reaches no standard queue; bring a standard topic',
      });
    }
    // Each topic has subscribers of its own: one topic for two of them would tell the customer the same thing twice.
    const other = seen.get(topic.topicArn);
    if (other) {
      invalid({
        prop,
        expected: `another topic than \`${other}\``,
        got: topic.topicArn,
        fix: 'bring one topic for each purpose',
      });
    }
    seen.set(topic.topicArn, prop);
  }
  return options;
}
