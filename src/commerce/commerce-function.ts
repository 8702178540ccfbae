import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Connections } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionParts } from './function-parts';
import type { FunctionPlan } from './function-plans';
import { FunctionRole } from './function-role';
import { MINUTE_SECONDS, Schedule } from './schedule';
import { WorkQueue } from './work-queue';
import { acknowledge } from '../core/acknowledge';
import type { IClient } from '../core/i-client';
import { LIFETIMES } from '../core/lifetimes';
import type { IMonitoring } from '../monitoring/i-monitoring';

const DEFAULT_MEMORY_MIB = 512;

/**
 * A business function with its role, encrypted log group, alarms, and the queue that feeds it.
 *
 * It runs on ARM64 in the application subnets, logs JSON, and is traced with X-Ray. Asynchronous work reaches it
 * through a queue, which keeps a message until it is processed, limits the number of concurrent calls, and moves a
 * message that cannot be processed to its dead-letter queue. Only the schedule calls asynchronously without a queue;
 * such calls are not retried, because the next one follows within a minute.
 */
export class CommerceFunction extends Construct implements IClient {
  /** @internal */
  public static _create(scope: Construct, id: string, parts: FunctionParts): CommerceFunction {
    return new CommerceFunction(scope, id, parts);
  }

  /** The Lambda function. */
  public readonly function: lambda.Function;

  /** The log group, encrypted with the shop's key; the profile decides the retention. */
  public readonly logGroup: LogGroup;

  /** The queue that feeds the function; undefined when the load balancer, a schedule or an existing queue calls it. */
  public readonly queue?: Queue;

  /** The dead-letter queue of `queue`. */
  public readonly deadLetterQueue?: Queue;

  /** The principal to which permissions are granted: the function's role. */
  public readonly grantPrincipal: IPrincipal;

  /** The network connections of the function, by its security group, which accepts no inbound traffic. */
  public readonly connections: Connections;

  /** @internal */
  public readonly _work?: WorkQueue;

  /** @internal */
  public readonly _role: FunctionRole;

  private readonly given: ReadonlySet<string>;

  private readonly maxConcurrency: number;

  private constructor(scope: Construct, id: string, parts: FunctionParts) {
    super(scope, id);
    const { plan, rendered } = parts;
    const timeout = rendered.timeout ?? plan.timeout;
    const { logRetention, dataRemovalPolicy } = LIFETIMES[parts.profile];
    this.maxConcurrency = plan.queue?.maxConcurrency ?? parts.maxConcurrency;
    this.logGroup = new LogGroup(this, 'Logs', {
      retention: logRetention,
      encryptionKey: parts.encryptionKey,
      removalPolicy: dataRemovalPolicy,
    });
    const role = new FunctionRole(this, 'Role', this.logGroup, parts.vpcAccess);
    const environment = { ...parts.environment, ...rendered.environment };
    this.given = new Set(Object.keys(environment));
    this.function = new lambda.Function(this, 'Function', {
      code: rendered.code,
      handler: rendered.handler,
      runtime: rendered.runtime,
      architecture: lambda.Architecture.ARM_64,
      memorySize: rendered.memorySize ?? DEFAULT_MEMORY_MIB,
      timeout,
      environment,
      role,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      vpc: parts.network.vpc,
      vpcSubnets: { subnets: parts.subnets },
      securityGroups: [parts.securityGroup],
      // By default Lambda keeps a call for six hours and retries it twice, which would run outdated calls after an
      // outage.
      ...(plan.schedule === undefined ? {} : { maxEventAge: Duration.seconds(MINUTE_SECONDS), retryAttempts: 0 }),
    });
    // Not the L2's `tracing`, which with a feature flag adds a second policy for a permission that the role already
    // has.
    (this.function.node.defaultChild as lambda.CfnFunction).tracingConfig = { mode: lambda.Tracing.ACTIVE };
    this.acknowledgeFindings(plan);
    this.grantPrincipal = role;
    this._role = role;
    this.connections = this.function.connections;
    if (plan.queue) {
      const { givenUp, batchingWindow, maxReceiveCount } = plan.queue;
      const work = new WorkQueue(this, 'Work', {
        name: id,
        timeout,
        batchingWindow,
        maxReceiveCount,
        givenUp,
        monitoring: parts.monitoring,
      });
      this._work = work;
      this.queue = work.queue;
      this.deadLetterQueue = work.deadLetterQueue;
      this._consume(work.queue, plan.queue.batchSize, batchingWindow);
    }
    if (plan.schedule) new Schedule(this, 'EveryMinute', this.function);
    this.addAlarms(id, plan, parts.monitoring);
  }

  /**
   * Adds an environment variable to the function.
   *
   * @param name the environment variable
   * @param value readable in the template, so never a secret: pass the ARN of a secret instead
   * @throws an error when the options of the function already set the variable, which would be replaced silently
   */
  public addEnvironment(name: string, value: string): void {
    if (this.given.has(name)) {
      throw new Error(
        `\`environment\` of ${this.node.id} must not set ${name}, which the construct sets, got a value for it: ` +
          'remove or rename the variable',
      );
    }
    this.function.addEnvironment(name, value);
  }

  /** @internal */
  public _consume(queue: IQueue, batchSize: number, maxBatchingWindow: Duration): void {
    // The L2's event source would include the stack's name in the logical id.
    const source = new lambda.EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize,
      maxBatchingWindow: maxBatchingWindow.toSeconds() > 0 ? maxBatchingWindow : undefined,
      maxConcurrency: this.maxConcurrency,
      reportBatchItemFailures: true,
    });
    acknowledge(
      source,
      'LambdaEventSourceMappingDestination',
      'The rule is for streams: a queue moves messages that cannot be processed by its redrive policy.',
    );
    this.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'],
        resources: [queue.queueArn],
      }),
    );
    if (queue.encryptionMasterKey) {
      this.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({ actions: ['kms:Decrypt'], resources: [queue.encryptionMasterKey.keyArn] }),
      );
    }
  }

  private acknowledgeFindings(plan: FunctionPlan): void {
    acknowledge(
      this.function,
      'LambdaConcurrency',
      'A new account can have a quota of ten concurrent executions, of which none can be reserved. The event source ' +
        'limits the concurrency; reserving is a decision of the operator.',
    );
    acknowledge(
      this.function,
      'LambdaDLQ',
      plan.schedule === undefined
        ? 'Its queue moves messages that cannot be processed to a dead-letter queue; the load balancer returns errors.'
        : 'The next call follows within a minute and does the same work; an alarm goes off when no call succeeds.',
    );
    const config = this.function.node.tryFindChild('EventInvokeConfig');
    if (config) {
      acknowledge(
        config,
        'LambdaAsyncFailureDestination',
        'The next call follows within a minute and does the same work.',
      );
    }
  }

  private addAlarms(id: string, plan: FunctionPlan, monitoring: IMonitoring): void {
    const period = Duration.minutes(5);
    monitoring.addAlarm(`${id}Errors`, {
      metric: this.function.metricErrors({ period }),
      threshold: 1,
      periods: 1,
      summary: plan.failing,
    });
    // A queue retries: alarms on the age of its messages and on dead letters cover repeated failures.
    if (plan.queue) return;
    if (plan.schedule) {
      // Throttled calls are not counted as invocations, so this alarm covers them too.
      monitoring.addAlarm(`${id}Stopped`, {
        metric: this.function.metricInvocations({ period }),
        threshold: 1,
        comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
        missingData: TreatMissingData.BREACHING,
        summary: plan.schedule.stopped,
      });
      return;
    }
    monitoring.addAlarm(`${id}Throttles`, {
      metric: this.function.metricThrottles({ period }),
      threshold: 1,
      summary: `Requests to ${id} are refused: too many functions of the account run at once.`,
    });
  }
}
