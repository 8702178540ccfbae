import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { invalid } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';

/** Options of the shop's topics. */
export interface MessagingOptions {
  /**
   * An existing standard topic for order notifications. Its policy, and that of its key if it has one, must allow the
   * shop to publish.
   *
   * @default - a new topic, encrypted with the shop's key, TLS only
   */
  readonly orderTopic?: ITopic;

  /**
   * An existing standard topic for stock updates, other than the other two. Its policy, and that of its key if it has
   * one, must allow the shop to publish.
   *
   * @default - a new topic, encrypted with the shop's key, TLS only
   */
  readonly stockTopic?: ITopic;

  /**
   * An existing standard topic for special offers, other than the other two. Its policy, and that of its key if it has
   * one, must allow the shop to publish.
   *
   * @default - a new topic, encrypted with the shop's key, TLS only
   */
  readonly offerTopic?: ITopic;
}

/** Validated options, and what the topics need from other rooms. */
export interface MessagingProps extends MessagingOptions {
  /** Encrypts the topics that are created here. */
  readonly encryptionKey: IKey;
  /** Shows the number of published and of failed notifications on the dashboard. */
  readonly monitoring: IMonitoring;
}

/**
 * Validates the options.
 *
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
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
        fix: 'give a standard topic, because a FIFO topic cannot deliver to standard queues',
      });
    }
    // Each topic has separate subscribers: with one topic for two purposes customers would get each message twice.
    const other = seen.get(topic.topicArn);
    if (other) {
      invalid({
        prop,
        expected: `another topic than \`${other}\``,
        got: topic.topicArn,
        fix: 'give a separate topic for each purpose',
      });
    }
    seen.set(topic.topicArn, prop);
  }
  return options;
}
