import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/** A function and its log group. */
export interface ShopFunction {
  readonly fn: lambda.Function;
  readonly logGroup: LogGroup;
}

/** A queue and its dead-letter queue. */
export interface WorkQueue {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;
  readonly policy: sqs.QueuePolicy;
}

/** The functions of the shop and their queues. */
export interface Functions {
  readonly orderProcessing: ShopFunction;
  readonly paymentVerification: ShopFunction;
  readonly shippingNotification: ShopFunction;
  readonly customerNotification: ShopFunction;
  readonly storeApi: ShopFunction;
  readonly scheduledTasks: ShopFunction;
  readonly migrations: ShopFunction;
  readonly orders: WorkQueue;
  readonly shipments: WorkQueue;
  readonly mails: WorkQueue;
  readonly work: WorkQueue;
  readonly paymentSecret: Secret;
  readonly securityGroup: ec2.SecurityGroup;
}
