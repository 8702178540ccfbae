import { Dialect, PostgresDialect, PostgresPool, PostgresPoolClient } from 'kysely';
import type { PoolClient } from 'pg';
import { DriverOptions, EngineFamily, exactNumber, withFreshPassword } from './driver-options';

/** Engine family of this driver. */
export const engineFamily: EngineFamily = 'postgres';

const BIGINT = 20;
const NUMERIC = 1700;
const TEN_SECONDS = 10_000;

/** Returns Kysely's dialect for PostgreSQL. */
export function createDialect(options: DriverOptions): Dialect {
  return new PostgresDialect({ pool: async () => createPool(options) });
}

/** Loads the driver with the first query, so that compiling it does not slow down a function's initialization. */
async function createPool(options: DriverOptions): Promise<PostgresPool> {
  const { Pool, TypeOverrides } = await import('pg');
  const types = new TypeOverrides();
  types.setTypeParser(BIGINT, exactNumber);
  // Sums of 64-bit columns arrive as numeric.
  types.setTypeParser(NUMERIC, exactNumber);
  const pool = new Pool({
    host: options.host,
    port: options.port,
    database: options.database,
    user: options.user,
    password: async () => options.password(false),
    ssl: options.tls ? { rejectUnauthorized: true, ca: options.certificateAuthorities?.join('\n') } : false,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs,
    query_timeout: options.queryTimeoutMs,
    idleTimeoutMillis: 60_000,
    maxLifetimeSeconds: 1800,
    keepAlive: true,
    keepAliveInitialDelayMillis: TEN_SECONDS,
    // An idle connection must not keep the process alive.
    allowExitOnIdle: true,
    types,
  });
  // Without listeners on the pool and on each client, a restart of the database would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return {
    async connect() {
      // Renewed here, because the pool may serve its next connect, for any caller, with an idle connection.
      return wrap(
        await withFreshPassword(
          async () => pool.connect(),
          isRefused,
          async () => {
            await options.password(true);
          },
        ),
      );
    },
    end: async () => pool.end(),
  };
}

function isRefused(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === '28P01';
}

/**
 * Tracks a connection while it is in use. After a timeout it is still busy with the query and must not be used again.
 */
function wrap(client: PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (sql: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(sql, [...parameters]);
    } catch (error) {
      // An error of the server has a code and a severity. Any other error means that no answer arrived.
      if (!(typeof error === 'object' && error !== null && 'code' in error && 'severity' in error)) broken = true;
      throw error;
    }
  };
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(broken) };
}
