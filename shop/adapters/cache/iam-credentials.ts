import { RedisClientOptions } from '@redis/client';

type CredentialsProvider = NonNullable<RedisClientOptions['credentialsProvider']>;
export type StreamingCredentials = Extract<CredentialsProvider, { type: 'streaming-credentials-provider' }>;

/** The cache ends a connection 12 hours after its last sign-in; an hour early leaves room for a clock that is wrong. */
const SIGN_IN_AGAIN_MS = 11 * 3_600_000;

export interface IamCredentialsOptions {
  readonly user: string;
  readonly token: () => Promise<string>;
  /** A sign-in on a living connection failed: it must be replaced before the cache ends it. */
  readonly onFailure: (error: Error) => void;
  readonly signInAgainMs?: number;
}

/** A new token for each connection, and another one for as long as that connection lives. */
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
