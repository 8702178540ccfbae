import { execFileSync } from 'child_process';
import { chownSync, mkdirSync } from 'fs';
import { join } from 'path';
import { createConnection, RowDataPacket } from 'mysql2/promise';
import { EngineServer } from './engine-server';
import { account, ServerProcess } from './server-process';
import { newFolder } from './test-folder';
import { freePort } from '../../shop/support/web-process';

const ADMINISTRATOR = 'administrator';

/** MariaDB of the distribution's package, without its configuration. */
export async function startMariaDbEngine(): Promise<EngineServer> {
  const folder = newFolder('mariadb');
  const port = await freePort();
  let password = 'first';
  initialise(folder);
  const query = async <T>(sql: string, database?: string, user = ADMINISTRATOR, secret = password): Promise<T[]> => {
    const connection = await createConnection({
      host: '127.0.0.1',
      port,
      user,
      password: secret,
      database,
      connectTimeout: 3_000,
      supportBigNumbers: true,
      decimalNumbers: true,
      timezone: 'Z',
    });
    connection.on('error', () => undefined);
    try {
      return (await connection.query<RowDataPacket[]>(sql))[0] as T[];
    } finally {
      connection.destroy();
    }
  };
  const server = new ServerProcess({
    file: '/usr/sbin/mariadbd',
    args: [
      '--no-defaults',
      `--datadir=${join(folder, 'data')}`,
      `--tmpdir=${folder}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--skip-name-resolve',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'data/pid')}`,
      '--max-connections=300',
      // A crash of the process loses no data that the operating system has. Waiting for the disk would only measure the
      // disk.
      '--innodb-flush-log-at-trx-commit=2',
      '--innodb-buffer-pool-size=64M',
      '--innodb-fast-shutdown=2',
    ],
    cwd: folder,
    // A refused sign-in counts as an answer, because the administrator does not exist yet at the first start.
    answers: async () => {
      await query('select 1').catch((error: unknown) => {
        if (!isRefused(error)) throw error;
      });
    },
  });
  await server.start();
  const asRoot = async (sql: string) => query(sql, undefined, 'root', '');
  await asRoot(`create user ${ADMINISTRATOR}@'%' identified by '${password}'`);
  await asRoot(`grant all on *.* to ${ADMINISTRATOR}@'%' with grant option`);
  // The anonymous accounts would match every sign-in from this machine before the intended account.
  await query("delete from mysql.global_priv where User in ('', 'root')");
  await query('flush privileges');
  let databases = 0;
  return {
    engine: 'mariadb',
    bundle: 'mysql',
    async createDatabase() {
      databases += 1;
      const name = `shop_${databases}`;
      await query(`create database ${name}`);
      await query(`create user ${name}@'%' identified by 'secret'`);
      await query(`grant all on ${name}.* to ${name}@'%'`);
      return {
        engine: 'mariadb',
        host: '127.0.0.1',
        port,
        name,
        user: name,
        signIn: 'password',
        password: 'secret',
        tls: false,
      };
    },
    query: async (config, sql) => query(sql, config.name),
    administrator: () => ({ username: ADMINISTRATOR, password }),
    async changePassword(_, user, next) {
      await query(`alter user ${user}@'%' identified by '${next}'`);
      if (user === ADMINISTRATOR) password = next;
    },
    disconnect: async (_, user) => {
      await query(`kill user ${user}@'%'`);
    },
    crash: async () => server.crash(),
    restart: async () => server.start(),
    stop: async () => server.stop(),
  };
}

function isRefused(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'errno' in error && error.errno === 1045;
}

function initialise(folder: string): void {
  const { uid, gid } = account();
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  // Socket and temporary files are beside the data.
  if (uid !== undefined && gid !== undefined) [data, folder].forEach((path) => chownSync(path, uid, gid));
  execFileSync(
    '/usr/bin/mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'],
    {
      cwd: folder,
      stdio: 'pipe',
      // The folder for temporary files may be closed to the account of the server.
      env: { ...process.env, TMPDIR: folder },
      uid,
      gid,
    },
  );
}
