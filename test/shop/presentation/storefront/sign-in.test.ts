import { Browser } from './support/browser';
import { account, PASSWORD, quickPasswords, signIn } from './support/sign-in';
import { testStorefront } from './support/storefront';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('after signing in', () => {
  let database: TestShopDatabase;
  useShop((ready) => {
    database = ready;
  });

  test('the next page is a page of the shop, or the account', async () => {
    quickPasswords();
    const shop = testStorefront(database.store);
    const app = buildApp(shop);
    const { email } = await account(shop.store);
    const foreign = ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'];
    for (const [next, location] of [['/orders/x', '/orders/x'], ...foreign.map((each) => [each, '/account'])]) {
      const browser = new Browser(app);
      const form = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
      expect((await browser.submit(form, '/sign-in', { email, password: PASSWORD })).location).toBe(location);
      expect((await browser.post('/sign-in', { email, password: PASSWORD, next })).location).toBe(location);
    }
    const ada = new Browser(app);
    await signIn(ada, email);
    expect((await ada.get('/sign-in?next=/cart')).location).toBe('/cart');
    await app.close();
  });
});
