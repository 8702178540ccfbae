import * as fc from 'fast-check';
import { cancelOrder } from '../../../../shop/application/orders/cancel-order';
import { allows, OrderState } from '../../../../shop/domain/orders/order';
import { sqsEvent } from '../../support/events';
import { captured, orderMessage, orderPath } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

type Step =
  | { readonly kind: 'order'; readonly quantities: readonly [number, number]; readonly mayReserve: boolean }
  | { readonly kind: 'pay' | 'pay-wrong' | 'ship' | 'dispatch' | 'repeat' | 'cancel'; readonly order: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'clock' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      quantities: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 })),
      mayReserve: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'pay' as const,
        'pay' as const,
        'pay-wrong' as const,
        'ship' as const,
        'dispatch' as const,
        'repeat' as const,
        'cancel' as const,
      ),
      order: fc.nat({ max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'wait' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'clock' as const }) },
);

describe('the ledger', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  test.each(['0', '25', '100'])(
    'agrees with stock, orders and payments after any sequence of events, at a share of %s %%',
    async (share) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
          await shop.query('truncate product, orders, outbox, webhook_event cascade');
          const path = orderPath(shop.store, { RESERVABLE_SHARE: share });
          const products = [
            await shop.product({ onHand: 8, priceMinor: 100, lowMark: 2 }),
            await shop.product({ onHand: 5, priceMinor: 70 }),
          ];
          const orders: { readonly id: string; readonly total: number; readonly message: object }[] = [];
          const seen = new Map<string, OrderState>();
          for (const action of steps) {
            if (action.kind === 'order') {
              const lines = action.quantities
                .map((quantity, index) => ({ productId: products[index], quantity }))
                .filter(({ quantity }) => quantity > 0);
              const message = orderMessage('', { lines, internal: { mayReserve: action.mayReserve } });
              orders.push({
                id: message.orderId,
                total: action.quantities[0] * 100 + action.quantities[1] * 70,
                message,
              });
              await path.process(sqsEvent([message]));
            } else if (action.kind === 'wait') {
              path.clock.advance(3_600_000);
            } else if (action.kind === 'clock') {
              // Expiry and reconciler, which finds nothing that it cannot repair.
              await path.runScheduledTasks();
            } else {
              const order = orders[action.order];
              if (!order) continue;
              if (action.kind === 'pay') await path.webhook(captured(order.id, order.total));
              if (action.kind === 'pay-wrong') await path.webhook(captured(order.id, order.total + 1));
              if (action.kind === 'cancel') await cancelOrder(shop.store, order.id);
              if (action.kind === 'repeat') await path.process(sqsEvent([order.message]));
              if (action.kind === 'ship') {
                await path.ship(sqsEvent([{ eventId: 'e', kind: 'order.paid', payload: { orderId: order.id } }]));
              }
              if (action.kind === 'dispatch') {
                await path.ship(
                  sqsEvent([
                    {
                      eventId: 'e',
                      kind: 'shipment.dispatched',
                      payload: { orderId: order.id, carrier: 'c', tracking: 't' },
                    },
                  ]),
                );
              }
            }
            // Every order stayed, or entered only states that the table allows, step by step.
            for (const { id, state } of await shop.store.read.orders.latest({})) {
              const before = seen.get(id) ?? 'placed';
              expect({ id, before, state, legal: state === before || allows(before, state) }).toMatchObject({
                legal: true,
              });
              seen.set(id, state);
            }
          }
          expect(
            await shop.query(`select s.product_id from stock s join
        (select product_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved
         from stock_movement group by product_id) m
        on m.product_id = s.product_id where m.on_hand <> s.on_hand or m.reserved <> s.reserved`),
          ).toEqual([]);
          // Pieces are sold exactly for the paid orders.
          expect(
            await shop.query(`select o.id from orders o
        left join stock_movement m on m.order_id = o.id and m.kind = 'sell'
        where (o.state in ('paid', 'packed', 'shipped')) <> (m.order_id is not null)`),
          ).toEqual([]);
          expect(
            await shop.query(`select o.id from orders o join payment p on p.order_id = o.id and p.state = 'captured'
        where o.state not in ('paid', 'packed', 'shipped')`),
          ).toEqual([]);
          // Only unpaid orders have reservations, of all their lines, and never more than the pieces on hand.
          expect(
            await shop.query(`select o.id, o.state from order_line l join orders o on o.id = l.order_id
        left join (select order_id, product_id, sum(reserved_delta) as held from stock_movement group by 1, 2) m
        on m.order_id = l.order_id and m.product_id = l.product_id
        group by o.id having sum(coalesce(held, 0)) not in
          (0, case when o.state = 'placed' then sum(quantity) else 0 end)
      `),
          ).toEqual([]);
          expect(await shop.query('select 1 from stock where reserved < 0 or reserved > on_hand')).toEqual([]);
          if (share === '0') {
            expect(await shop.query("select 1 from stock_movement where kind = 'reserve'")).toEqual([]);
          }
        }),
        { numRuns: 15, endOnFailure: true },
      );
    },
  );
});
