/** What both drivers understand. */

/**
 * Asked at every connect: a token lives 15 minutes, a password may have been rotated. `fresh` = the last one was refused;
 * what is found then is what others are given from now on.
 */
export type PasswordSource = (fresh: boolean) => Promise<string>;

export type EngineFamily = 'postgres' | 'mysql';

export interface DriverOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: PasswordSource;
  /** Off only for local runs. */
  readonly tls: boolean;
  /** Absent: Node's public roots, which the proxy's certificate chains to. */
  readonly certificateAuthorities?: readonly string[];
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  /** Enforced by the client: a server-side setting is session state, which pins a proxy's connection. */
  readonly queryTimeoutMs: number;
}

/** A 64-bit value either fits a number exactly or must not be used as one. */
export function exactNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`the database returned ${text}, which does not fit a number exactly`);
  }
  return value;
}

/** A rotation changes the database and the secret one after the other: between the two even a fresh password is refused. */
const WAIT_BEFORE_TRIES_MS = [0, 500];

/** More tries with a fresh password when the server refuses the first: it may have been rotated a moment ago. */
export async function withFreshPassword<T>(
  connect: () => Promise<T>,
  refused: (error: unknown) => boolean,
  refresh: () => Promise<void>,
): Promise<T> {
  for (const wait of WAIT_BEFORE_TRIES_MS) {
    try {
      return await connect();
    } catch (error) {
      if (!refused(error)) throw error;
    }
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    await refresh();
  }
  return connect();
}
