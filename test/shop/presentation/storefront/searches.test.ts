import { Browser } from './support/browser';
import { testStorefront } from './support/storefront';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('the catalogue', () => {
  let database: TestShopDatabase;
  useShop((ready) => {
    database = ready;
  });

  test('is searched 120 times a minute from an address; pages that all visitors share have no limit', async () => {
    const shop = testStorefront(database.store);
    shop.clock.stop();
    const app = buildApp(shop);
    const [one, two, unknown] = ['198.51.100.7', '203.0.113.9', ''].map((address) => new Browser(app, address));
    const allowed = async (browser: Browser, times: number, path: string) => {
      let passed = 0;
      for (let turn = 0; turn < times; turn += 1) passed += (await browser.get(path)).status === 429 ? 0 : 1;
      return passed;
    };
    expect(await allowed(one, 60, '/?q=tea')).toBe(60);
    expect(await allowed(one, 61, '/?page=2')).toBe(60);
    const refused = await one.get('/?q=tea');
    expect([refused.status, refused.headers['cache-control']]).toEqual([429, 'no-store']);
    expect(refused.body).toMatch(/<h1>Too many searches<\/h1><p>Please try again in \d\d seconds\./);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const plain = ['/', '/?q=', '/?page=1', `/products/${await database.product()}`];
    for (const path of plain) expect((await one.get(path)).status).toBe(200);
    expect(await allowed(two, 1, '/?q=tea')).toBe(1);
    expect(await allowed(unknown, 150, '/?q=tea')).toBe(150);
    shop.clock.advance(75_000);
    expect(await allowed(one, 1, '/?q=tea')).toBe(1);
    await app.close();
  });
});
