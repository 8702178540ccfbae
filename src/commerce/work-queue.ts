import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { AddToResourcePolicyResult } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledge';
import type { IMonitoring } from '../monitoring/i-monitoring';

/**
 * AWS's recommendation, so that a retry never overlaps with a call that is still running
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
 */
const VISIBILITY_FACTOR = 6;

/** The maximum of SQS, so that an operator has two weeks to repair the cause and redrive the messages. */
const RETENTION = Duration.days(14);

/** Properties of the queue of a function. */
export interface WorkQueueProps {
  /** The function's id, which names the alarm and its section in the runbook. */
  readonly name: string;
  readonly timeout: Duration;
  readonly batchingWindow: Duration;
  readonly maxReceiveCount: number;
  /** Summary of the alarm on dead letters: the consequence for the shop. */
  readonly givenUp: string;
  readonly monitoring: IMonitoring;
}

/** A queue that adds statements to a shared policy, because SQS keeps only one policy for a queue. */
class PolicedQueue extends sqs.Queue {
  constructor(
    scope: Construct,
    id: string,
    private readonly document: PolicyDocument,
    props: sqs.QueueProps,
  ) {
    super(scope, id, props);
  }

  public override addToResourcePolicy(statement: PolicyStatement): AddToResourcePolicyResult {
    this.document.addStatements(statement);
    return { statementAdded: true, policyDependable: this.document };
  }
}

/**
 * A queue and its dead-letter queue: encrypted, TLS only, with an alarm on each dead letter. Both have the same policy,
 * because topics also send undeliverable messages to the dead-letter queue.
 */
export class WorkQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetterQueue: sqs.Queue;

  private readonly policy = new PolicyDocument();

  /** The topics that may send. */
  private readonly sources: string[] = [];

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    this.deadLetterQueue = new PolicedQueue(this, 'DeadLetters', this.policy, {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      retentionPeriod: RETENTION,
    });
    acknowledge(
      this.deadLetterQueue,
      'SQSRedrivePolicy',
      'It is itself a dead-letter queue; an alarm goes off with its first message.',
    );
    this.queue = new PolicedQueue(this, 'Queue', this.policy, {
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      visibilityTimeout: Duration.seconds(
        VISIBILITY_FACTOR * props.timeout.toSeconds() + props.batchingWindow.toSeconds(),
      ),
      retentionPeriod: RETENTION,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: props.maxReceiveCount },
    });
    this.policy.addStatements(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['sqs:*'],
        resources: ['*'],
        conditions: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
    new sqs.CfnQueuePolicy(this, 'Policy', {
      policyDocument: this.policy,
      queues: [this.queue.queueUrl, this.deadLetterQueue.queueUrl],
    });
    props.monitoring.addAlarm(`${props.name}DeadLetters`, {
      metric: this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      threshold: 1,
      periods: 1,
      summary: props.givenUp,
    });
  }

  /**
   * Subscribes the queue to a topic. Messages that the topic cannot deliver go to the dead-letter queue too. This is an
   * L1 resource, because the L2 includes the stack's name in logical ids and repeats a statement for each topic.
   *
   * @param id - of the subscription
   * @param topic - may be in another Region
   * @param kinds - of notifications that reach the queue; undefined for all
   */
  subscribe(id: string, topic: ITopic, kinds?: readonly string[]): void {
    if (this.sources.length === 0) this.allowSources();
    this.sources.push(topic.topicArn);
    const { region } = topic.env;
    new CfnSubscription(this, id, {
      topicArn: topic.topicArn,
      protocol: SubscriptionProtocol.SQS,
      endpoint: this.queue.queueArn,
      rawMessageDelivery: true,
      filterPolicy: kinds && { kind: kinds },
      redrivePolicy: { deadLetterTargetArn: this.deadLetterQueue.queueArn },
      // An existing topic can be in another Region.
      region: Token.isUnresolved(region) || region === Stack.of(this).region ? undefined : region,
    });
  }

  private allowSources(): void {
    this.policy.addStatements(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: ['*'],
        conditions: { ArnEquals: { 'aws:SourceArn': Lazy.any({ produce: () => this.sources }) } },
      }),
    );
  }
}
