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
 * The shop's three topics: what happened to orders, what happened to the stock, and what is offered to customers.
 * Whoever has to act on such news subscribes; whoever has news to tell needs to know no one.
 *
 * Each notification is JSON `{ eventId, kind, payload }` and carries its kind as the message attribute `kind` too, by which subscriptions filter.
 * The topics are encrypted with the shop's key and refuse whatever does not come over TLS. Only identities that `connect` was called for may publish.
 * A topic costs nothing while it is silent; a message reaches queues free of charge (https://aws.amazon.com/sns/pricing/).
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

  /** Order notifications: placed, rejected, paid, packed, shipped, refund due. */
  public readonly orderTopic: sns.ITopic;

  /** Stock updates: a product runs low, or is back. */
  public readonly stockTopic: sns.ITopic;

  /** Special offers, one message for each customer who agreed to receive them. */
  public readonly offerTopic: sns.ITopic;

  private readonly encryptionKey: IKey;

  /** True when all topics were brought along: then nothing here is encrypted with the shop's key. */
  private readonly bringsAll: boolean;

  private constructor(scope: Construct, id: string, props: MessagingProps) {
    super(scope, id);
    this.encryptionKey = props.encryptionKey;
    this.orderTopic = props.orderTopic ?? this.createTopic('OrderTopic');
    this.stockTopic = props.stockTopic ?? this.createTopic('StockTopic');
    this.offerTopic = props.offerTopic ?? this.createTopic('OfferTopic');
    this.bringsAll = [props.orderTopic, props.stockTopic, props.offerTopic].every((topic) => topic !== undefined);
    this.showOnDashboard(props.monitoring);
  }

  /**
   * Lets a client publish on the three topics: permission and environment (`ORDER_TOPIC_ARN`, `STOCK_TOPIC_ARN`, `OFFER_TOPIC_ARN`).
   * The topics are reached through the network's way out, so no security group is opened.
   *
   * For a topic that was brought along and has a key of its own, that key's policy has to let the client in.
   *
   * @param client a server or a function
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
    if (!this.bringsAll) {
      client.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [this.encryptionKey.keyArn],
          // The same key encrypts database and logs: a publisher needs it by way of the topics and no other way.
          conditions: { StringLike: { 'kms:ViaService': 'sns.*.amazonaws.com*' } },
        }),
      );
    }
    for (const [name, topic] of Object.entries(topics)) client.addEnvironment(name, topic.topicArn);
  }

  private createTopic(id: string): sns.Topic {
    // `enforceSSL` writes a topic policy, and that replaces the default one (the owner's account may do everything, if its identities' own
    // policies say so): nobody is meant to publish but by an identity's policy, so nothing of it has to be written back.
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
