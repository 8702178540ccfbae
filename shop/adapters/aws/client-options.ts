/**
 * Options that all SDK clients of the shop share. The clients are loaded with the first call from `sdk/`, one file for
 * each service, so that a bundle contains only what it uses. Reading and compiling them at each cold start would take
 * longer than everything else.
 */
export interface ClientOptions {
  readonly maxAttempts: number;
  readonly requestHandler: {
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
    readonly throwOnRequestTimeout: boolean;
  };
}

/**
 * Returns the options of an SDK client. A call within a Region takes milliseconds. A longer timeout would only block a
 * function or server that a customer is waiting for. Without `throwOnRequestTimeout` the SDK logs a warning and keeps
 * waiting.
 */
export function clientOptions(requestTimeout: number = 3_000): ClientOptions {
  return { maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true } };
}
