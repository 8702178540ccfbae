import { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { MessagingProps } from './messaging-options';
import { VARIABLES } from '../contract/variables';
import type { IClient } from '../core/i-client';
import type { IMonitoring } from '../monitoring/i-monitoring';

/**
 * The shop's three topics: order notifications, stock updates and special offers. Publishers do not depend on
 * subscribers.
 *
 * Each notification is JSON `{ eventId, kind, payload }`. It also has its kind as the message attribute `kind`, by
 * which subscriptions filter. The topics are encrypted with the shop's key and refuse requests without TLS. Only
 * identities that were passed to `connect()` may publish. A topic costs nothing while no message is published, and
 * delivery to queues is free of charge (https://aws.amazon.com/sns/pricing/).
 *
 * @example
 * declare const shop: EcommerceArchitecture;
 * declare const warehouse: sqs.Queue;
 *
 * shop.messaging.orderTopic.addSubscription(new subscriptions.SqsSubscription(warehouse, {
 *   rawMessageDelivery: true,
 *   filterPolicy: { kind: sns.SubscriptionFilter.stringFilter({ allowlist: ['order.paid'] }) },
 * }));
 */
export class Messaging extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: MessagingProps): Messaging {
    return new Messaging(scope, id, props);
  }

  /** The topic for order notifications, such as placed, rejected, paid, packed, shipped and refund due. */
  public readonly orderTopic: sns.ITopic;

  /** The topic for stock updates: the stock of a product is low, or the product is back in stock. */
  public readonly stockTopic: sns.ITopic;

  /** The topic for special offers, with one message for each customer who has agreed to receive them. */
  public readonly offerTopic: sns.ITopic;

  private readonly encryptionKey: IKey;

  /** True when all three topics are existing ones, so that none is encrypted with the shop's key. */
  private readonly onlyExisting: boolean;

  private constructor(scope: Construct, id: string, props: MessagingProps) {
    super(scope, id);
    this.encryptionKey = props.encryptionKey;
    this.orderTopic = props.orderTopic ?? this.createTopic('OrderTopic');
    this.stockTopic = props.stockTopic ?? this.createTopic('StockTopic');
    this.offerTopic = props.offerTopic ?? this.createTopic('OfferTopic');
    this.onlyExisting = [props.orderTopic, props.stockTopic, props.offerTopic].every((topic) => topic !== undefined);
    this.showOnDashboard(props.monitoring);
  }

  /**
   * Allows a client to publish on the three topics. It grants the permission and sets `ORDER_TOPIC_ARN`,
   * `STOCK_TOPIC_ARN` and `OFFER_TOPIC_ARN`. The client reaches SNS through NAT or an interface endpoint, so no
   * security group is opened.
   *
   * For an existing topic with a customer managed key, the key's policy must allow the client to use the key.
   *
   * @param client a server fleet or a function
   */
  public connect(client: IClient): void {
    const topics = {
      [VARIABLES.topics.orders]: this.orderTopic,
      [VARIABLES.topics.stock]: this.stockTopic,
      [VARIABLES.topics.offers]: this.offerTopic,
    };
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sns:Publish'],
        resources: Object.values(topics).map((topic) => topic.topicArn),
      }),
    );
    if (!this.onlyExisting) {
      client.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [this.encryptionKey.keyArn],
          // The same key encrypts database and logs, so a publisher may use it through SNS only.
          conditions: { StringLike: { 'kms:ViaService': 'sns.*.amazonaws.com*' } },
        }),
      );
    }
    for (const [name, topic] of Object.entries(topics)) client.addEnvironment(name, topic.topicArn);
  }

  private createTopic(id: string): sns.Topic {
    // `enforceSSL` writes a topic policy that replaces the default policy, which allows everything to identities of the
    // same account. Publishers have permissions in their own policies, so the topic policy need not repeat any of it.
    return new sns.Topic(this, id, { masterKey: this.encryptionKey, enforceSSL: true });
  }

  private showOnDashboard(monitoring: IMonitoring): void {
    const topics = { Orders: this.orderTopic, Stock: this.stockTopic, Offers: this.offerTopic };
    monitoring.addWidgets(
      'Messaging',
      new GraphWidget({
        title: 'published and failed notifications',
        width: 24,
        left: Object.entries(topics).map(([label, topic]) => topic.metricNumberOfMessagesPublished({ label })),
        right: [this.orderTopic.metricNumberOfNotificationsFailed({ label: 'Orders failed' })],
      }),
    );
  }
}
