import type { Duration } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { requireEnvironment } from './function-environment';
import type { RenderedFunction } from './function-parts';
import { sampleBundle } from './sample-bundle';
import { invalid, isConcrete, requireKnown, requireMatch } from '../core/validation';

/** Lambda's own limit (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const MAX_TIMEOUT_SECONDS = 900;
const MEMORY_MIB = { min: 128, max: 10_240 };

/** How own code is run. */
export interface BusinessFunctionCodeOptions {
  /** What is called for each event, such as `index.handler` (a file and its export) for Node. */
  readonly handler: string;

  /** The runtime. It runs on ARM64, so it must be one that exists there. */
  readonly runtime: Runtime;

  /**
   * How long one call may take. A queue in front of the function hides its messages for six times as long.
   *
   * @default - what the function that is replaced has; 30 seconds for an additional function
   */
  readonly timeout?: Duration;

  /**
   * Memory in MiB; processor time grows with it.
   *
   * @default 512
   */
  readonly memorySize?: number;

  /**
   * Environment variables of this function alone; never a secret.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/**
 * What one of the shop's business functions runs: the sample that comes with the package, or code of your own.
 * Whichever it is, it is wired the same way: same queue, permissions, network and environment.
 */
export class BusinessFunction {
  /**
   * The function that comes with the package: Node 24, for PostgreSQL, MySQL and MariaDB.
   */
  public static sample(): BusinessFunction {
    return new BusinessFunction();
  }

  /**
   * Code of your own in place of the sample.
   *
   * @param code such as `Code.fromAsset('functions/orders')`
   * @param options how it is run
   * @throws an error when the handler does not fit the runtime, or timeout or memory are beyond Lambda's limits
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
    "the queue's visibility is six times as long",
  );
  if (timeout && (timeout.toMilliseconds() < 1000 || timeout.toSeconds({ integral: false }) > MAX_TIMEOUT_SECONDS)) {
    invalid({
      prop: 'timeout',
      expected: 'from 1 second to 15 minutes',
      got: timeout,
      fix: 'split longer work into several messages',
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
