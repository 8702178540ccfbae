import { notification } from './effects';
import { equals, money, Money } from './money';
import { transition } from './order';
import { lowStockNotices, sellFree, sellReserved } from './stock';
import { Order, OrderLine, Payment, Store, Unit, WebhookOutcome } from '../ports/store';

/** A provider's event in the shop's own words. */
export interface PaymentEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly eventType: string;
  /** The signed text as it arrived. */
  readonly rawBody: string;
  /** From the demonstration provider: the order is marked. */
  readonly test: boolean;
  /** Absent: an event this shop does not know; it is kept. */
  readonly capture?: { readonly orderId: string; readonly reference: string; readonly amount: Money };
}

export interface Settlement {
  readonly outcome: WebhookOutcome | 'duplicate';
  readonly reason?: string;
  readonly orderId?: string;
}

/** What the provider says happened becomes what the shop does about it, once for each event. */
export async function settlePayment(store: Store, event: PaymentEvent, now: Date): Promise<Settlement> {
  return store.transaction(async (unit) => {
    if (!await unit.payments.recordEvent(event)) return { outcome: 'duplicate' };
    const settlement = await settle(unit, event, now);
    await unit.payments.setOutcome(event.provider, event.eventId, settlement.outcome, settlement.reason);
    return { ...settlement, orderId: event.capture?.orderId };
  });
}

async function settle(unit: Unit, event: PaymentEvent, now: Date): Promise<{ readonly outcome: WebhookOutcome; readonly reason?: string }> {
  const { capture } = event;
  if (!capture) return { outcome: 'unknown', reason: 'event type' };
  const order = await unit.orders.lock(capture.orderId);
  if (!order) return { outcome: 'unknown', reason: 'no such order' };
  if (!equals(capture.amount, money(order.totalMinor, order.currency))) return { outcome: 'unknown', reason: 'amount differs' };

  const payment: Payment = {
    provider: event.provider,
    reference: capture.reference,
    orderId: order.id,
    amountMinor: capture.amount.minor,
    currency: capture.amount.currency,
    state: 'captured',
  };
  if (!await unit.payments.insert(payment)) return { outcome: 'ignored', reason: 'payment known' };
  const lines = await unit.orders.lines(order.id);
  if (!await sell(unit, order, lines)) {
    await oweRefund(unit, order, payment);
    return { outcome: 'handled', reason: 'refund due' };
  }
  await transition(unit.orders, order.id, order.state, 'paid', event.test ? { test: true } : {});
  await unit.outbox.add([
    notification('orders', `${order.id}:order.paid`, 'order.paid', { orderId: order.id, totalMinor: order.totalMinor, currency: order.currency }),
    ...await lowStockNotices(unit, lines, now),
  ]);
  return { outcome: 'handled' };
}

/** `false` when this order takes no payment: too late and sold out by now, ended, or paid already. */
async function sell(unit: Unit, order: Order, lines: readonly OrderLine[]): Promise<boolean> {
  if (order.state === 'placed') {
    await sellReserved(unit, order.id, lines);
    return true;
  }
  // Its reservation is gone, but while there is enough on the shelf the customer gets what was paid for.
  return order.state === 'expired' && await unit.attempt(async () => sellFree(unit, order.id, lines));
}

/** The money is here and the goods are not: it goes back. A second payment leaves the order, which goes its way, alone. */
async function oweRefund(unit: Unit, order: Order, payment: Payment): Promise<void> {
  await unit.payments.oweRefund(payment.provider, payment.reference);
  if (order.state === 'expired' || order.state === 'rejected' || order.state === 'cancelled') {
    await transition(unit.orders, order.id, order.state, 'refund_due');
  }
  await unit.outbox.add([notification('orders', `${payment.provider}:${payment.reference}:order.refund_due`, 'order.refund_due', {
    orderId: order.id,
    provider: payment.provider,
    reference: payment.reference,
    amountMinor: payment.amountMinor,
    currency: payment.currency,
  })]);
}
