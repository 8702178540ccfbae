import * as fc from 'fast-check';
import { ulid } from 'ulid';
import { countDelivery } from '../../../../shop/application/inventory/deliveries';
import { createProduct } from '../../../../shop/application/inventory/products';
import { release } from '../../../../shop/application/inventory/stock';
import { expireOverdue } from '../../../../shop/application/orders/expire-orders';
import { placeOrder } from '../../../../shop/application/orders/place-order';
import { settlePayment } from '../../../../shop/application/payments/settle-payment';
import { StockManager } from '../../../../shop/domain/inventory/stock-manager';
import { OrderMessage } from '../../../../shop/domain/orders/order-message';
import { orderMails } from '../../../../shop/presentation/mails/order-mails';
import { orderMessage } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

type Step =
  | { readonly kind: 'restock' | 'correct'; readonly product: number; readonly quantity: number }
  | { readonly kind: 'reserve'; readonly product: number; readonly quantity: number }
  | { readonly kind: 'again'; readonly which: number }
  | { readonly kind: 'sell' | 'release'; readonly which: number }
  | { readonly kind: 'expire' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('restock' as const, 'correct' as const, 'reserve' as const, 'reserve' as const),
      product: fc.nat({ max: 1 }),
      quantity: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('again' as const, 'sell' as const, 'sell' as const, 'release' as const),
      which: fc.nat({ max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'expire' as const }) },
);

const MAILS = orderMails({ shopName: 'S' });
const ADMIN: StockManager = { role: 'admin', customerId: ulid() };
const HOUR = 3_600_000;

describe('the stock row and its ledger', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  /** Invariants after every step: limits, the sums of the ledger, and the expected stock. */
  async function check(
    expected: readonly { readonly onHand: number; readonly reserved: number }[],
    products: readonly string[],
  ): Promise<void> {
    const rows = await shop.query<{
      product_id: string;
      on_hand: number;
      reserved: number;
      moved: number;
      held: number;
    }>(`
      select s.product_id, s.on_hand, s.reserved,
        coalesce(sum(m.on_hand_delta), 0)::int as moved, coalesce(sum(m.reserved_delta), 0)::int as held
      from stock s left join stock_movement m on m.product_id = s.product_id group by s.product_id`);
    for (const row of rows) {
      expect({ onHand: row.moved, reserved: row.held }).toEqual({ onHand: row.on_hand, reserved: row.reserved });
      expect(row.reserved).toBeGreaterThanOrEqual(0);
      expect(row.reserved).toBeLessThanOrEqual(row.on_hand);
      expect({ onHand: row.on_hand, reserved: row.reserved }).toEqual(expected[products.indexOf(row.product_id)]);
    }
  }

  test.each([25, 100])('are equal after every step of sellers and customers, at a share of %s %%', async (share) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        await shop.query('truncate product, orders, outbox, inbox, webhook_event cascade');
        const { store } = shop;
        let now = new Date();
        const products = [ulid(), ulid()];
        for (const id of products) {
          await createProduct(
            store,
            ADMIN,
            { id, sku: id, name: 'P', description: 'P', priceMinor: 100, currency: 'EUR', active: true, lowMark: 1 },
            now,
          );
        }
        // The model: plain arithmetic.
        const shelf = products.map(() => ({ onHand: 0, reserved: 0 }));
        const deliveries: { readonly id: string; readonly product: number; readonly delta: number }[] = [];
        const orders: {
          readonly message: OrderMessage;
          readonly product: number;
          readonly quantity: number;
          readonly held: number;
          open: boolean;
        }[] = [];
        const deliver = async (id: string, product: number, delta: number) =>
          countDelivery(store, ADMIN, { id, productId: products[product], delta }, now);

        for (const action of steps) {
          if (action.kind === 'restock' || action.kind === 'correct') {
            const delta = action.kind === 'restock' ? action.quantity : -action.quantity;
            const id = ulid();
            const fits = shelf[action.product].onHand + delta >= shelf[action.product].reserved;
            expect(await deliver(id, action.product, delta)).toBe(fits ? 'done' : 'reserved');
            if (fits) {
              shelf[action.product].onHand += delta;
              deliveries.push({ id, product: action.product, delta });
            }
          } else if (action.kind === 'again') {
            const delivery = deliveries[action.which];
            if (delivery) expect(await deliver(delivery.id, delivery.product, delivery.delta)).toBe('duplicate');
          } else if (action.kind === 'reserve') {
            const message = orderMessage(products[action.product], { quantity: action.quantity });
            const { onHand, reserved } = shelf[action.product];
            const reserves = reserved + action.quantity <= Math.ceil((onHand * share) / 100);
            const outcome =
              action.quantity <= onHand ? { outcome: 'placed', reserved: reserves } : { outcome: 'rejected' };
            expect(await placeOrder(store, message, { now, mails: MAILS, reservableShare: share })).toMatchObject(
              outcome,
            );
            const held = reserves ? action.quantity : 0;
            shelf[action.product].reserved += held;
            if (outcome.outcome === 'placed') {
              orders.push({ message, product: action.product, quantity: action.quantity, held, open: true });
            }
          } else if (action.kind === 'expire') {
            now = new Date(now.getTime() + HOUR);
            expect((await expireOverdue(store, now)).expired).toBe(orders.filter(({ open }) => open).length);
            for (const order of orders.filter(({ open }) => open)) {
              order.open = false;
              shelf[order.product].reserved -= order.held;
            }
          } else if (action.kind === 'sell' || action.kind === 'release') {
            const order = orders[action.which];
            if (!order?.open) continue;
            order.open = false;
            shelf[order.product].reserved -= order.held;
            const { orderId } = order.message;
            if (action.kind === 'sell') {
              const { onHand, reserved } = shelf[order.product];
              const isThere = onHand - reserved >= order.quantity;
              if (isThere) shelf[order.product].onHand -= order.quantity;
              const capture = {
                orderId,
                reference: ulid(),
                amount: { minor: order.quantity * 100, currency: 'EUR' },
              };
              const event = {
                provider: 'signed',
                eventId: ulid(),
                eventType: 'payment.captured',
                rawBody: '{}',
                test: false,
                capture,
              };
              const expected = { outcome: 'handled', ...(isThere ? {} : { reason: 'refund due', soldOut: true }) };
              expect(await settlePayment(store, event, now)).toMatchObject(expected);
            } else {
              await store.transaction(async (unit) => {
                expect(await unit.orders.move(orderId, 'placed', 'cancelled')).toBe(true);
                await release(unit, orderId, await unit.orders.lines(orderId));
              });
            }
          }
          await check(shelf, products);
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
