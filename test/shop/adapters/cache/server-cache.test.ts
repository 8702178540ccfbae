import { createHmac, createHash } from 'crypto';
import { connectToken } from '../../../../shop/adapters/cache/connect-token';
import { connector } from '../../../../shop/adapters/cache/connector';
import { openCache } from '../../../../shop/adapters/cache/open-cache';
import { ServerCache } from '../../../../shop/adapters/cache/server-cache';
import { output } from '../../../../shop/adapters/telemetry/log';
import { RespServer } from '../../support/resp-server';
import { until } from '../../support/web-process';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' };
const PATIENT_MS = 20_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let server: RespServer;
let cache: ServerCache | undefined;
const changes: string[] = [];

/**
 * A long timeout, because a busy machine may pause for longer than 50 ms. The tests of the timeout use its real value.
 */
function open(port: number = server.port, signIn?: object, commandTimeoutMs: number = PATIENT_MS): ServerCache {
  const options = {
    host: '127.0.0.1',
    port,
    tls: false,
    signIn: signIn && { user: 'shop', name: 'Group', region: 'eu-central-1', credentials: async () => KEYS, ...signIn },
  };
  cache = new ServerCache({
    connect: connector(options),
    commandTimeoutMs,
    probeEveryMs: 100,
    onChange: (state) => changes.push(state),
  });
  return cache;
}

beforeEach(async () => {
  changes.length = 0;
  server = await RespServer.start();
});

afterEach(async () => {
  await cache?.close();
  await server.kill().catch(() => undefined);
});

describe('an available cache', () => {
  test('stores, counts, and removes entries only after their time', async () => {
    const subject = open();
    await until(() => subject.available, 'connected');
    await subject.set('k', 'wert €', 59.6);
    await expect(subject.get('k')).resolves.toBe('wert €');
    await expect(subject.get('other')).resolves.toBeUndefined();
    await expect(subject.increment('n')).resolves.toBe(1);
    await expect(subject.increment('n')).resolves.toBe(2);
    expect(server.commands).toContainEqual(['SET', 'k', 'wert €', 'EX', '60']);
    expect(changes).toEqual([]);
  });
});

describe('an unavailable cache', () => {
  test('answers every call with a miss at once', async () => {
    const { port } = server;
    await server.kill();
    const subject = open(port);
    const begun = performance.now();
    for (let index = 0; index < 20; index += 1) {
      await expect(subject.get('k')).resolves.toBeUndefined();
      await expect(subject.increment('k')).resolves.toBeUndefined();
      await subject.set('k', 'v', 60);
    }
    // Sixty times 20 s if it waited.
    expect(performance.now() - begun).toBeLessThan(60_000);
    await until(() => changes.length > 0, 'told');
    await pause(250);
    expect(changes).toEqual(['lost']);
  });

  test('is used again when it is available again', async () => {
    const subject = open();
    await until(() => subject.available, 'connected');
    const { port } = server;
    await server.kill();
    await expect(subject.get('k')).resolves.toBeUndefined();
    await until(() => !subject.available, 'noticed');
    server = await RespServer.start(undefined, port);
    server.values.set('k', 'v');
    await until(() => subject.available, 'back');
    await expect(subject.get('k')).resolves.toBe('v');
    expect(changes).toEqual(['lost', 'back']);
  });

  test('when it hangs, concurrent calls wait one timeout together, and later calls do not wait', async () => {
    const subject = open(server.port, undefined, 1_500);
    await until(() => subject.available, 'connected');
    server.mood = 'frozen';
    let begun = performance.now();
    await expect(Promise.all(Array.from({ length: 50 }, () => subject.get('k')))).resolves.toEqual(
      Array(50).fill(undefined),
    );
    // One after another they would wait 75 s.
    expect(performance.now() - begun).toBeLessThan(50_000);
    begun = performance.now();
    for (let index = 0; index < 50; index += 1) await subject.get('k');
    expect(performance.now() - begun).toBeLessThan(50_000);
    await pause(350);
    expect(subject.available).toBe(false);
    server.mood = 'well';
    await until(() => subject.available, 'thawed');
  });

  test('an error answer is a miss and does not close the connection', async () => {
    const subject = open();
    await until(() => subject.available, 'connected');
    server.mood = { error: 'OOM command not allowed when used memory > maxmemory' };
    await subject.set('k', 'v', 60);
    await expect(subject.get('k')).resolves.toBeUndefined();
    expect(subject.available).toBe(true);
    expect(server.connections).toBe(1);
  });

  test('a primary that became a replica is replaced by a new connection', async () => {
    const subject = open();
    await until(() => subject.available, 'connected');
    server.mood = { error: "READONLY You can't write against a read only replica." };
    await subject.set('k', 'v', 60);
    expect(subject.available).toBe(false);
    server.mood = 'well';
    await until(() => subject.available, 'connected again');
    expect(server.connections).toBeGreaterThan(1);
  });

  test('a server without TLS receives nothing when TLS is required', async () => {
    cache = new ServerCache({
      connect: connector({ host: 'localhost', port: server.port, tls: true }),
      probeEveryMs: 100,
    });
    await pause(150);
    await cache.set('k', 'v', 60);
    expect(cache.available).toBe(false);
    expect(server.commands).toEqual([]);
  });

  test('closing while a connection is opened leaves none open', async () => {
    server.mood = 'frozen';
    const subject = open();
    await pause(20);
    await subject.close();
    server.mood = 'well';
    await pause(200);
    expect(subject.available).toBe(false);
    await expect(subject.get('k')).resolves.toBeUndefined();
  });
});

describe('sign-in with a signed token', () => {
  const token = (at: Date, name: string = 'My-Group') =>
    connectToken(
      {
        name,
        user: 'shop',
        region: 'eu-central-1',
        credentials: async () => ({ ...KEYS, sessionToken: 'se/ssion+=' }),
      },
      at,
    );

  test('is a presigned request for the group in lower case, valid for 15 minutes, without scheme', async () => {
    const text = await token(new Date('2026-03-04T05:06:07Z'));
    expect(text.startsWith('my-group/?')).toBe(true);
    const { searchParams } = new URL(`http://${text}`);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      Action: 'connect',
      User: 'shop',
      'X-Amz-Expires': '900',
      'X-Amz-Date': '20260304T050607Z',
      'X-Amz-Security-Token': 'se/ssion+=',
      'X-Amz-Credential': 'AKIDEXAMPLE/20260304/eu-central-1/elasticache/aws4_request',
    });
    // The signature, calculated again from the description of the algorithm.
    const query = text
      .slice(text.indexOf('?') + 1)
      .split('&')
      .filter((part) => !part.startsWith('X-Amz-Signature='))
      .sort()
      .join('&');
    const empty = createHash('sha256').update('').digest('hex');
    const request = ['GET', '/', query, 'host:my-group', '', 'host', empty].join('\n');
    const scope = '20260304/eu-central-1/elasticache/aws4_request';
    const toSign = [
      'AWS4-HMAC-SHA256',
      '20260304T050607Z',
      scope,
      createHash('sha256').update(request).digest('hex'),
    ].join('\n');
    const key = ['20260304', 'eu-central-1', 'elasticache', 'aws4_request'].reduce<Buffer>(
      (previous, part) => createHmac('sha256', previous).update(part).digest(),
      Buffer.from(`AWS4${KEYS.secretAccessKey}`),
    );
    expect(searchParams.get('X-Amz-Signature')).toBe(createHmac('sha256', key).update(toSign).digest('hex'));
  });

  test('opens each connection with a new token and signs in again while it is open', async () => {
    await server.kill();
    server = await RespServer.start(
      (user, given) => user === 'shop' && given.startsWith('group/?Action=connect&User=shop&'),
    );
    const subject = open(server.port, { signInAgainMs: 80 });
    await until(() => subject.available, 'signed in');
    await until(() => server.signIns.length >= 3, 'signed in again');
    expect(server.connections).toBe(1);
    await subject.set('k', 'v', 60);
    await expect(subject.get('k')).resolves.toBe('v');
  });

  test('a refused second sign-in replaces the connection', async () => {
    await server.kill();
    let refuse = false;
    server = await RespServer.start(() => !refuse);
    const subject = open(server.port, { signInAgainMs: 120 });
    await until(() => subject.available, 'signed in');
    refuse = true;
    await until(() => !subject.available, 'lost');
    refuse = false;
    await until(() => subject.available, 'signed in with a new connection');
    expect(server.connections).toBeGreaterThan(1);
  });

  test('a refused sign-in or missing credentials cause misses and never an error', async () => {
    await server.kill();
    server = await RespServer.start(() => false);
    const refused = open(server.port, {});
    await until(() => changes.length === 1, 'refused');
    await expect(refused.get('k')).resolves.toBeUndefined();
    await refused.close();
    const keyless = open(server.port, {
      credentials: async () => {
        throw new Error('no credentials');
      },
    });
    await until(() => changes.length === 2, 'without keys');
    await expect(keyless.get('k')).resolves.toBeUndefined();
    expect(changes).toEqual(['lost', 'lost']);
  });
});

describe('the configured cache', () => {
  test('signs in with the keys of the process, and logs when the cache is unavailable', async () => {
    await server.kill();
    server = await RespServer.start((user, given) => user === 'shop' && given.includes('AKIDENV'));
    const log = jest.spyOn(output, 'line').mockImplementation(() => undefined);
    const saved = { ...process.env };
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 'x' });
    const subject = openCache({
      host: '127.0.0.1',
      port: server.port,
      tls: false,
      user: 'shop',
      name: 'group',
      region: 'eu-central-1',
    });
    await until(() => server.signIns.length > 0, 'signed in');
    await until(async () => {
      await subject.set('k', 'v', 60);
      return server.values.get('k') === 'v';
    }, 'kept');
    server.disconnect();
    await until(() => log.mock.calls.length > 0, 'logged');
    expect(JSON.parse(String(log.mock.calls[0][0]))).toMatchObject({ level: 'WARN', message: 'cache unavailable' });
    await subject.close();
    process.env = saved;
    log.mockRestore();
  });

  test('without a cache server, copies stay in the process', async () => {
    const subject = openCache(undefined);
    await subject.set('k', 'v', 60);
    await expect(subject.get('k')).resolves.toBe('v');
    await subject.close();
  });
});
