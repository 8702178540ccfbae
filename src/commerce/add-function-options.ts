import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { BusinessFunction } from './business-function';
import type { CommerceService } from './commerce-service';
import { invalid, requireEither, requireInteger } from '../core/validation';

/** One more business function. */
export interface AddFunctionOptions {
  /** What it runs: `BusinessFunction.code()`. */
  readonly function: BusinessFunction;

  /**
   * The services it uses; permission, security group and environment come with each.
   *
   * @default - none but logs and traces
   */
  readonly uses?: CommerceService[];

  /**
   * A topic whose notifications it handles, through a queue of its own with a dead-letter queue.
   *
   * @default - no topic
   */
  readonly topic?: ITopic;

  /**
   * The kinds of notification it handles, such as `order.shipped`; the others never reach it and cost nothing.
   *
   * @default - all that the topic carries
   */
  readonly kinds?: string[];

  /**
   * An existing queue whose messages it handles instead of a topic's. Its visibility timeout should be six times the function's timeout, and it should
   * have a dead-letter queue; neither can be seen from here.
   *
   * @default - no queue: it is called through the topic, or by the load balancer after `web.addFunctionRoute()`
   */
  readonly queue?: IQueue;

  /**
   * How many messages it is handed at once, from 1 to 10. It reports those that failed, and only those come back.
   *
   * @default 10
   */
  readonly batchSize?: number;
}

/** @internal */
export function validateAddFunction(id: string, options: AddFunctionOptions): void {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(id)) {
    invalid({
      prop: 'id',
      expected: 'in PascalCase, because it names the alarms and their sections in the runbook',
      got: id,
      fix: 'write it as LoyaltyPoints',
    });
  }
  if (options.function._isSample) {
    invalid({
      prop: `${id}.function`,
      expected: 'BusinessFunction.code()',
      got: 'the sample',
      fix: 'samples exist for the seven functions of the shop only',
    });
  }
  requireEither(`${id}.queue`, options.queue, { [`${id}.topic`]: options.topic, [`${id}.kinds`]: options.kinds });
  if (options.kinds !== undefined && (options.topic === undefined || options.kinds.length === 0)) {
    invalid({
      prop: `${id}.kinds`,
      expected: 'at least one kind, together with `topic`',
      got: options.kinds.join(', '),
      fix: 'give the topic, or remove the kinds',
    });
  }
  requireInteger(`${id}.batchSize`, options.batchSize, 1, 10, 'larger batches only make a retry more expensive');
}
