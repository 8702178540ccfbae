/**
 * Real PostgreSQL for tests, in a child process. Needs no installation, and works as root and as another user.
 *
 *   let server: TestPostgres;
 *   beforeAll(async () => { server = await startPostgres(); });
 *   afterAll(() => server.stop());
 *   const config = await server.createDatabase();          // new empty database: DatabaseConfig for the adapters
 *   const env = databaseEnvironment(config);                // the same as DATABASE_* variables for loadConfig
 *   await server.query(config, 'select 1');                 // statement on a separate connection
 *   await server.disconnect(config);                        // ends every session, as a failover does
 *
 * Starting takes about two seconds: use one server for a test file and one database for a test. For a migrated shop
 * database with a catalogue see `shop-database.ts`.
 */
import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { join } from 'path';
import { createInterface } from 'readline';
import { Client } from 'pg';
import { DatabaseConfig } from '../../../shop/adapters/configuration/shop-config';

export interface TestPostgres {
  readonly port: number;
  createDatabase(): Promise<DatabaseConfig>;
  query<T>(config: DatabaseConfig, sql: string, values?: readonly unknown[]): Promise<T[]>;
  disconnect(config: DatabaseConfig): Promise<void>;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  const child = spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')], { stdio: ['pipe', 'pipe', 'pipe'] });
  const port = await readPort(child);
  let databases = 0;

  const query = async <T>(config: DatabaseConfig, sql: string, values: readonly unknown[] = []): Promise<T[]> => {
    const client = new Client({
      host: config.host,
      port,
      user: 'postgres',
      password: 'postgres',
      database: config.name,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query(sql, [...values])).rows as T[];
    } finally {
      await client.end();
    }
  };
  const configOf = (name: string): DatabaseConfig => ({
    engine: 'postgres',
    host: '127.0.0.1',
    port,
    name,
    user: 'postgres',
    signIn: 'password',
    password: 'postgres',
    tls: false,
  });

  return {
    port,
    query,
    async createDatabase() {
      databases += 1;
      const config = configOf(`shop_test_${databases}`);
      await query(configOf('postgres'), `create database ${config.name}`);
      return config;
    },
    async disconnect(config) {
      await query(configOf('postgres'), 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        config.name,
      ]);
    },
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

export function databaseEnvironment(config: DatabaseConfig): Record<string, string> {
  return {
    DATABASE_ENGINE: config.engine,
    DATABASE_HOST: config.host,
    DATABASE_PORT: String(config.port),
    DATABASE_NAME: config.name,
    DATABASE_USER: config.user,
    DATABASE_SIGN_IN: config.signIn,
    DATABASE_PASSWORD: config.password ?? '',
    DATABASE_TLS: config.tls ? 'verify' : 'off',
  };
}

async function readPort(child: ChildProcess): Promise<number> {
  if (!child.stdout || !child.stderr) throw new Error('the server process has no output');
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint += String(chunk);
  });
  const lines = createInterface({ input: child.stdout });
  return new Promise<number>((resolve, reject) => {
    lines.once('line', (line) => resolve((JSON.parse(line) as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended with code ${code}: ${complaint}`)));
  });
}
