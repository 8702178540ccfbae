import { Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { AddToResourcePolicyResult } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription, SubscriptionProtocol } from 'aws-cdk-lib/aws-sns';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../core/acknowledge';
import type { IMonitoring } from '../monitoring/i-monitoring';

/** AWS's advice, so that a retry never overlaps with a call that still runs (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). */
const VISIBILITY_FACTOR = 6;

/** As long as the service allows: an operator has two weeks to repair and send the messages back. */
const RETENTION = Duration.days(14);

/** A queue in front of one function. */
export interface WorkQueueProps {
  /** The function's name, by which the alarm and the runbook call the queue. */
  readonly name: string;
  readonly timeout: Duration;
  readonly batchingWindow: Duration;
  readonly maxReceiveCount: number;
  /** What it means for the shop when a message is given up. */
  readonly givenUp: string;
  readonly monitoring: IMonitoring;
}

/** A queue that keeps no policy of its own: a second one would take the place of the one that it shares. */
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
 * A queue and its dead-letter queue: encrypted, TLS only, with an alarm on every message that was given up. What is sent to the one may end in the
 * other, so both have the same policy.
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
      'It is itself where messages are put aside; an alarm tells of the first one.',
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
   * Feeds the queue from a topic; what the topic cannot deliver goes to the dead-letter queue too.
   * Written out, because the L2 puts the stack's name into logical ids and repeats a statement for each topic.
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
      // A topic that was brought along may live in another Region.
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
