import { Dialect, PostgresDialect, PostgresPool, PostgresPoolClient } from 'kysely';
import type { PoolClient } from 'pg';
import { DriverOptions, EngineFamily, exactNumber, withFreshPassword } from './driver-options';

export const engineFamily: EngineFamily = 'postgres';

const BIGINT = 20;
const NUMERIC = 1700;
const TEN_SECONDS = 10_000;

export function createDialect(options: DriverOptions): Dialect {
  return new PostgresDialect({ pool: async () => createPool(options) });
}

/** The driver is loaded with the first query: compiling it is no part of a function's initialisation. */
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
    // A function that is frozen between two events must not be kept awake by an idle connection.
    allowExitOnIdle: true,
    types,
  });
  // Without a listener on the pool and on every checked-out client a restarting database ends the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
  });
  return {
    async connect() {
      // Renewed here and not by the pool's next connect: that one may be anybody's, and be served by a connection that was idle.
      return lend(
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

/** Watches a connection while it is lent out: one whose query timed out is still busy with it and must not be used again. */
function lend(client: PoolClient): PostgresPoolClient {
  let broken = false;
  const query = async (sql: string, parameters: readonly unknown[]) => {
    try {
      return await client.query(sql, [...parameters]);
    } catch (error) {
      // An answer from the server carries a code; everything else means that the answer never came.
      if (!(typeof error === 'object' && error !== null && 'code' in error && 'severity' in error)) broken = true;
      throw error;
    }
  };
  return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release(broken) };
}
