import { ulid } from 'ulid';
import { output } from '../../../shop/adapters/telemetry/log';
import { OutboxRelay } from '../../../shop/application/outbox/outbox-relay';
import { StoreError } from '../../../shop/application/store-error';
import { invalidation, notification } from '../../../shop/domain/outbox-message';
import { orderPath } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useFreshShop } from '../support/use-shop';
import { writing } from '../support/writing';

const MINUTE = 60_000;
const ONLY_EVERY_MINUTE = '2026-11-23T03:01:00Z';

describe('the scheduled tasks', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => {
    shop = made;
  });

  const logged = (text: string) => expect(output.line).toHaveBeenCalledWith(expect.stringContaining(text));

  test('deliver pending outbox messages of every kind', async () => {
    const path = orderPath(shop.store);
    await writing(shop.store).outbox.add([
      invalidation('p:changed', ['product:p', 'catalogue']),
      ...(['orders', 'stock', 'offers'] as const).map((topic) => notification(topic, `${topic}:x`, 'order.placed', {})),
      { id: 'mail', kind: 'mail', payload: { to: 'a@example.com', subject: 's', text: 't', html: 'h' } },
    ]);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect(path.forgotten).toEqual(['product:p', 'catalogue']);
    expect(path.topics.published.map(({ topic }) => topic).sort()).toEqual(['offers', 'orders', 'stock']);
    expect(path.mailbox.mails).toHaveLength(1);
    expect(await shop.query("select 1 from outbox where state <> 'sent'")).toEqual([]);
  });

  test('refuse an invalid time before any task runs', async () => {
    const path = orderPath(shop.store);
    for (const time of ['', 'soon', null as unknown as string]) {
      await expect(path.runScheduledTasks(time)).rejects.toThrow('time must be the time of the event');
    }
  });

  describe('a task that fails', () => {
    test('does not stop the others, but fails the invocation', async () => {
      const path = orderPath(shop.store);
      await writing(shop.store).outbox.add([notification('orders', 'x', 'order.placed', {})]);
      await shop.query('drop table campaign_recipient, campaign');
      await expect(path.runScheduledTasks()).rejects.toThrow('failed: announce-offers');
      expect(path.topics.published).toHaveLength(1);
      expect(path.migrations.requests).toBe(1);
      logged('"task":"announce-offers"');
    });

    test('because the database is unavailable requests no migration', async () => {
      const orders = {
        ...shop.store.read.orders,
        overdue: async () => {
          throw new StoreError('unavailable', 'unavailable');
        },
      };
      const path = orderPath({
        read: { ...shop.store.read, orders },
        write: shop.store.write,
        transaction: async (work) => shop.store.transaction(work),
        close: async () => undefined,
      });
      await expect(path.runScheduledTasks(ONLY_EVERY_MINUTE)).rejects.toThrow('failed: expire-orders');
      expect(path.migrations.requests).toBe(0);
    });
  });

  describe('the clean-up', () => {
    test('removes expired sessions, old carts of guests and old messages, and nothing else', async () => {
      const path = orderPath(shop.store);
      const days = (count: number) => new Date(Date.now() - count * 24 * 60 * MINUTE);
      const product = await shop.product();
      const customerId = ulid();
      await writing(shop.store).customers.insert({
        id: customerId,
        email: 'ada@example.com',
        name: 'Ada',
        role: 'customer',
        locale: 'en',
      });
      for (const [hash, expiresAt] of [
        ['a', days(1)],
        ['b', days(-1)],
      ] as const) {
        await writing(shop.store).sessions.insert({
          tokenHash: hash.repeat(64),
          csrfSecret: 's'.repeat(64),
          expiresAt,
        });
      }
      for (const [touchedAt, owner] of [
        [days(31), undefined],
        [days(29), undefined],
        [days(31), customerId],
      ] as const) {
        const id = ulid();
        await writing(shop.store).carts.insert({ id, customerId: owner, touchedAt });
        await writing(shop.store).carts.putLine(id, { productId: product, quantity: 1, priceMinor: 1 }, touchedAt);
      }
      await shop.query("insert into inbox values ('c', 'old', $1), ('c', 'new', $2)", [days(15), days(13)]);
      await path.runScheduledTasks();
      expect(await shop.query('select left(token_hash, 1) as hash from session')).toEqual([{ hash: 'b' }]);
      expect(await shop.query('select customer_id from cart order by customer_id nulls first')).toEqual([
        { customer_id: null },
        { customer_id: customerId },
      ]);
      expect(await shop.query("select message_id from inbox where consumer = 'c'")).toEqual([{ message_id: 'new' }]);
      logged('"sessions":1,"carts":1,"inboxEntries":1,"outboxMessages":0');
    });

    test('removes a limited number in one run, and the rest in the next one', async () => {
      const path = orderPath(shop.store);
      await shop.query(
        "insert into inbox select 'c', n::text, now() - interval '15 days' from generate_series(1, 5200) n",
      );
      await path.runScheduledTasks();
      expect(await shop.query("select count(*)::int as n from inbox where consumer = 'c'")).toEqual([{ n: 200 }]);
      await path.runScheduledTasks();
      expect(await shop.query("select count(*)::int as n from inbox where consumer = 'c'")).toEqual([{ n: 0 }]);
    });
  });

  test('the relay leaves time for the end of the invocation', async () => {
    const path = orderPath(shop.store);
    await writing(shop.store).outbox.add(
      Array.from({ length: 3 }, (_, index) => notification('orders', `o:${index}`, 'order.placed', {})),
    );
    const run = jest.spyOn(OutboxRelay.prototype, 'run');
    for (const left of [60_000, 18_000, 1_000]) {
      await path.runScheduledTasks(ONLY_EVERY_MINUTE, { getRemainingTimeInMillis: () => left });
    }
    expect(run.mock.calls).toEqual([[20_000], [8_000], [5_000]]);
    expect(await shop.query("select 1 from outbox where state <> 'sent'")).toEqual([]);
  });
});
