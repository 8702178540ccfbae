import { Browser } from 'puppeteer-core';
import { DESKTOP, launch, PHONE, Visitor } from './support/browser';
import { Pictures } from './support/pictures';
import { Command } from '../shop/local/local-process';

/** The steps of a customer from the first page to the mails, on a shop that was started as the README says. */
describe('the shop in a browser', () => {
  let shop: Command;
  let url: string;
  let browser: Browser;

  beforeAll(async () => {
    shop = Command.run(['shop', '--port', '0', '--ship-after', '2']);
    [url, browser] = await Promise.all([shop.opened(), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    shop.signal('SIGINT');
    await shop.code;
  });

  const ways = [
    { name: 'desktop', viewport: DESKTOP, javaScript: true, dark: false, email: 'ada@example.com' },
    {
      name: 'desktop without JavaScript',
      viewport: DESKTOP,
      javaScript: false,
      dark: false,
      email: 'grace@example.com',
    },
    { name: 'phone', viewport: PHONE, javaScript: true, dark: true, email: 'mary@example.com' },
    { name: 'phone without JavaScript', viewport: PHONE, javaScript: false, dark: false, email: 'joan@example.com' },
  ];

  test.each(ways)(
    '$name: browse, search, order, pay, follow the parcel, read the mails',
    async ({ name, viewport, email, ...options }) => {
      const visitor = await Visitor.arrive(browser, url, viewport, options);
      const pictures = new Pictures(visitor, name);
      const judged = async (page: string) => {
        expect(await visitor.barriers()).toEqual([]);
        expect(await visitor.overflows()).toBe(false);
        await pictures.take(page);
      };

      expect(await visitor.open('/')).toBe(200);
      await judged('catalogue');
      await visitor.search('kettle');
      expect(await visitor.text()).toContain('Gooseneck kettle 0.9 l');
      expect(await visitor.text()).not.toContain('Coffee scale');
      await judged('search');
      await visitor.press('Gooseneck kettle 0.9 l', 'link');
      await judged('product');
      await visitor.press('Add to cart');
      expect(await visitor.text()).toMatch(/Gooseneck kettle[^]*€64\.90/);
      await judged('cart');
      await visitor.press('To checkout', 'link');
      await visitor.fill({
        'E-mail address': email,
        'Full name': 'Ada Lovelace',
        'Street and number': 'Main Street 1',
        'Postal code': '10115',
        City: 'Berlin',
      });
      await judged('checkout');
      await visitor.press('Order and pay €64.90');
      await visitor.until(/Pay now/);
      await judged('order');
      await visitor.press('Change the delivery address', 'link');
      expect([await visitor.barriers(), await visitor.overflows()]).toEqual([[], false]);
      await visitor.fill({ 'Street and number': 'Harbour 2' });
      await visitor.press('Deliver there');
      expect(await visitor.text()).toMatch(/The delivery address is changed[^]*Harbour 2/);
      await visitor.press('Pay now: €64.90', 'link');
      await judged('payment');
      await visitor.press('Pay €64.90 (demonstration)');
      await visitor.until(/tracking/i);
      expect(await visitor.text()).toMatch(/Demo Parcel/);
      await judged('shipped');

      expect(await visitor.open('/_mail')).toBe(200);
      const mails = (await visitor.text()).split('\n').filter((line) => line.includes(email));
      expect(mails.length).toBeGreaterThanOrEqual(3);
      await judged('mails');
      await visitor.open(await visitor.firstLink(/on its way/i));
      expect(await visitor.text()).toContain(email);
      await judged('mail');
      expect(visitor.complaints).toEqual([]);
      await visitor.leave();

      // The mail's link opens the order in a browser that has never seen it.
      const elsewhere = await Visitor.arrive(browser, url, viewport, options);
      await elsewhere.open('/_mail');
      await elsewhere.open(await elsewhere.firstLink(/on its way/i));
      await elsewhere.open(await elsewhere.firstLink(/\/find-order\?/));
      expect(await elsewhere.text()).toMatch(/Your order[^]*tracking/i);
      await elsewhere.leave();
    },
  );

  test('the pages of an account, a seller and an administrator have no accessibility problem', async () => {
    const visitor = await Visitor.arrive(browser, url, DESKTOP, { javaScript: true });
    const pictures = new Pictures(visitor, 'desktop');
    const [admin, password] = [shop.said(/^ +Admin +([^,\s]+)/m), shop.said(/^ +Admin +.*password (\S+)/m)];
    for (const path of ['/sign-in', '/register', '/reset', '/cart', '/find-order']) {
      expect(await visitor.open(path)).toBe(200);
      expect(await visitor.barriers()).toEqual([]);
    }
    await visitor.open('/sign-in');
    await visitor.fill({ 'E-mail address': admin, Password: password });
    await visitor.press('Sign in');
    for (const [name, path] of [
      ['account', '/account'],
      ['seller', '/seller'],
      ['admin', '/admin'],
      ['customers', '/admin/customers'],
      ['campaigns', '/admin/campaigns'],
    ]) {
      expect({ path, status: await visitor.open(path) }).toEqual({ path, status: 200 });
      expect(await visitor.barriers()).toEqual([]);
      expect({ path, overflows: await visitor.overflows() }).toEqual({ path, overflows: false });
      await pictures.take(name);
    }
    await visitor.leave();

    const phone = await Visitor.arrive(browser, url, PHONE, { javaScript: false });
    await phone.open('/sign-in');
    await phone.fill({ 'E-mail address': admin, Password: password });
    await phone.press('Sign in');
    for (const path of ['/account', '/seller', '/admin', '/admin/customers', '/admin/campaigns']) {
      await phone.open(path);
      expect({ path, overflows: await phone.overflows() }).toEqual({ path, overflows: false });
    }
    await phone.leave();
  });
});
