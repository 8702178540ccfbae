import { Dialect, MysqlDialect, MysqlPool, MysqlPoolConnection } from 'kysely';
import type { Pool, PoolConnection, PoolOptions, QueryError, SslOptions, TypeCastField } from 'mysql2';
import { DriverOptions, EngineFamily, exactNumber, withFreshPassword } from './driver-options';

/** Engine family of this driver. */
export const engineFamily: EngineFamily = 'mysql';

const ACCESS_DENIED = 1045;

/** Returns Kysely's dialect for MySQL and MariaDB. */
export function createDialect(options: DriverOptions): Dialect {
  return new MysqlDialect({ pool: async () => createPool(options) });
}

/** Options of the connection pool. */
export function poolOptions(options: DriverOptions): PoolOptions {
  return {
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    // mysql2 has no password callback, so the password is replaced before each connect.
    password: '',
    ...(options.tls ? { ssl: verified(options.certificateAuthorities) } : {}),
    connectionLimit: options.poolSize,
    maxIdle: options.poolSize,
    idleTimeout: 60_000,
    connectTimeout: options.connectTimeoutMs,
    enableKeepAlive: true,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    supportBigNumbers: true,
    // An IAM token is sent as a clear-text password, so only over verified TLS.
    enableCleartextPlugin: options.tls,
    typeCast,
  };
}

function verified(authorities: readonly string[] | undefined): SslOptions {
  return { rejectUnauthorized: true, ...(authorities ? { ca: [...authorities] } : {}) };
}

/**
 * Converts booleans, and 64-bit numbers only when they fit a number exactly.
 *
 * @param field - column of a row in the driver's binary or text form
 * @param next - conversion of the driver, used for all other types
 */
export function typeCast(field: TypeCastField, next: () => unknown): unknown {
  if (field.type === 'TINY' && field.length === 1) {
    const text = field.string();
    return text === null ? null : text === '1';
  }
  if (field.type === 'LONGLONG' || field.type === 'NEWDECIMAL') {
    const text = field.string();
    return text === null ? null : exactNumber(text);
  }
  return next();
}

/** Loads the driver with the first query, so that compiling it does not slow down a function's initialization. */
async function createPool(options: DriverOptions): Promise<MysqlPool> {
  const { createPool: newPool } = await import('./mysql-client');
  const pool = newPool(poolOptions(options));
  const refresh = async (fresh: boolean) => setPassword(pool, await options.password(fresh));
  const acquire = async () => {
    const connection = await withFreshPassword(
      async () => checkOut(pool),
      isRefused,
      async () => refresh(true),
    );
    return wrappers.get(connection) ?? prepare(connection, options.queryTimeoutMs);
  };
  return {
    getConnection(callback) {
      refresh(false)
        .then(acquire)
        .then(
          (connection) => callback(undefined, connection),
          // mysql2's signature demands a connection, which does not exist after an error.
          (error: unknown) => (callback as (problem: unknown) => void)(error),
        );
    },
    end: (callback) => pool.end(callback),
  };
}

/** mysql2 copies its connection settings at each connect, so a changed password is used from the next one on. */
function setPassword(pool: Pool, password: string): void {
  const settings: unknown = pool.config;
  const { connectionConfig } = settings as { connectionConfig: { password?: string } };
  connectionConfig.password = password;
}

async function checkOut(pool: Pool): Promise<PoolConnection> {
  return new Promise((resolve, reject) => {
    pool.getConnection((error, connection) => (error ? reject(error) : resolve(connection)));
  });
}

function isRefused(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errno' in error && error.errno === ACCESS_DENIED;
}

const wrappers = new WeakMap<PoolConnection, MysqlPoolConnection>();

/**
 * Sets the isolation level of a new connection. The default, REPEATABLE READ, would let a guarded update see other rows
 * than the read before it. The statement is the same for both engines, but the variable behind it is not. A connection
 * without it is destroyed.
 */
async function prepare(connection: PoolConnection, timeout: number): Promise<MysqlPoolConnection> {
  const wrapper = wrap(connection, timeout);
  await new Promise<void>((resolve, reject) => {
    wrapper.query('set session transaction isolation level read committed', [], (error) => {
      if (!error) return resolve();
      connection.destroy();
      reject(error as Error);
    });
  });
  wrappers.set(connection, wrapper);
  return wrapper;
}

function wrap(connection: PoolConnection, timeout: number): MysqlPoolConnection {
  let lost: QueryError | undefined;
  const query = (sql: string, values: unknown[], callback: (error: unknown, result: never) => void) => {
    // Kysely's rollback would only hide why the connection failed.
    if (lost) return callback(lost, undefined as never);
    connection.query({ sql, values, timeout }, (error: QueryError | null, result: unknown) => {
      // An error without a SQL state means that no answer arrived. It would be given to the next query instead.
      if (error && error.sqlState === undefined) {
        lost = error;
        connection.destroy();
      }
      callback(error, result as never);
    });
  };
  return { query, release: () => connection.release() } as MysqlPoolConnection;
}
