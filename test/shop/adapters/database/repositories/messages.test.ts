import { Store } from '../../../../../shop/ports/store';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { writing } from '../../../support/writing';

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('the repositories of messages', () => {
  let shop: TestShopDatabase;
  let store: Store;
  useShop((made) => {
    shop = made;
    store = made.store;
  });

  test('sent outbox messages are removed when they are old, pending ones are not', async () => {
    await writing(store).outbox.add(
      ['done', 'waits'].map((id) => ({ id, kind: 'mail' as const, payload: { to: 'a@example.com' } })),
    );
    await writing(store).outbox.sent('done');
    const forget = async (before: Date) => store.transaction(async (unit) => unit.outbox.forget(before, 10));
    expect([await forget(minutes(-1)), await forget(minutes(1)), await forget(minutes(1))]).toEqual([0, 1, 0]);
    expect(await shop.query('select id from outbox')).toEqual([{ id: 'waits' }]);
    await shop.query('delete from outbox');
  });

  test('a consumer recognizes a message that it has processed', async () => {
    const receive = async (consumer: string) =>
      store.transaction(async (unit) => unit.inbox.receive(consumer, 'message-1'));
    expect([await receive('a'), await receive('a'), await receive('b')]).toEqual([true, false, true]);
    expect(await store.transaction(async (unit) => unit.inbox.forget(minutes(1), 1))).toBe(1);
    expect(await store.transaction(async (unit) => unit.inbox.forget(minutes(1), 10))).toBe(1);
  });
});
