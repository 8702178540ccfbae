import { createClient, ErrorReply, RedisClientOptions } from '@redis/client';
import { connectToken } from './connect-token';
import { Connection, ConnectionOptions } from './connection';
import { iamCredentials } from './iam-credentials';

/** Connection with the Redis client. */
export class ClientConnection implements Connection {
  private readonly client: ReturnType<typeof newClient>;
  private readonly disposals: (() => void)[] = [];
  private destroyed = false;

  constructor(options: ConnectionOptions, onLost: (error: Error) => void) {
    this.client = newClient(options, this.credentialsProvider(options, onLost));
    this.client.on('error', onLost);
  }

  async open(): Promise<void> {
    await this.client.connect();
    await this.client.ping();
  }

  async get(key: string): Promise<string | null> {
    return this.client.get(key);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<unknown> {
    return this.client.set(key, value, { expiration: { type: 'EX', value: ttlSeconds } });
  }

  async increment(key: string): Promise<number> {
    return this.client.incr(key);
  }

  async add(key: string, amount: number, ttlSeconds: number): Promise<number> {
    // Sent in this order and awaited together.
    const [value] = await Promise.all([this.client.incrBy(key, amount), this.client.expire(key, ttlSeconds)]);
    return value;
  }

  isAnswer(error: unknown): error is Error {
    return error instanceof ErrorReply;
  }

  destroy(): void {
    this.destroyed = true;
    this.disposals.forEach((dispose) => dispose());
    this.client.destroy();
  }

  private credentialsProvider(
    options: ConnectionOptions,
    onLost: (error: Error) => void,
  ): RedisClientOptions['credentialsProvider'] {
    const { signIn } = options;
    if (!signIn) {
      return undefined;
    }
    const { user, signInAgainMs } = signIn;
    const provider = iamCredentials({ user, signInAgainMs, token: () => connectToken(signIn), onFailure: onLost });
    return {
      ...provider,
      // A destroyed client ignores new subscriptions, and the timer of this one would never end.
      subscribe: async (listener) => {
        const [first, subscription] = await provider.subscribe(listener);
        this.disposals.push(() => subscription.dispose());
        if (this.destroyed) subscription.dispose();
        return [first, subscription];
      },
    };
  }
}

function newClient(
  { host, port, tls }: ConnectionOptions,
  credentialsProvider: RedisClientOptions['credentialsProvider'],
) {
  // The client must not reconnect by itself, because the circuit breaker opens a new connection.
  const common = { host, port, connectTimeout: 1_000, reconnectStrategy: false as const };
  return createClient({
    RESP: 2,
    socket: tls ? { ...common, tls: true, servername: host } : common,
    credentialsProvider,
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: 'disabled',
    commandsQueueMaxLength: 1_000,
  });
}
