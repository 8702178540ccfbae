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
 * One business function with everything it stands on: a role of its own, an encrypted log group, alarms, and the queue that feeds it.
 *
 * It runs on ARM64 in the application subnets, logs JSON and is traced. What is not a request comes through a queue, which keeps a message until it
 * is done, hands over no more than the function can take, and puts aside what cannot be done. Only the clock calls asynchronously, and its calls are
 * never repeated: the next minute brings another.
 */
export class CommerceFunction extends Construct implements IClient {
  /** @internal */
  public static _create(scope: Construct, id: string, parts: FunctionParts): CommerceFunction {
    return new CommerceFunction(scope, id, parts);
  }

  /** The function. */
  public readonly function: lambda.Function;

  /** Its log, encrypted with the shop's key and kept as long as the profile says. */
  public readonly logGroup: LogGroup;

  /** The queue that was made for it; undefined when it is called by the load balancer or by a queue that was brought along. */
  public readonly queue?: Queue;

  /** Where messages are put aside that could not be handled. */
  public readonly deadLetterQueue?: Queue;

  /** The role, to which permissions are added. */
  public readonly grantPrincipal: IPrincipal;

  /** Its network identity: it reaches out, nobody reaches in. */
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
      // Without these Lambda would keep a call for six hours and repeat it twice: a jam of old minutes after every outage.
      ...(plan.schedule === undefined ? {} : { maxEventAge: Duration.seconds(MINUTE_SECONDS), retryAttempts: 0 }),
    });
    // Written here rather than by the L2's `tracing`, which under a feature flag makes a second policy for the permission that the role has.
    (this.function.node.defaultChild as lambda.CfnFunction).tracingConfig = { mode: lambda.Tracing.ACTIVE };
    this.explain(plan);
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
   * Adds an environment variable.
   *
   * @param name the variable
   * @param value never a secret: at most the ARN of one
   * @throws an error when the function was given a variable of that name, which would be replaced silently
   */
  public addEnvironment(name: string, value: string): void {
    if (this.given.has(name)) {
      throw new Error(
        `\`environment\` of ${this.node.id} must leave ${name} to the construct, got a value for it: remove it or give it another name`,
      );
    }
    this.function.addEnvironment(name, value);
  }

  /** @internal */
  public _consume(queue: IQueue, batchSize: number, maxBatchingWindow: Duration): void {
    // The L2's event source would put the stack's name into the logical id.
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
      'For streams: a queue puts what cannot be handled aside by its own redrive policy.',
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

  private explain(plan: FunctionPlan): void {
    acknowledge(
      this.function,
      'LambdaConcurrency',
      "A new account may run ten functions at once, of which none can be reserved: the event source bounds how many run, and reserving is the operator's.",
    );
    acknowledge(
      this.function,
      'LambdaDLQ',
      plan.schedule === undefined
        ? 'Called by its queue, which puts aside what cannot be handled, or by the load balancer, which tells the caller.'
        : 'The next minute calls again and does what this one could not; an alarm tells when none comes through.',
    );
    const config = this.function.node.tryFindChild('EventInvokeConfig');
    if (config) {
      acknowledge(
        config,
        'LambdaAsyncFailureDestination',
        'The next minute calls again and does what this one could not.',
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
    // What a queue brings comes again: the age of its messages and the dead letters tell when that is not enough.
    if (plan.queue) return;
    if (plan.schedule) {
      // Also when it is throttled: a call that was refused is no call.
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
