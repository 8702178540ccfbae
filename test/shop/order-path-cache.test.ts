import { ulid } from 'ulid';
import { loadBalancerEvent, sqsEvent } from './support/events';
import { captured, orderMessage, orderPath } from './support/order-path';
import { TestShopDatabase } from './support/shop-database';
import { useFreshShop } from './support/use-shop';
import { LocalCache } from '../../shop/adapters/cache/local-cache';
import { NoCache } from '../../shop/adapters/cache/no-cache';
import { openCache } from '../../shop/adapters/cache/open-cache';
import { openCatalogue } from '../../shop/adapters/cache/open-catalogue';
import { Limits } from '../../shop/domain/limits/limits';
import { answer } from '../../shop/handlers/store-api-answer';
import { storeApiRoutes } from '../../shop/handlers/store-api-routes';

describe('from the catalogue to the parcel', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => { shop = made; });

  test.each([
    ['a cache', () => new LocalCache()],
    ['a cache that has nothing and keeps nothing', () => new NoCache()],
    // Nobody listens on that port.
    ['a cache server that cannot be reached', () => openCache({ host: '127.0.0.1', port: 1, tls: false })],
    ['no cache configured', () => openCache(undefined)],
  ])('with %s', async (_, makeCache) => {
    const cache = makeCache();
    const path = orderPath(shop.store);
    const queue: string[] = [];
    const routes = storeApiRoutes({
      store: shop.store,
      catalogue: openCatalogue(shop.store, cache),
      limits: new Limits({ cache, clock: { now: () => new Date() } }),
      orderQueue: { send: async (message) => { queue.push(message); } },
      schemaReady: async () => undefined,
    });
    const call = async (method: string, address: string, body?: object) => {
      const [route, query] = address.split('?');
      const event = loadBalancerEvent(method, route, { body: body ? JSON.stringify(body) : '', headers: { 'content-type': 'application/json' } });
      const parameters = Object.fromEntries(new URLSearchParams(query ?? ''));
      return answer(routes, path.migrations, { ...event, queryStringParameters: parameters });
    };
    const id = await shop.product({ priceMinor: 700 });
    for (const _again of [1, 2]) {
      expect(JSON.parse((await call('GET', `/api/products/${id}`)).body ?? '')).toMatchObject({ id });
    }
    const order = orderMessage(id, { orderId: ulid() });
    expect(await call('POST', '/api/orders', order)).toMatchObject({ statusCode: 202 });
    await path.process(sqsEvent(queue));
    await path.webhook(captured(order.orderId, 700));
    await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')));
    await path.notify(sqsEvent(path.topics.of('orders', 'order.paid')));
    await path.ship(sqsEvent([{ eventId: 'w', kind: 'shipment.dispatched', payload: { orderId: order.orderId, carrier: 'DHL', tracking: '1' } }]));
    const seen = await call('GET', `/api/orders/${order.orderId}?email=ada@example.com`);
    expect(JSON.parse(seen.body ?? '')).toMatchObject({ state: 'shipped' });
    expect(path.mailbox.mails).toHaveLength(3);
    await cache.close();
  });
});
