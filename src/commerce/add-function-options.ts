import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { BusinessFunction } from './business-function';
import type { CommerceService } from './commerce-service';
import { invalid, requireEither, requireInteger } from '../core/validation';

/** Options of an additional business function. */
export interface AddFunctionOptions {
  /** The code of the function: `BusinessFunction.code()`. */
  readonly function: BusinessFunction;

  /**
   * The services that the function uses. For each it gets permission, network path and environment.
   *
   * @default - no service except logs and traces
   */
  readonly uses?: CommerceService[];

  /**
   * A topic whose notifications the function handles, through a separate queue with a dead-letter queue.
   *
   * @default - no topic
   */
  readonly topic?: ITopic;

  /**
   * The kinds of notification that the function handles, such as `order.shipped`. Others are filtered by the topic and
   * cost nothing. It requires `topic`.
   *
   * @default - all kinds of the topic
   */
  readonly kinds?: string[];

  /**
   * An existing queue whose messages the function handles, instead of `topic`. Its visibility timeout should be six
   * times the timeout of the function, and it should have a dead-letter queue; the construct can check neither.
   *
   * @default - no queue: the topic calls the function, or the load balancer after `web.addFunctionRoute()`
   */
  readonly queue?: IQueue;

  /**
   * The maximum number of messages in one call, from 1 to 10. The function reports those that failed, and only those
   * are retried.
   *
   * @default 10
   */
  readonly batchSize?: number;
}

/**
 * Validates the options of an additional function.
 *
 * @param id - the construct id of the function, with which the paths of options in messages begin
 * @param options - as the user wrote them
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 * @internal
 */
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
      fix: 'give your code, because samples exist for the seven functions of the shop only',
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
  requireInteger(`${id}.batchSize`, options.batchSize, 1, 10, 'larger batches make retries more expensive');
}
