import { Dialect, MysqlDialect, MysqlPool, MysqlPoolConnection } from 'kysely';
import type { Pool, PoolConnection, PoolOptions, QueryError, SslOptions, TypeCastField } from 'mysql2';
import { DriverOptions, EngineFamily, exactNumber, withFreshPassword } from './driver-options';

export const engineFamily: EngineFamily = 'mysql';

const ACCESS_DENIED = 1045;

export function createDialect(options: DriverOptions): Dialect {
  return new MysqlDialect({ pool: async () => createPool(options) });
}

export function poolOptions(options: DriverOptions): PoolOptions {
  return {
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    // mysql2 has no password callback: this is replaced before each connect.
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
    // An IAM token travels as a clear-text password, so only ever inside verified TLS.
    enableCleartextPlugin: options.tls,
    typeCast,
  };
}

function verified(authorities: readonly string[] | undefined): SslOptions {
  return { rejectUnauthorized: true, ...(authorities ? { ca: [...authorities] } : {}) };
}

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

/** The driver is loaded with the first query: compiling it is no part of a function's initialisation. */
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
    return lent.get(connection) ?? begin(connection, options.queryTimeoutMs);
  };
  return {
    getConnection(callback) {
      refresh(false)
        .then(acquire)
        .then(
          (connection) => callback(undefined, connection),
          // mysql2's own signature: on an error there is no connection.
          (error: unknown) => (callback as (problem: unknown) => void)(error),
        );
    },
    end: (callback) => pool.end(callback),
  };
}

/** mysql2 copies its connection settings at each connect, so a changed password counts from the next one on. */
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

const lent = new WeakMap<PoolConnection, MysqlPoolConnection>();

/**
 * A new connection's first statement: the default, REPEATABLE READ, would let a guarded update see other rows than the read before it.
 * The statement is the same on both engines, the variable behind it is not. Without it the connection is of no use.
 */
async function begin(connection: PoolConnection, timeout: number): Promise<MysqlPoolConnection> {
  const wrapper = lend(connection, timeout);
  await new Promise<void>((resolve, reject) => {
    wrapper.query('set session transaction isolation level read committed', [], (error) => {
      if (!error) return resolve();
      connection.destroy();
      reject(error as Error);
    });
  });
  lent.set(connection, wrapper);
  return wrapper;
}

function lend(connection: PoolConnection, timeout: number): MysqlPoolConnection {
  let lost: QueryError | undefined;
  const query = (sql: string, values: unknown[], callback: (error: unknown, result: never) => void) => {
    // The rollback that follows would only hide why the connection is gone.
    if (lost) return callback(lost, undefined as never);
    connection.query({ sql, values, timeout }, (error: QueryError | null, result: unknown) => {
      // The server's own errors have a state; without one the answer never came, and this connection would hand it to the next query.
      if (error && error.sqlState === undefined) {
        lost = error;
        connection.destroy();
      }
      callback(error, result as never);
    });
  };
  return { query, release: () => connection.release() } as MysqlPoolConnection;
}
