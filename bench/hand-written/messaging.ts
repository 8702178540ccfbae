import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { Foundation } from './foundation';

/** The topics of the shop. */
export interface Topics {
  readonly orders: sns.Topic;
  readonly stock: sns.Topic;
  readonly offers: sns.Topic;
}

/** Creates the topics and the configuration set for mail. */
export function createMessaging(foundation: Foundation): Topics {
  const { stack, key: masterKey } = foundation;
  const topics = {
    orders: new sns.Topic(stack, 'OrderTopic', { masterKey, enforceSSL: true }),
    stock: new sns.Topic(stack, 'StockTopic', { masterKey, enforceSSL: true }),
    offers: new sns.Topic(stack, 'OfferTopic', { masterKey, enforceSSL: true }),
  };
  const labelled = Object.entries({ Orders: topics.orders, Stock: topics.stock, Offers: topics.offers });
  foundation.dashboard.addWidgets(
    new GraphWidget({
      title: 'Notifications',
      width: 24,
      left: labelled.map(([label, topic]) => topic.metricNumberOfMessagesPublished({ label: `${label} published` })),
      right: labelled.map(([label, topic]) => topic.metricNumberOfNotificationsFailed({ label: `${label} failed` })),
    }),
  );
  new ses.ConfigurationSet(stack, 'ConfigurationSet', {
    tlsPolicy: ses.ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    suppressionReasons: ses.SuppressionReasons.BOUNCES_AND_COMPLAINTS,
  });
  return topics;
}
