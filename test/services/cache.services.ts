import { onEachEngine } from './support/engines';
import { failures, percentile, Sample, saturation, startLoad } from './support/load';
import { RedisServer } from './support/redis';
import { figure, FULL, sleep } from './support/test-folder';
import { WebServer } from './support/web-server';

const SECONDS = FULL ? 60 : 10;
const BASELINE_SECONDS = FULL ? 20 : 4;
const PRODUCTS = 60;
const CUSTOMERS = 7;
/** Time that is not measured: requests that wait for their only timeout. */
const SETTLED_MS = 2_000;
/** Below this rate the numbers show other work of the machine, not the cache. */
const NOISE_MS = 15;

onEachEngine(({ engine, server, world: startWorld, onEnd }) => {
  test('killing and freezing the cache at half of saturation causes no errors and ends no session', async () => {
    const world = await startWorld();
    const products = await Promise.all(
      Array.from({ length: PRODUCTS }, async () => world.checks.addProduct({ onHand: 10 })),
    );
    const redis = await RedisServer.start();
    onEnd(async () => redis.stop());
    const start = async (cache: Readonly<Record<string, string>>) => {
      const web = await WebServer.start(server().bundle, { ...world.environment, CACHE_TLS: 'off', ...cache });
      onEnd(async () => web.stop());
      return web;
    };
    const [cached, uncached] = [
      await start({ CACHE_HOST: '127.0.0.1', CACHE_PORT: String(redis.port) }),
      await start({ CACHE_HOST: 'off' }),
    ];
    const sessions = await Promise.all(
      Array.from({ length: CUSTOMERS }, async (_, customer) => world.checks.signIn(`customer-${customer}@example.com`)),
    );
    const visit = (web: WebServer) => async (index: number) => {
      // Only signed-in customers see it; others are redirected (303).
      if (index % 10 === 3) return web.get('/account', sessions[index % CUSTOMERS]);
      return web.get(index % 5 === 0 ? '/' : `/products/${products[index % PRODUCTS]}`);
    };
    expect([await cached.get('/account', sessions[0]), await cached.get('/account')]).toEqual([200, 303]);
    await saturation(8, 2, visit(uncached));
    await saturation(8, 2, visit(cached));
    const rate = Math.floor((await saturation(32, 4, visit(cached))) / 2);
    const run = async (web: WebServer, seconds: number): Promise<readonly Sample[]> => {
      const load = startLoad(rate, visit(web));
      await sleep(seconds * 1_000);
      return load.stop();
    };
    const settled = (samples: readonly Sample[]) =>
      percentile(
        samples.filter(({ at }) => at > SETTLED_MS),
        0.99,
      );

    const off = [await run(uncached, BASELINE_SECONDS)];
    expect(Number(redis.command('DBSIZE'))).toBeGreaterThan(PRODUCTS / 2);
    const withCache = await run(cached, 5);
    const dying = run(cached, SECONDS);
    await redis.process.crash();
    const killed = await dying;
    off.push(await run(uncached, BASELINE_SECONDS));
    await redis.process.start();
    await sleep(2_500);
    // It must be in use again, or freezing it would show nothing.
    const connections = redis.command('CLIENT', 'LIST', 'TYPE', 'normal').split('\n').length;
    const freezing = run(cached, SECONDS);
    redis.process.freeze();
    const frozen = await freezing;
    redis.process.thaw();
    off.push(await run(uncached, BASELINE_SECONDS));

    const allowed = 3 * Math.max(NOISE_MS, ...off.map(settled));
    figure(
      `${engine}: at ${rate} pages/s for ${SECONDS} s, p99 after 2 s: ` +
        `cache off ${off.map(settled).join('/')} ms, cache on ${settled(withCache)} ms, ` +
        `killed ${settled(killed)} ms, frozen ${settled(frozen)} ms; ` +
        `errors ${JSON.stringify([killed, frozen].map((samples) => failures(samples)))}; ` +
        `slowest in the first 2 s: ${[killed, frozen]
          .map((samples) =>
            percentile(
              samples.filter(({ at }) => at <= SETTLED_MS),
              1,
            ),
          )
          .join('/')} ms`,
    );
    // One connection for the shop and one for this query.
    expect(connections).toBe(2);
    expect([withCache, killed, frozen].map((samples) => failures(samples))).toEqual([{}, {}, {}]);
    // A measurement for a quiet machine. Elsewhere it shows other work of the machine.
    if (FULL) expect(Math.max(settled(killed), settled(frozen))).toBeLessThanOrEqual(allowed);
    expect(cached.alive).toBe(true);
  });
});
