import { sqsEvent } from './support/events';
import { captured, orderMessage, orderPath } from './support/order-path';
import { TestShopDatabase } from './support/shop-database';
import { TestStoreApi } from './support/store-api';
import { useFreshShop } from './support/use-shop';
import { LocalCache } from '../../shop/adapters/cache/local-cache';
import { NoCache } from '../../shop/adapters/cache/no-cache';
import { openCache } from '../../shop/adapters/cache/open-cache';

describe('from the catalogue to the parcel', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => {
    shop = made;
  });

  test.each([
    ['a cache', () => new LocalCache()],
    ['a cache that has nothing and keeps nothing', () => new NoCache()],
    // No server listens on this port.
    ['a cache server that cannot be reached', () => openCache({ host: '127.0.0.1', port: 1, tls: false })],
    ['no cache configured', () => openCache(undefined)],
  ])('with %s', async (_, makeCache) => {
    const cache = makeCache();
    const path = orderPath(shop.store);
    const api = new TestStoreApi(shop.store, { cache });
    const id = await shop.product({ priceMinor: 700 });
    for (const _again of [1, 2]) {
      expect((await api.ask('GET', `/api/products/${id}`)).json).toMatchObject({ id });
    }
    const order = orderMessage(id);
    expect(await api.send('POST', '/api/orders', order)).toMatchObject({ statusCode: 202 });
    await path.process(sqsEvent(api.queue.messages));
    await path.webhook(captured(order.orderId, 700));
    await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')));
    await path.notify(sqsEvent(path.topics.of('orders', 'order.paid')));
    await path.ship(
      sqsEvent([
        {
          eventId: 'w',
          kind: 'shipment.dispatched',
          payload: { orderId: order.orderId, carrier: 'DHL', tracking: '1' },
        },
      ]),
    );
    const headers = { authorization: `Bearer ${order.accessToken}` };
    expect((await api.ask('GET', `/api/orders/${order.orderId}`, { headers })).json).toMatchObject({
      state: 'shipped',
    });
    expect(path.mailbox.mails).toHaveLength(3);
    await cache.close();
  });
});
