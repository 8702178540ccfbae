import { ulid } from 'ulid';
import { orderRow } from '../../../support/order-path';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { writing } from '../../../support/writing';

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('contradictions between tables', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  test('each kind of mismatch is found, and no other row', async () => {
    const { store } = shop;
    const [right, wrong] = [await shop.product({ onHand: 5 }), await shop.product({ onHand: 5 })];
    expect(await store.read.audit.stockMismatches(10)).toEqual([]);
    await shop.query('update stock set on_hand = 4 where product_id = $1', [wrong]);
    expect(await store.read.audit.stockMismatches(10)).toEqual([
      { productId: wrong, onHand: 4, reserved: 0, movedOnHand: 5, movedReserved: 0 },
    ]);

    const [waiting, unsold] = [ulid(), ulid()];
    for (const id of [waiting, unsold]) {
      await writing(store).orders.insert(orderRow({ id }));
      await writing(store).orders.insertLines(id, [{ productId: right, name: 'x', quantity: 1, priceMinor: 1000 }]);
    }
    await writing(store).payments.insert({
      provider: 'signed',
      reference: 'p1',
      orderId: waiting,
      amountMinor: 1000,
      currency: 'EUR',
      state: 'captured',
    });
    await writing(store).orders.move(unsold, 'placed', 'paid');
    expect(await store.read.audit.capturedButUnpaid(10)).toMatchObject([{ orderId: waiting, reference: 'p1' }]);
    expect(await store.read.audit.paidWithoutSale(10)).toEqual([unsold]);

    await writing(store).payments.recordEvent({
      provider: 'signed',
      eventId: 'e1',
      eventType: 'payment.captured',
      rawBody: '{}',
    });
    expect(await store.read.audit.unknownEvents(minutes(-5), 10)).toEqual([
      { provider: 'signed', eventId: 'e1', rawBody: '{}' },
    ]);
    expect(await store.read.audit.unknownEvents(minutes(5), 10)).toEqual([]);

    await writing(store).outbox.add(['a', 'b'].map((id) => ({ id, kind: 'mail' as const, payload: {} })));
    await shop.query("update outbox set state = 'dead' where id = 'a'");
    expect(await writing(store).audit.outbox(minutes(1))).toEqual({ late: 1, dead: 1 });
    expect(await writing(store).audit.outbox(minutes(-1))).toEqual({ late: 0, dead: 1 });
    expect((await store.read.orders.latest({ state: 'paid' })).map((order) => order.id)).toEqual([unsold]);
    expect(await store.read.orders.latest({ limit: 5 })).toHaveLength(2);
  });
});
