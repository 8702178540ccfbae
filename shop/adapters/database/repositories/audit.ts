import { sql } from 'kysely';
import { UNKNOWN_EVENT_TYPE } from '../../../domain/payments/payment';
import { Audit } from '../../../ports/repositories/audit';
import { Executor } from '../engine';

/** Queries of the reconciler. */
export function audit(executor: Executor): Audit {
  return {
    async stockMismatches(limit) {
      const { rows } = await sql<{ id: string; on_hand: number; reserved: number; moved: number; held: number }>`
        select s.product_id as id, s.on_hand, s.reserved, coalesce(m.moved, 0) as moved, coalesce(m.held, 0) as held
        from stock s left join (
          select product_id, sum(on_hand_delta) as moved, sum(reserved_delta) as held
          from stock_movement group by product_id
        ) m on m.product_id = s.product_id
        where s.on_hand <> coalesce(m.moved, 0) or s.reserved <> coalesce(m.held, 0)
        order by s.product_id limit ${limit}`.execute(executor);
      return rows.map((row) => ({
        productId: row.id,
        onHand: row.on_hand,
        reserved: row.reserved,
        movedOnHand: Number(row.moved),
        movedReserved: Number(row.held),
      }));
    },
    async capturedButUnpaid(limit) {
      const rows = await executor
        .selectFrom('payment')
        .innerJoin('orders', 'orders.id', 'payment.order_id')
        .select([
          'provider',
          'provider_ref',
          'order_id',
          'amount_minor',
          'payment.currency as currency',
          'payment.state as state',
        ])
        .where('payment.state', '=', 'captured')
        .where('orders.state', 'in', ['placed', 'expired', 'rejected', 'cancelled'])
        .orderBy('payment.created_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        provider: row.provider,
        reference: row.provider_ref,
        orderId: row.order_id,
        amountMinor: row.amount_minor,
        currency: row.currency,
        state: row.state,
      }));
    },
    async paidWithoutSale(limit) {
      const sold = sql<boolean>`exists (select 1 from stock_movement m
        where m.order_id = line.order_id and m.product_id = line.product_id and m.kind = 'sell')`;
      const rows = await executor
        .selectFrom('orders')
        .innerJoin('order_line as line', 'line.order_id', 'orders.id')
        .select('orders.id')
        .distinct()
        .where('orders.state', 'in', ['paid', 'packed', 'shipped', 'delivered'])
        .where((row) => row.not(sold))
        .orderBy('orders.id')
        .limit(limit)
        .execute();
      return rows.map((row) => row.id);
    },
    async unknownEvents(since, limit) {
      // Events of an unknown type can never match an order, so they must not fill the page.
      const rows = await executor
        .selectFrom('webhook_event')
        .select(['provider', 'event_id', 'raw_body'])
        .where('outcome', '=', 'unknown')
        .where((row) => row.or([row('reason', 'is', null), row('reason', '!=', UNKNOWN_EVENT_TYPE)]))
        .where('received_at', '>=', since)
        .orderBy('received_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ provider: row.provider, eventId: row.event_id, rawBody: row.raw_body }));
    },
    async outbox(before) {
      const rows = await executor
        .selectFrom('outbox')
        .select(['state', (row) => row.fn.countAll<number>().as('count')])
        .where((row) =>
          row.or([
            row('state', '=', 'dead'),
            row.and([row('state', 'in', ['pending', 'sending']), row('created_at', '<', before)]),
          ]),
        )
        .groupBy('state')
        .execute();
      const count = (dead: boolean) =>
        rows.filter((row) => (row.state === 'dead') === dead).reduce((sum, row) => sum + Number(row.count), 0);
      return { late: count(false), dead: count(true) };
    },
  };
}
