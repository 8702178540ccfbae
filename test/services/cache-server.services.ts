import { RedisServer } from './support/redis';
import { until } from './support/test-folder';
import { connectToken } from '../../shop/adapters/cache/connect-token';
import { connector } from '../../shop/adapters/cache/connector';
import { ServerCache } from '../../shop/adapters/cache/server-cache';

const IDENTITY = {
  user: 'shop',
  name: 'shop-cache',
  region: 'eu-central-1',
  credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' }),
};
const TWO_MINUTES = 120;

describe('the cache adapter on a real server', () => {
  const started: { stop(): Promise<void> }[] = [];
  const caches: ServerCache[] = [];
  afterEach(async () => {
    await Promise.all(caches.splice(0).map(async (cache) => cache.close()));
    await Promise.all(started.splice(0).map(async (server) => server.stop()));
  });

  const startServer = async (rules?: readonly string[]) => {
    const server = await RedisServer.start(rules);
    started.push(server);
    return server;
  };
  const openCache = (
    port: number,
    signIn?: typeof IDENTITY & { readonly signInAgainMs?: number },
    changes: string[] = [],
    commandTimeoutMs = 2_000,
  ) => {
    const cache = new ServerCache({
      connect: connector({ host: '127.0.0.1', port, tls: false, signIn }),
      probeEveryMs: 100,
      commandTimeoutMs,
      onChange: (state) => changes.push(state),
    });
    caches.push(cache);
    return cache;
  };
  /**
   * The server accepts one password, but a token changes every second. So it gets the tokens of the next two minutes.
   */
  const tokens = async () =>
    Promise.all(
      Array.from({ length: TWO_MINUTES }, async (_, second) =>
        connectToken(IDENTITY, new Date(Date.now() + (second - 5) * 1_000)),
      ),
    );

  test('stores, expires and counts without sign-in', async () => {
    const server = await startServer();
    const cache = openCache(server.port);
    await until(() => cache.available, 'the connection');
    await cache.set('key', 'välue', 60);
    expect(await cache.get('key')).toBe('välue');
    expect(Number(server.command('TTL', 'key'))).toBeGreaterThan(50);
    expect([await cache.increment('version'), await cache.increment('version'), await cache.get('version')]).toEqual([
      1,
      2,
      '2',
    ]);
    expect(await cache.get('nothing')).toBeUndefined();
    server.command('SET', 'list', 'x', 'PX', '1');
    await until(async () => (await cache.get('list')) === undefined, 'the end of a key');
  });

  test("signs in with a signed token, has the user's permissions, and signs in again while connected", async () => {
    const passwords = (await tokens()).map((token) => `>${token}`).join(' ');
    const server = await startServer([
      `shop on ${passwords} ~* -@all +get +set +incr +ping +auth +client|setname`,
      'default on nopass ~* &* +@all',
    ]);
    const cache = openCache(server.port, { ...IDENTITY, signInAgainMs: 200 });
    await until(() => cache.available, 'the sign-in');
    await cache.set('key', 'value', 60);
    expect(await cache.get('key')).toBe('value');
    expect(server.command('CLIENT', 'LIST')).toContain('user=shop');
    const signIns = () => Number(/cmdstat_auth:calls=(\d+)/.exec(server.command('INFO', 'commandstats'))?.[1] ?? 0);
    const before = signIns();
    await until(() => signIns() >= before + 2, 'two more sign-ins');
    expect(await cache.get('key')).toBe('value');
    expect(server.command('CLIENT', 'LIST').match(/user=shop/g)).toHaveLength(1);
    expect(server.command('ACL', 'LOG')).toBe('');
  });

  test('an unknown user or a refused token gets nothing, and the shop continues', async () => {
    const server = await startServer(['shop on >something-else ~* +@all', 'default off']);
    const changes: string[] = [];
    const cache = openCache(server.port, IDENTITY, changes);
    await until(() => changes.length > 0, 'the refusal');
    expect(changes).toEqual(['lost']);
    expect([cache.available, await cache.get('key'), await cache.increment('key')]).toEqual([
      false,
      undefined,
      undefined,
    ]);
  });

  test('misses at once when the server is killed, and is used again when it is back', async () => {
    const server = await startServer();
    const changes: string[] = [];
    const cache = openCache(server.port, undefined, changes, 60_000);
    await until(() => cache.available, 'the connection');
    await cache.set('key', 'value', 60);
    await server.process.crash();
    await until(() => !cache.available, 'the loss');
    const begun = performance.now();
    expect(await cache.get('key')).toBeUndefined();
    // Without waiting: a command that waits for its answer does so for 60 s.
    expect(performance.now() - begun).toBeLessThan(30_000);
    await server.process.start();
    await until(() => cache.available, 'the return');
    await cache.set('key', 'value', 60);
    expect([await cache.get('key'), ...changes]).toEqual(['value', 'lost', 'back']);
  });
});
