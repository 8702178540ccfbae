/**
 * A real PostgreSQL for tests, in a child process; needs nothing installed, works as root and as another user.
 *
 *   let server: TestPostgres;
 *   beforeAll(async () => { server = await startPostgres(); });
 *   afterAll(() => server.stop());
 *   const config = await server.createDatabase();          // an empty database: DatabaseConfig for the adapters
 *   const env = databaseEnvironment(config);                // the same as DATABASE_* variables for loadConfig
 *   await server.query(config, 'select 1');                 // a statement on a separate connection
 *   await server.disconnect(config);                        // ends every session, as a failover does
 *
 * Initializing a server costs seconds of processor time, so all test files of a run share one (see
 * `test/global-setup.ts`); `stop` drops the databases that the file has created. A test that changes what belongs to
 * the whole server, such as roles, starts a separate one: `startPostgres({ shared: false })`.
 * For a migrated shop database with a catalogue see `shop-database.ts`.
 */
import { ChildProcess, spawn } from 'child_process';
import { randomUUID } from 'crypto';
import { once } from 'events';
import { connect } from 'net';
import { join } from 'path';
import { createInterface } from 'readline';
import { Client } from 'pg';
import { DatabaseConfig } from '../../../shop/adapters/configuration/shop-config';

export interface TestPostgres {
  readonly port: number;
  createDatabase(): Promise<DatabaseConfig>;

  /**
   * Creates a copy of a database that is filled once for each server.
   *
   * @param name - the name of what is copied; the same name means the same content
   * @param fill - fills the empty database when it is needed for the first time
   */
  copyDatabase(name: string, fill: (config: DatabaseConfig) => Promise<void>): Promise<DatabaseConfig>;
  query<T>(config: DatabaseConfig, sql: string, values?: readonly unknown[]): Promise<T[]>;
  disconnect(config: DatabaseConfig): Promise<void>;
  stop(): Promise<void>;
}

/** Variable with the port at which the process of the test run tells the port of the shared server. */
export const SHARED_POSTGRES = 'TEST_SHARED_POSTGRES';

export interface TestPostgresOptions {
  /** False for a server that no other test file uses. */
  readonly shared?: boolean;
}

/** A server process and the port that it listens on. */
export interface PostgresProcess {
  readonly port: number;
  stop(): Promise<void>;
}

export async function startPostgres({ shared = true }: TestPostgresOptions = {}): Promise<TestPostgres> {
  const port = shared ? process.env[SHARED_POSTGRES] : undefined;
  if (port !== undefined) return serverAt({ port: await sharedPort(Number(port)), stop: async () => undefined });
  return serverAt(await startPostgresProcess());
}

export async function startPostgresProcess(): Promise<PostgresProcess> {
  const child = spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')], { stdio: ['pipe', 'pipe', 'pipe'] });
  return {
    port: await readPort(child),
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

async function sharedPort(port: number): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  const shared = Number(answer);
  if (!Number.isInteger(shared) || shared === 0) throw new Error(`no shared PostgreSQL: ${answer}`);
  return shared;
}

function serverAt(server: PostgresProcess): TestPostgres {
  const { port } = server;
  const created: DatabaseConfig[] = [];

  const withClient = async <T>(config: DatabaseConfig, use: (client: Client) => Promise<T>): Promise<T> => {
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
      return await use(client);
    } finally {
      await client.end();
    }
  };
  const query = async <T>(config: DatabaseConfig, sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    withClient(config, async (client) => (await client.query(sql, [...values])).rows as T[]);
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
  const create = async (how = ''): Promise<DatabaseConfig> => {
    // Short enough for a plain name, as the migrations demand it.
    const config = configOf(`shop_test_${randomUUID().replaceAll('-', '').slice(0, 20)}`);
    await query(configOf('postgres'), `create database ${config.name} ${how}`);
    created.push(config);
    return config;
  };

  const templates = new Map<string, Promise<void>>();
  const fillTemplate = async (name: string, fill: (config: DatabaseConfig) => Promise<void>): Promise<void> =>
    withClient(configOf('postgres'), async (client) => {
      // Test files in other processes may need the same database at the same moment.
      await client.query('select pg_advisory_lock(hashtext($1))', [name]);
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
      if (rowCount !== 0) return;
      await client.query(`drop database if exists ${name}_unfilled`);
      await client.query(`create database ${name}_unfilled`);
      await fill(configOf(`${name}_unfilled`));
      await client.query(`alter database ${name}_unfilled rename to ${name}`);
    });

  return {
    port,
    query,
    async createDatabase() {
      return create();
    },
    async copyDatabase(name, fill) {
      const template = templates.get(name) ?? fillTemplate(name, fill);
      templates.set(name, template);
      await template;
      return create(`template ${name}`);
    },
    async disconnect(config) {
      await query(configOf('postgres'), 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        config.name,
      ]);
    },
    async stop() {
      for (const { name } of created) await query(configOf('postgres'), `drop database ${name} with (force)`);
      await server.stop();
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
