/** Options that both drivers support. */

/**
 * Returns the password for a new connection: a token lives 15 minutes, and a password may have been rotated. `fresh`:
 * the server refused the last one, so it is replaced for all later connections.
 */
export type PasswordSource = (fresh: boolean) => Promise<string>;

/** Engine family with a common driver and dialect; `mysql` includes MariaDB. */
export type EngineFamily = 'postgres' | 'mysql';

/** Connection settings of a driver. */
export interface DriverOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: PasswordSource;
  /** False only in local runs. */
  readonly tls: boolean;
  /** Absent: Node.js's public roots, to which the certificate of RDS Proxy chains. */
  readonly certificateAuthorities?: readonly string[];
  readonly poolSize: number;
  readonly connectTimeoutMs: number;
  /** Enforced by the client: a setting on the server is session state, which would pin the connection of RDS Proxy. */
  readonly queryTimeoutMs: number;
}

/** Converts a 64-bit value; throws `RangeError` when a number cannot represent it exactly. */
export function exactNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`the database returned ${text}, which does not fit a number exactly`);
  }
  return value;
}

/**
 * A rotation changes the database and the secret one after the other. Between the two, even a fresh password is
 * refused.
 */
const WAIT_BEFORE_TRIES_MS = [0, 500];

/**
 * Connects, and repeats it with a fresh password when the server refuses the password, because it may have been rotated
 * a moment ago.
 *
 * @param refused - true for the error of a refused password
 * @param refresh - replaces the password before the next attempt
 */
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
