/**
 * What every SDK client of the shop is made with. The clients themselves are loaded with the first call (`sdk/`, one file a service, so that
 * a bundle carries only what of it is used): reading and compiling them at every cold start would take longer than everything else.
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
 * A call inside a Region answers in milliseconds: waiting longer than this only ties up a function or a server that somebody is waiting for.
 * `throwOnRequestTimeout` because the SDK otherwise only logs a warning and keeps waiting.
 */
export function clientOptions(requestTimeout: number = 3_000): ClientOptions {
  return { maxAttempts: 3, requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true } };
}
