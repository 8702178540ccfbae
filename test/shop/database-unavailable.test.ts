import { sqsEvent } from './support/events';
import { captured, orderMessage, orderPath } from './support/order-path';
import { startPostgres, TestPostgres } from './support/postgres';
import { shopDatabase } from './support/shop-database';
import { signal } from './support/signal';
import { until } from './support/web-process';
import { DatabaseConfig } from '../../shop/adapters/configuration/shop-config';
import { connect } from '../../shop/adapters/database/connect';
import { DatabaseStore } from '../../shop/adapters/database/store';
import { output } from '../../shop/adapters/telemetry/log';
import { StoreError } from '../../shop/application/store-error';
import { migrate } from '../../shop/migrations/runner';

const PRODUCT = '01J8Z00000000000000000KET1';

describe('without a database', () => {
  let server: TestPostgres;
  const opened: DatabaseStore[] = [];
  const storeOn = (config: DatabaseConfig, unavailableMs: number) => {
    const store = new DatabaseStore(connect(config), { retry: { unavailableMs } });
    opened.push(store);
    return store;
  };
  beforeAll(async () => {
    server = await startPostgres();
  });
  beforeEach(() => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    for (const store of opened) await store.close();
    await server.stop();
  });

  test('messages are redelivered, and a provider is asked to repeat its webhook', async () => {
    const config: DatabaseConfig = { ...(await server.createDatabase()), port: 1 };
    const path = orderPath(storeOn(config, 300));
    const order = orderMessage(PRODUCT);
    const response = await path.process(sqsEvent([order, orderMessage(PRODUCT), 'poison']));
    expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m1', 'm2', 'm3']);
    expect(await path.webhook(captured(order.orderId, 1000))).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': expect.any(String) },
    });
    expect(
      (await path.ship(sqsEvent([{ eventId: 'e', kind: 'order.paid', payload: { orderId: order.orderId } }])))
        .batchItemFailures,
    ).toHaveLength(1);
    expect(
      (await path.notify(sqsEvent([{ eventId: 'e', kind: 'order.paid', payload: { orderId: order.orderId } }])))
        .batchItemFailures,
    ).toHaveLength(1);
    expect(path.migrations.requests).toBe(0);
  });

  test('a missing schema or user requests the migration; afterwards the same message is processed', async () => {
    const config = await server.createDatabase();
    const order = orderMessage(PRODUCT);
    for (const [candidate, requests] of [
      [{ ...config, user: 'not_yet' }, 1],
      [config, 1],
    ] as const) {
      const early = orderPath(storeOn(candidate, 300));
      expect((await early.process(sqsEvent([order]))).batchItemFailures).toHaveLength(1);
      expect(early.migrations.requests).toBe(requests);
      expect((await early.webhook(captured(order.orderId, 6490))).statusCode).toBe(503);
      expect(early.migrations.requests).toBe(requests + 1);
    }
    const database = connect(config);
    await migrate(database, { database: config.name, demoCatalogue: true });
    await database.destroy();
    const path = orderPath(storeOn(config, 300));
    expect(await path.process(sqsEvent([order]))).toEqual({ batchItemFailures: [] });
    expect((await path.webhook(captured(order.orderId, 6490))).statusCode).toBe(200);
  });

  test('a failover during a transaction is retried, and nothing is done twice', async () => {
    const shop = await shopDatabase(server, { poolSize: 4, unavailableMs: 60_000 });
    // A quarter may be reserved, which is more than the orders need.
    const product = await shop.product({ onHand: 200 });
    const path = orderPath(shop.store);
    const orders = Array.from({ length: 30 }, () => orderMessage(product));
    const work = Promise.all(orders.map(async (order) => path.process(sqsEvent([order]))));
    await server.disconnect(shop.config);
    const sessions = 'select 1 from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()';
    const again = async () => (await shop.query(sessions, [shop.config.name])).length > 0;
    await until(again, 'sessions after the first failover');
    await server.disconnect(shop.config);
    expect((await work).flatMap((response) => response.batchItemFailures)).toEqual([]);
    expect(await shop.query('select count(*)::int as n, sum(quantity)::int as q from order_line')).toEqual([
      { n: 30, q: 30 },
    ]);
    expect(await shop.store.read.stock.find(product)).toMatchObject({ reserved: 30 });
    await shop.close();
  });

  test('a query without an answer in time fails, and its connection is not used again', async () => {
    const shop = await shopDatabase(server);
    const failing = new DatabaseStore(connect(shop.config, { queryTimeoutMs: 3_000 }), {
      retry: { unavailableMs: 0 },
    });
    opened.push(failing);
    const product = await shop.product();
    const [held, end] = [signal(), signal()];
    const holding = shop.database.transaction().execute(async (transaction) => {
      await transaction.updateTable('stock').set({ low_mark: 1 }).where('product_id', '=', product).execute();
      held.give();
      await end.given;
    });
    await held.given;
    const blocked = failing.transaction(async (unit) => unit.stock.reserve(product, 1));
    await expect(blocked).rejects.toThrow(StoreError);
    end.give();
    expect(await failing.read.stock.find(product)).toMatchObject({ reserved: 0 });
    await holding;
    await shop.close();
  });
});
