import { ulid } from 'ulid';
import { output } from '../../../shop/adapters/telemetry/log';
import { withdrawConsent } from '../../../shop/application/marketing/unsubscribe';
import { Purpose } from '../../../shop/domain/marketing/consent';
import { sqsEvent } from '../support/events';
import { orderPath } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';
import { writing } from '../support/writing';

const HOUR = 3_600_000;
const URL = { SHOP_URL: 'https://shop.example' };
const QUARTER = '2026-11-23T03:15:00Z';
const ONLY_EVERY_MINUTE = '2026-11-23T03:01:00Z';

describe('marketing', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });
  beforeEach(async () => {
    await shop.query(
      'truncate cart_line, cart, campaign_recipient, campaign, consent, unsubscribe_token, outbox cascade',
    );
    await shop.query('delete from customer');
  });

  const customer = async (agreed: readonly Purpose[], name = 'Ada') => {
    const id = ulid();
    const email = `${id.toLowerCase()}@example.com`;
    await writing(shop.store).customers.insert({ id, email, name, role: 'customer', locale: 'en' });
    for (const purpose of agreed) await say(id, purpose, true);
    return { id, email };
  };
  const say = async (customerId: string, purpose: Purpose, granted: boolean) =>
    writing(shop.store).consents.record({
      id: ulid(),
      customerId,
      purpose,
      granted,
      source: 'account',
      textVersion: '1',
      recordedAt: new Date(),
    });
  const tokenOf = (text: string) => /unsubscribe\?token=([A-Za-z0-9_-]{43})/.exec(text)?.[1];

  describe('abandoned carts', () => {
    const cart = async (customerId: string | undefined, hours: number, products: readonly string[]) => {
      const id = ulid();
      const touchedAt = new Date(Date.now() - hours * HOUR);
      await writing(shop.store).carts.insert({ id, customerId, touchedAt });
      for (const productId of products) {
        await writing(shop.store).carts.putLine(id, { productId, quantity: 2, priceMinor: 1 }, touchedAt);
      }
      return id;
    };

    test("are mailed once to customers with consent, with today's prices and an unsubscribe link", async () => {
      const path = orderPath(shop.store, URL);
      const product = await shop.product({ priceMinor: 1250 });
      const { id, email } = await customer(['reminders'], 'You won, call 0900 1234567');
      await cart(id, 5, [product]);
      await path.runScheduledTasks(QUARTER);
      await path.runScheduledTasks(QUARTER);
      expect(path.mailbox.mails).toHaveLength(1);
      const [mail] = path.mailbox.mails;
      expect(mail).toMatchObject({ to: email, subject: 'Still thinking about Test product?' });
      expect(mail.headers).toEqual({
        'List-Unsubscribe': `<https://shop.example/unsubscribe?token=${tokenOf(mail.text)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      });
      for (const body of [mail.text, mail.html]) {
        expect(body).toContain('2 x Test product');
        expect(body).toContain('€25.00');
        expect(body).toContain(`https://shop.example/products/${product}`);
        expect(body).toContain('https://shop.example/cart');
        // Anyone may register with another person's address and any text as the name.
        expect(body).not.toContain('0900');
      }
      expect(path.metrics.sum('CartsAbandoned')).toBe(1);
      expect(await withdrawConsent(shop.store, tokenOf(mail.text), new Date())).toBe('withdrawn');
      expect(await shop.store.read.consents.granted(id, 'reminders')).toBe(false);
    });

    test('a cart that was changed again can be abandoned again later', async () => {
      const path = orderPath(shop.store, URL);
      const product = await shop.product();
      const { id } = await customer(['reminders']);
      const cartId = await cart(id, 30, [product]);
      await path.runScheduledTasks(QUARTER);
      await writing(shop.store).carts.putLine(
        cartId,
        { productId: product, quantity: 3, priceMinor: 1 },
        new Date(Date.now() - 5 * HOUR),
      );
      await path.runScheduledTasks(QUARTER);
      expect(path.mailbox.mails).toHaveLength(2);
    });

    test.each<[string, () => Promise<void>]>([
      [
        'touched less than four hours ago',
        async () => {
          await cart((await customer(['reminders'])).id, 3.9, [await shop.product()]);
        },
      ],
      [
        'of a guest',
        async () => {
          await cart(undefined, 5, [await shop.product()]);
        },
      ],
      [
        'empty',
        async () => {
          await cart((await customer(['reminders'])).id, 5, []);
        },
      ],
    ])('no mail for a cart that is %s', async (_, make) => {
      const path = orderPath(shop.store, URL);
      await make();
      await path.runScheduledTasks(QUARTER);
      expect(path.mailbox.mails).toEqual([]);
      expect(path.metrics.sum('CartsAbandoned')).toBe(0);
    });

    test.each<[string, () => Promise<void>]>([
      [
        'no consent',
        async () => {
          await cart((await customer(['offers'])).id, 5, [await shop.product()]);
        },
      ],
      [
        'mailbox complained',
        async () => {
          const { id, email } = await customer(['reminders']);
          await writing(shop.store).customers.setMailState(email, 'complained');
          await cart(id, 5, [await shop.product()]);
        },
      ],
      [
        'too long ago',
        async () => {
          await cart((await customer(['reminders'])).id, 24 * 8, [await shop.product()]);
        },
      ],
      [
        'nothing for sale',
        async () => {
          await cart((await customer(['reminders'])).id, 5, [await shop.product({ active: false })]);
        },
      ],
    ])('no mail: %s', async (reason, make) => {
      const path = orderPath(shop.store, URL);
      await make();
      await path.runScheduledTasks(QUARTER);
      expect(path.mailbox.mails).toEqual([]);
      expect(path.metrics.counted).toContainEqual(['MailsDropped', 1, { reason }]);
      expect(path.metrics.sum('CartsAbandoned')).toBe(1);
      // Processed once, so that it does not block others in later runs.
      await path.runScheduledTasks(QUARTER);
      expect(path.metrics.sum('CartsAbandoned')).toBe(1);
    });

    test('no mail while the shop has no address, because it could not have an unsubscribe link', async () => {
      const path = orderPath(shop.store);
      await cart((await customer(['reminders'])).id, 5, [await shop.product()]);
      await path.runScheduledTasks(QUARTER);
      expect(path.mailbox.mails).toEqual([]);
      expect(path.metrics.counted).toContainEqual(['MailsDropped', 1, { reason: 'no shop address' }]);
    });

    test('more than a page of carts in two concurrent runs: one mail each', async () => {
      const path = orderPath(shop.store, URL);
      const product = await shop.product();
      for (let each = 0; each < 45; each += 1) await cart((await customer(['reminders'])).id, 5, [product]);
      await Promise.all([path.runScheduledTasks(QUARTER), path.runScheduledTasks(QUARTER)]);
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      expect(new Set(path.mailbox.mails.map(({ to }) => to)).size).toBe(45);
      expect(path.mailbox.mails).toHaveLength(45);
    });
  });

  describe('special offers', () => {
    const campaign = async () => {
      const by = await customer([]);
      const id = ulid();
      await writing(shop.store).campaigns.insert({
        id,
        subject: 'Sale',
        text: 'All beans <i>now</i>.\nGo.',
        createdBy: by.id,
        createdAt: new Date(),
      });
      return id;
    };
    const campaignOf = async (id: string) => shop.store.read.campaigns.find(id);

    test('reach each customer with consent once, through the topic of offers', async () => {
      const path = orderPath(shop.store, URL);
      const agreed = await Promise.all(Array.from({ length: 3 }, async () => customer(['offers'])));
      await customer(['reminders']);
      const id = await campaign();
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      expect(path.topics.of('offers').map(({ kind }) => kind)).toEqual([
        'offer.announced',
        'offer.announced',
        'offer.announced',
      ]);
      await path.notify(sqsEvent([...path.topics.of('offers'), ...path.topics.of('offers')]));
      expect(path.mailbox.mails.map(({ to }) => to).sort()).toEqual(agreed.map(({ email }) => email).sort());
      expect(path.mailbox.mails[0]).toMatchObject({ subject: 'Sale' });
      expect(path.mailbox.mails[0].html).toContain('&lt;i&gt;now&lt;/i&gt;.<br>Go.');
      expect(await campaignOf(id)).toMatchObject({ state: 'sent', recipients: 3 });
    });

    test('each has a separate unsubscribe link, which works before the next mail is created', async () => {
      const path = orderPath(shop.store, URL);
      const [first, second] = [await customer(['offers']), await customer(['offers'])];
      await campaign();
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      const offers = path.topics.of('offers');
      const url = String(offers.find(({ payload }) => payload.customerId === first.id)?.payload.unsubscribeUrl);
      expect(await withdrawConsent(shop.store, tokenOf(url), new Date())).toBe('withdrawn');
      await path.notify(sqsEvent(offers));
      expect(path.mailbox.mails.map(({ to }) => to)).toEqual([second.email]);
      expect(path.metrics.counted).toContainEqual(['MailsDropped', 1, { reason: 'no consent' }]);
    });

    test('two concurrent runs choose no customer twice', async () => {
      const path = orderPath(shop.store, URL);
      for (let each = 0; each < 60; each += 1) await customer(['offers']);
      const id = await campaign();
      await Promise.all([path.runScheduledTasks(ONLY_EVERY_MINUTE), path.runScheduledTasks(ONLY_EVERY_MINUTE)]);
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      expect(new Set(path.topics.of('offers').map(({ eventId }) => eventId)).size).toBe(60);
      expect(await campaignOf(id)).toMatchObject({ state: 'sent', recipients: 60 });
    });

    test('many are published over several minutes', async () => {
      const path = orderPath(shop.store, URL);
      await shop.query(`insert into customer (id, email, email_normalized, name, role, locale, created_at)
        select lpad(n::text, 26, '0'), n || '@example.com', n || '@example.com', 'x', 'customer', 'en', now()
        from generate_series(1, 620) n`);
      await shop.query("insert into consent select id, id, 'offers', true, 'account', '1', now() from customer");
      const id = await campaign();
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      expect(await campaignOf(id)).toMatchObject({ state: 'sending', recipients: 500 });
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      expect(await campaignOf(id)).toMatchObject({ state: 'sent', recipients: 620 });
    });

    test('none are published while the shop has no address, and the log says so', async () => {
      const path = orderPath(shop.store);
      await customer(['offers']);
      const id = await campaign();
      await path.runScheduledTasks(ONLY_EVERY_MINUTE);
      expect(path.topics.of('offers')).toEqual([]);
      expect(await campaignOf(id)).toMatchObject({ state: 'sent', recipients: 0 });
      expect(path.metrics.counted).toContainEqual(['MailsDropped', 1, { reason: 'no shop address' }]);
      expect(output.line).toHaveBeenCalledWith(expect.stringContaining('set SHOP_URL'));
    });
  });
});
