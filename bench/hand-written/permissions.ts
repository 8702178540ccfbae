import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { CACHE_PORT } from './cache';
import type { ShopCache } from './cache';
import { APPLICATION_USER } from './database';
import type { ShopDatabase } from './database';
import type { Foundation } from './foundation';
import type { Topics } from './messaging';

/** Services that servers and functions use. */
export interface Services {
  readonly database: ShopDatabase;
  readonly cache: ShopCache;
  readonly topics: Topics;
}

/** The statements that servers and functions share. */
export interface Permissions {
  readonly signIn: iam.PolicyStatement;
  readonly own: iam.PolicyStatement[];
  readonly useCache: iam.PolicyStatement;
  readonly publish: iam.PolicyStatement[];
  consume(queue: IQueue): iam.PolicyStatement;
}

/** Returns a statement that allows actions on resources. */
export function allow(actions: string[], ...resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}

/** Returns the shared statements. */
export function permissions({ stack, key }: Foundation, { database, cache, topics }: Services): Permissions {
  const keyVia = (service: string, ...actions: string[]) =>
    new iam.PolicyStatement({
      actions,
      resources: [key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${stack.region}.${stack.urlSuffix}` } },
    });
  const proxyId = Fn.select(6, Fn.split(':', database.proxy.dbProxyArn));
  return {
    signIn: allow(
      ['rds-db:connect'],
      `arn:${stack.partition}:rds-db:${stack.region}:${stack.account}:dbuser:${proxyId}/${APPLICATION_USER}`,
    ),
    own: [
      allow(['secretsmanager:GetSecretValue'], database.instance.secret?.secretArn ?? ''),
      keyVia('secretsmanager', 'kms:Decrypt'),
    ],
    useCache: allow(['elasticache:Connect'], cache.groupArn, cache.user.attrArn),
    publish: [
      allow(['sns:Publish'], topics.offers.topicArn, topics.orders.topicArn, topics.stock.topicArn),
      keyVia('sns', 'kms:Decrypt', 'kms:GenerateDataKey'),
    ],
    consume: (queue) =>
      allow(
        ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        queue.queueArn,
      ),
  };
}

/** Returns the environment variables with the addresses of services. */
export function applicationEnvironment({ database, cache, topics }: Services) {
  return {
    databaseEnvironment: {
      DATABASE_ENGINE: 'postgres',
      DATABASE_HOST: database.proxy.endpoint,
      DATABASE_PORT: '5432',
      DATABASE_NAME: 'shop',
      DATABASE_USER: APPLICATION_USER,
      DATABASE_SIGN_IN: 'iam',
    },
    cacheEnvironment: {
      CACHE_HOST: cache.group.attrPrimaryEndPointAddress,
      CACHE_PORT: String(CACHE_PORT),
      CACHE_USER: cache.user.ref,
      CACHE_NAME: cache.group.ref,
    },
    topicEnvironment: {
      ORDER_TOPIC_ARN: topics.orders.topicArn,
      STOCK_TOPIC_ARN: topics.stock.topicArn,
      OFFER_TOPIC_ARN: topics.offers.topicArn,
    },
  };
}
