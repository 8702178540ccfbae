import { RedisClientOptions } from '@redis/client';

type CredentialsProvider = NonNullable<RedisClientOptions['credentialsProvider']>;
/** Credentials provider of the Redis client that can replace credentials of an open connection. */
export type StreamingCredentials = Extract<CredentialsProvider, { type: 'streaming-credentials-provider' }>;

/**
 * ElastiCache closes a connection 12 hours after its last sign-in. One hour earlier leaves room for an inaccurate
 * clock.
 */
const SIGN_IN_AGAIN_MS = 11 * 3_600_000;

/** Options of `iamCredentials`. */
export interface IamCredentialsOptions {
  readonly user: string;
  readonly token: () => Promise<string>;
  /** Called when a repeated sign-in fails: the connection must be replaced before the cache closes it. */
  readonly onFailure: (error: Error) => void;
  readonly signInAgainMs?: number;
}

/** Creates a token for each connection, and further ones as long as the connection exists. */
export function iamCredentials(options: IamCredentialsOptions): StreamingCredentials {
  const credentials = async () => ({ username: options.user, password: await options.token() });
  return {
    type: 'streaming-credentials-provider',
    subscribe: async (listener) => {
      const first = await credentials();
      const timer = setInterval(() => {
        credentials().then(listener.onNext, listener.onError);
      }, options.signInAgainMs ?? SIGN_IN_AGAIN_MS);
      timer.unref();
      return [first, { dispose: () => clearInterval(timer) }];
    },
    onReAuthenticationError: options.onFailure,
  };
}
