import { ALBResult } from 'aws-lambda';
import { ulid } from 'ulid';
import { onEachEngine } from './support/engines';
import { failures, startLoad } from './support/load';
import { orderFor } from './support/shop-world';
import { figure, sleep, until } from './support/test-folder';
import { WebServer } from './support/web-server';
import { loadBalancerEvent } from '../shop/support/events';

const AWAY_MS = 10_000;
const RECOVERY_MS = 10_000;
const ORDERS_PER_SECOND = 15;
const PAGES_PER_SECOND = 40;
const API_ENVIRONMENTS = 8;
const JSON_BODY = { 'content-type': 'application/json' };

onEachEngine(({ engine, server, world: startWorld, onEnd }) => {
  test('a crash of the database for 10 s under load loses no accepted order and restarts no process', async () => {
    const world = await startWorld({ processes: 2, queue: { visibilityMs: 5_000 } });
    const { checks: books, queues, functions, cloud } = world;
    const product = await books.addProduct({ onHand: 10_000 });
    const web = await WebServer.start(server().bundle, world.environment);
    onEnd(async () => web.stop());
    world.connect();
    const before = [web.pid, ...functions.processIds];

    const accepted: string[] = [];
    const orders = startLoad(ORDERS_PER_SECOND, async (index) => {
      const orderId = ulid();
      const event = loadBalancerEvent('POST', '/api/orders', {
        headers: JSON_BODY,
        body: JSON.stringify(orderFor(product, { orderId })),
      });
      const { statusCode } = await functions.invoke<ALBResult>('store-api', event, index % API_ENVIRONMENTS);
      if (statusCode === 202) accepted.push(orderId);
      return statusCode;
    });
    const pages = startLoad(PAGES_PER_SECOND, async (index) =>
      // Every second request is a new search, which no cached copy can answer.
      web.get(index % 2 === 0 ? `/products/${product}` : `/?q=test${index}`),
    );
    await sleep(3_000);
    await server().crash();
    const crashed = performance.now();
    const acceptedBefore = accepted.length;
    await sleep(AWAY_MS);
    const acceptedMeanwhile = accepted.length - acceptedBefore;
    await server().restart();
    const returned = performance.now();
    const processed = await books.number('select count(*) as n from orders');
    // Requested from the shop, and in no cache.
    const stock = loadBalancerEvent('GET', `/api/products/${product}/stock`);
    await until(
      async () => (await functions.invoke<ALBResult>('store-api', stock, API_ENVIRONMENTS)).statusCode === 200,
      'an answer from the database',
    );
    const answering = Math.round(performance.now() - returned);
    await until(async () => (await books.number('select count(*) as n from orders')) > processed, 'a processed order');
    const processing = Math.round(performance.now() - returned);
    await sleep(Math.max(0, RECOVERY_MS + 3_000 - (performance.now() - returned)));
    const [orderSamples, pageSamples] = await Promise.all([orders.stop(), pages.stop()]);
    await world.settle();
    figure(
      `${engine}: database unavailable for ${Math.round((returned - crashed) / 100) / 10} s: ` +
        `answers ${answering} ms, orders ${processing} ms after its return; ` +
        `${accepted.length} orders accepted (${acceptedMeanwhile} meanwhile), ` +
        `pages meanwhile ${JSON.stringify(failures(pageSamples))} of ${pageSamples.length}`,
    );

    expect(acceptedMeanwhile).toBeGreaterThan((ORDERS_PER_SECOND * AWAY_MS) / 1_000 / 2);
    expect(failures(orderSamples, [202])).toEqual({});
    const stored = new Set((await books.rows<{ id: string }>('select id from orders')).map(({ id }) => id));
    expect(accepted.filter((orderId) => !stored.has(orderId))).toEqual([]);
    expect(stored.size).toBe(accepted.length);
    expect(await books.states()).toEqual({ shipped: accepted.length });
    expect(Math.max(answering, processing)).toBeLessThan(RECOVERY_MS);
    expect(failures(pageSamples.filter(({ at }) => pages.begun + at > returned + RECOVERY_MS))).toEqual({});
    // During the crash: pages from copies, or a request to come back, and never another error.
    expect(Object.keys(failures(pageSamples))).toEqual(['503']);
    expect([web.alive, web.pid, ...functions.processIds]).toEqual([true, ...before]);
    expect(Object.values(queues).flatMap(({ deadLetters }) => deadLetters)).toEqual([]);
    expect([...cloud.published.keys()].filter((id) => id.endsWith(':payment.request'))).toHaveLength(accepted.length);
    expect(await books.brokenLedger()).toEqual([]);
  });
});
