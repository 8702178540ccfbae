import { FastifyInstance } from 'fastify';
import { LocalCache } from '../../../../../shop/adapters/cache/local-cache';
import { Cache } from '../../../../../shop/ports/cache';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { ask, signedIn, Staff } from '../support/staff';
import { testStorefront } from '../support/storefront';

/** A process keeps copies in its memory for a second. */
const OWN_COPIES_MS = 1_050;

describe('a new price', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let offset: number;
  /** Time that passes for all copies. */
  let passed: number;
  let shared: LocalCache;
  const apps: FastifyInstance[] = [];
  beforeEach(async () => {
    await shop.query('truncate product, customer, outbox cascade');
    [offset, passed] = [0, 0];
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now + passed);
    shared = new LocalCache(1_000, () => Date.now() + offset);
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map(async (app) => app.close()));
  });

  /** Starts another web server, with its view of the cache. */
  function server(cache: Cache = shared): FastifyInstance {
    const app = buildApp(testStorefront(shop.store, { cache }));
    apps.push(app);
    return app;
  }
  const prices = async (app: FastifyInstance, id: string) =>
    Promise.all(
      [`/products/${id}`, '/', '/?q=test'].map(async (path) => /€[\d.]+/.exec((await ask(app, 'GET', path)).body)?.[0]),
    );
  const change = async (seller: Staff, id: string, price: string, version = '1') => {
    expect(
      (
        await seller.post(`/seller/products/${id}`, {
          version,
          name: 'Test product',
          description: 'For tests',
          price,
          active: 'yes',
        })
      ).status,
    ).toBe(303);
  };
  const pause = () => {
    passed += OWN_COPIES_MS;
  };

  test('is on product, list and search pages of another server with the next request', async () => {
    const [here, there] = [server(), server()];
    const admin = await signedIn(here, shop.store, 'admin');
    const id = await shop.product({ priceMinor: 1000 });
    expect(await prices(there, id)).toEqual(['€10.00', '€10.00', '€10.00']);
    pause();
    // The server answers from the shared cache: a change of the table alone has no effect.
    await shop.query('update product set price_minor = 777 where id = $1', [id]);
    expect(await prices(there, id)).toEqual(['€10.00', '€10.00', '€10.00']);
    await shop.query('update product set price_minor = 1000 where id = $1', [id]);
    pause();

    await change(admin, id, '12.34');
    expect(await prices(there, id)).toEqual(['€12.34', '€12.34', '€12.34']);
    expect(await shop.query('select id, state from outbox')).toEqual([{ id: `${id}:invalidate:2`, state: 'sent' }]);
  });

  test('is shown within the lifetime of the copies when the cache was not updated', async () => {
    const deaf: Cache = {
      get: async (key) => shared.get(key),
      set: async (key, value, ttlSeconds) => shared.set(key, value, ttlSeconds),
      increment: async () => undefined,
      add: async () => undefined,
      close: async () => undefined,
    };
    const [here, there] = [server(deaf), server()];
    const admin = await signedIn(here, shop.store, 'admin');
    const id = await shop.product({ priceMinor: 1000 });
    expect(await prices(there, id)).toEqual(['€10.00', '€10.00', '€10.00']);
    await change(admin, id, '12.34');
    pause();
    expect(await prices(there, id)).toEqual(['€10.00', '€10.00', '€10.00']);
    // The lifetime is sixty seconds and up to a tenth more, which spreads the reads.
    offset = 66_000;
    pause();
    expect(await prices(there, id)).toEqual(['€12.34', '€12.34', '€12.34']);
  });

  test('is shown at once without a cache', async () => {
    const none: Cache = {
      get: async () => undefined,
      set: async () => undefined,
      increment: async () => undefined,
      add: async () => undefined,
      close: async () => undefined,
    };
    const [here, there] = [server(none), server(none)];
    const admin = await signedIn(here, shop.store, 'admin');
    const id = await shop.product({ priceMinor: 1000 });
    expect(await prices(there, id)).toEqual(['€10.00', '€10.00', '€10.00']);
    await change(admin, id, '12.34');
    pause();
    expect(await prices(there, id)).toEqual(['€12.34', '€12.34', '€12.34']);
  });
});
