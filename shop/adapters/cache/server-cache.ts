import { Connect, Connection } from './connection';
import { Cache } from '../../ports/cache';

/** Options of `ServerCache`. */
export interface ServerCacheOptions {
  readonly connect: Connect;
  readonly commandTimeoutMs?: number;
  readonly probeEveryMs?: number;
  /** Timeout for connecting and signing in. */
  readonly connectTimeoutMs?: number;
  /**
   * Called when the cache becomes unavailable and when it is available again: once for each change, not for each
   * request.
   */
  readonly onChange?: (state: 'lost' | 'back', reason?: string) => void;
}

/** Errors of a connection that is no longer usable: it is signed out, or its server is no longer the primary. */
const USELESS_CONNECTION = /^(NOAUTH|WRONGPASS|READONLY)/;

/**
 * Cache on a server, behind a circuit breaker. The first command that fails or times out opens the breaker: then every
 * call is a miss at once, and one background probe a second tries a new connection. So a hanging server delays a
 * request by at most one timeout.
 */
export class ServerCache implements Cache {
  private connection?: Connection;
  private probing = false;
  private reported: 'lost' | 'back' = 'back';
  private closed = false;
  private readonly timer: NodeJS.Timeout;
  private readonly commandTimeoutMs: number;

  constructor(private readonly options: ServerCacheOptions) {
    this.commandTimeoutMs = options.commandTimeoutMs ?? 50;
    this.timer = setInterval(() => void this.probe(), options.probeEveryMs ?? 1_000);
    this.timer.unref();
    void this.probe();
  }

  get available(): boolean {
    return this.connection !== undefined;
  }

  async get(key: string): Promise<string | undefined> {
    return this.run(async (connection) => (await connection.get(key)) ?? undefined);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    await this.run((connection) => connection.set(key, value, Math.max(1, Math.round(ttlSeconds))));
  }

  async increment(key: string): Promise<number | undefined> {
    return this.run((connection) => connection.increment(key));
  }

  async add(key: string, amount: number, ttlSeconds: number): Promise<number | undefined> {
    return this.run((connection) => connection.add(key, amount, Math.max(1, Math.round(ttlSeconds))));
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.connection?.destroy();
    this.connection = undefined;
  }

  private async run<T>(command: (connection: Connection) => Promise<T>): Promise<T | undefined> {
    const connection = this.connection;
    if (!connection) {
      return undefined;
    }
    try {
      return await within(this.commandTimeoutMs, command(connection));
    } catch (error) {
      // An error that the server answers (out of memory, still loading) is a miss, but the connection works.
      if (!connection.isAnswer(error) || USELESS_CONNECTION.test(error.message)) {
        this.lose(connection, error);
      }
      return undefined;
    }
  }

  private lose(connection: Connection, error: unknown): void {
    if (this.connection !== connection) {
      return;
    }
    this.connection = undefined;
    connection.destroy();
    this.report('lost', error);
  }

  private report(state: 'lost' | 'back', error?: unknown): void {
    if (this.reported !== state) {
      this.reported = state;
      this.options.onChange?.(state, error === undefined ? undefined : String(error));
    }
  }

  private async probe(): Promise<void> {
    if (this.connection || this.probing || this.closed) {
      return;
    }
    this.probing = true;
    let lostBeforeUse: unknown;
    let attempt: Connection | undefined;
    try {
      const opening = (attempt = await this.options.connect((error) => {
        lostBeforeUse ??= error;
        this.lose(opening, error);
      }));
      await within(this.options.connectTimeoutMs ?? 1_000, attempt.open());
      if (lostBeforeUse || this.closed) {
        attempt.destroy();
      } else {
        this.connection = attempt;
        this.report('back');
      }
    } catch (error) {
      attempt?.destroy();
      this.report('lost', error);
    } finally {
      this.probing = false;
    }
  }
}

/** Limits the whole duration: the client's timeout ends when a command has been sent. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
