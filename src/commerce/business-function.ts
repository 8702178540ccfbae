import type { Duration } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { requireEnvironment } from './function-environment';
import type { RenderedFunction } from './function-parts';
import { sampleBundle } from './sample-bundle';
import { invalid, isConcrete, requireKnown, requireMatch } from '../core/validation';

/** Lambda's limit (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const MAX_TIMEOUT_SECONDS = 900;
const MEMORY_MIB = { min: 128, max: 10_240 };

/** Options of a business function with your code. */
export interface BusinessFunctionCodeOptions {
  /** The handler that Lambda calls for each event, such as `index.handler` (file and export) for Node.js. */
  readonly handler: string;

  /** The runtime, which must be available on ARM64. */
  readonly runtime: Runtime;

  /**
   * The time limit of one call, from 1 second to 15 minutes. The visibility timeout of the function's queue is six
   * times as long.
   *
   * @default - the timeout of the function that is replaced; 30 seconds for an additional function
   */
  readonly timeout?: Duration;

  /**
   * The memory in MiB, from 128 to 10240. The share of processor time is proportional to it.
   *
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * Environment variables of this function only. Do not pass secrets, because the values are readable in the template.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/**
 * The code of a business function: the sample of this package, or your code. Both get the same queue, permissions,
 * network path and environment.
 */
export class BusinessFunction {
  /** Returns the sample function of this package. It runs on Node.js 24 and supports PostgreSQL, MySQL and MariaDB. */
  public static sample(): BusinessFunction {
    return new BusinessFunction();
  }

  /**
   * Returns your code, which replaces the sample.
   *
   * @param code such as `Code.fromAsset('functions/orders')`
   * @param options handler, runtime, timeout, memory and environment
   * @throws an error when the handler does not suit the runtime, timeout or memory exceed Lambda's limits, or an
   * environment variable is reserved
   */
  public static code(code: Code, options: BusinessFunctionCodeOptions): BusinessFunction {
    validateCode(options);
    return new BusinessFunction({ code, ...options });
  }

  private constructor(private readonly own?: RenderedFunction) {}

  /** @internal */
  public get _isSample(): boolean {
    return this.own === undefined;
  }

  /** @internal */
  public _render(name: string, engineFamily: string): RenderedFunction {
    return (
      this.own ?? {
        code: Code.fromAsset(sampleBundle(engineFamily, name)),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_24_X,
      }
    );
  }
}

function validateCode({ handler, runtime, timeout, memorySize, environment }: BusinessFunctionCodeOptions): void {
  requireEnvironment('environment', environment);
  if (/^(nodejs|python|ruby)/.test(runtime.name)) {
    requireMatch(
      'handler',
      handler,
      /^[^\s.][^\s]*\.[^\s.]+$/,
      `a file and its export for the runtime ${runtime.name}`,
      'write it as index.handler',
    );
  }
  requireKnown(
    'timeout',
    timeout?.isUnresolved() ? timeout.toSeconds() : undefined,
    "the queue's visibility timeout is six times as long",
  );
  if (timeout && (timeout.toMilliseconds() < 1000 || timeout.toSeconds({ integral: false }) > MAX_TIMEOUT_SECONDS)) {
    invalid({
      prop: 'timeout',
      expected: 'from 1 second to 15 minutes',
      got: timeout,
      fix: 'divide longer work into several messages',
    });
  }
  if (isConcrete(memorySize) && (memorySize < MEMORY_MIB.min || memorySize > MEMORY_MIB.max)) {
    invalid({
      prop: 'memorySize',
      expected: `from ${MEMORY_MIB.min} to ${MEMORY_MIB.max} MiB`,
      got: memorySize,
      fix: 'start with 512',
    });
  }
}
