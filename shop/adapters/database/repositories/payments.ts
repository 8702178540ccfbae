import { Payments } from '../../../ports/repositories/payments';
import { Executor, insertNew, removeOldest } from '../engine';

/** Repository of payments and webhook events. */
export function payments(executor: Executor): Payments {
  return {
    async recordEvent(event) {
      return insertNew(executor, 'webhook_event', {
        provider: event.provider,
        event_id: event.eventId,
        event_type: event.eventType,
        raw_body: event.rawBody,
        received_at: new Date(),
        outcome: 'unknown',
        reason: null,
      });
    },
    async setOutcome(provider, eventId, outcome, reason) {
      await executor
        .updateTable('webhook_event')
        .set({ outcome, reason: reason ?? null })
        .where('provider', '=', provider)
        .where('event_id', '=', eventId)
        .execute();
    },
    async forgetEvents(before, limit) {
      return removeOldest(executor, 'webhook_event', before, limit);
    },
    async insert(payment) {
      return insertNew(executor, 'payment', {
        provider: payment.provider,
        provider_ref: payment.reference,
        order_id: payment.orderId,
        amount_minor: payment.amountMinor,
        currency: payment.currency,
        state: payment.state,
        created_at: new Date(),
      });
    },
    async oweRefund(provider, reference) {
      await executor
        .updateTable('payment')
        .set({ state: 'refund_due' })
        .where('provider', '=', provider)
        .where('provider_ref', '=', reference)
        .execute();
    },
    async ofOrder(orderId) {
      const rows = await executor
        .selectFrom('payment')
        .selectAll()
        .where('order_id', '=', orderId)
        .orderBy('created_at')
        .orderBy('provider_ref')
        .execute();
      return rows.map((row) => ({
        provider: row.provider,
        reference: row.provider_ref,
        orderId,
        amountMinor: row.amount_minor,
        currency: row.currency,
        state: row.state,
      }));
    },
  };
}
