import { ChildProcess, execFile, spawn } from 'child_process';
import { randomBytes } from 'crypto';
import { once } from 'events';
import { chmod, chown, mkdir, readFile, stat, writeFile } from 'fs/promises';
import { createServer } from 'net';
import { join } from 'path';
import { promisify } from 'util';
import { PostgresBinaries } from './binaries';
import { DatabaseConfig } from '../../adapters/configuration/shop-config';
import { messageOf } from '../message-of';

/** Options of `EmbeddedPostgres`. */
export interface EmbeddedPostgresOptions {
  readonly binaries: PostgresBinaries;
  /** Folder of data and password. */
  readonly folder: string;
  /** True: the folder is removed with the server, so its data need not survive a power failure. */
  readonly temporary: boolean;
  /** Called when the server ends without `stop`. */
  readonly onLost: () => void;
}

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

const USER = 'shop';
const READY = 'database system is ready to accept connections';

/**
 * Ends the server, and removes the folder if one is given, as soon as the input closes. So no server remains, however
 * the shop ends. The wait is limited, because a container without an init process keeps ended processes in its table.
 */
const GUARDIAN = [
  'read -r _',
  'kill -INT "$1" 2>/dev/null',
  'n=0',
  'while kill -0 "$1" 2>/dev/null && [ $n -lt 100 ]; do sleep 0.05; n=$((n+1)); done',
  '[ -z "$2" ] || rm -rf "$2"',
].join('; ');

/** PostgreSQL server on a free port of this machine, with its data in a folder. */
export class EmbeddedPostgres {
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const { binaries, folder, temporary } = options;
    const data = join(folder, 'postgres');
    // PostgreSQL refuses to run as root. The account below exists on every Linux, so none must be created.
    const user = process.getuid?.() === 0 ? await idsOf('nobody') : {};
    // A temporary folder is private to its creator, and this account must be able to enter it.
    if (user.uid !== undefined) await chmod(folder, 0o755);
    const password = await prepare(binaries.initdb, { folder, data, temporary, user });
    const port = await freePort();
    const server = spawn(binaries.postgres, ['-D', data, '-p', String(port), ...flags(temporary)], {
      ...user,
      stdio: ['ignore', 'ignore', 'pipe'],
      // A separate process group: Ctrl-C reaches every process of the shop's group, but the database must end last.
      detached: true,
    });
    const guardian = spawn('sh', ['-c', GUARDIAN, 'guardian', String(server.pid), temporary ? folder : ''], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    const ended = once(guardian, 'exit');
    await ready(server).catch(async (error: unknown) => {
      guardian.stdin.end();
      await ended;
      throw error;
    });
    const config: DatabaseConfig = {
      engine: 'postgres',
      host: '127.0.0.1',
      port,
      name: 'postgres',
      user: USER,
      signIn: 'password',
      password,
      tls: false,
    };
    return new EmbeddedPostgres(config, server, guardian, ended, options.onLost);
  }

  private stopping = false;

  private constructor(
    readonly config: DatabaseConfig,
    server: ChildProcess,
    private readonly guardian: ChildProcess,
    private readonly ended: Promise<unknown>,
    onLost: () => void,
  ) {
    server.once('exit', () => {
      if (!this.stopping) onLost();
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.guardian.stdin?.end();
    await this.ended;
  }
}

function flags(temporary: boolean): readonly string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=32MB'];
  const unsafe = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  return [...settings, ...(temporary ? unsafe : [])].flatMap((setting) => ['-c', setting]);
}

/** Creates the data folder if it does not exist; returns the password of the database. */
async function prepare(
  initdb: string,
  {
    folder,
    data,
    temporary,
    user,
  }: { readonly folder: string; readonly data: string; readonly temporary: boolean; readonly user: User },
): Promise<string> {
  const passwordFile = join(folder, 'postgres-password');
  if (await exists(join(data, 'PG_VERSION'))) return readFile(passwordFile, 'utf8');
  const password = randomBytes(18).toString('base64url');
  await mkdir(data, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  for (const file of [data, passwordFile]) {
    if (user.uid !== undefined && user.gid !== undefined) await chown(file, user.uid, user.gid);
  }
  const options = [
    '--pgdata',
    data,
    '--username',
    USER,
    '--pwfile',
    passwordFile,
    '--auth',
    'scram-sha-256',
    '--encoding',
    'UTF8',
    '--locale',
    'C',
    ...(temporary ? ['--no-sync'] : []),
  ];
  await promisify(execFile)(initdb, options, { ...user, env: { ...process.env, LC_ALL: 'C' } }).catch(
    (error: unknown) => {
      throw new Error(`the embedded PostgreSQL could not create its data folder: ${messageOf(error)}`);
    },
  );
  return password;
}

/** Resolves when the server accepts connections; rejects with its last output when it ends before. */
async function ready(server: ChildProcess): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const fail = () =>
      reject(new Error(`the embedded PostgreSQL did not start:\n${output.trim().split('\n').slice(-5).join('\n')}`));
    server.once('error', (error) => {
      output += error.message;
      fail();
    });
    server.once('exit', fail);
    server.stderr?.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-4_000);
      if (!output.includes(READY)) return;
      server.removeListener('exit', fail);
      resolve();
    });
  });
}

async function idsOf(name: string): Promise<User> {
  const id = async (flag: string) => Number((await promisify(execFile)('id', [flag, name])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
