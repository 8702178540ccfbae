import { EVENTS } from '../../../src/contract/events';
import { unpaidScope } from '../../domain/limits/unpaid-scope';
import { equals, money, Money } from '../../domain/money';
import { Order, OrderLine } from '../../domain/orders/order';
import { invalidation, notification } from '../../domain/outbox-message';
import {
  UNKNOWN_EVENT_TYPE,
  Payment,
  WebhookOutcome,
  PaymentEvent,
  AMOUNT_DIFFERS,
} from '../../domain/payments/payment';
import { Store, UnitOfWork } from '../../ports/store';
import { lowStockNotices, sell } from '../inventory/stock';
import { transition } from '../orders/transition';

/** Outcome of an event. */
interface EventOutcome {
  readonly outcome: WebhookOutcome;
  readonly reason?: string;
  /** Revenue from the payment. */
  readonly revenue?: Money;
  /** True when the payment arrived late and too few pieces were left. */
  readonly soldOut?: boolean;
}

/** Outcome of an event with the order that it was about. */
export interface Settlement extends Omit<EventOutcome, 'outcome'> {
  readonly outcome: WebhookOutcome | 'duplicate';
  readonly orderId?: string;
}

/**
 * Applies an event of a payment provider, once for each event.
 *
 * @param event - signature and format are checked already
 * @param now - date of low-stock notifications
 */
export async function settlePayment(store: Store, event: PaymentEvent, now: Date): Promise<Settlement> {
  return store.transaction(async (unit) => {
    if (!(await unit.payments.recordEvent(event))) return { outcome: 'duplicate' };
    return settleEvent(unit, event, now);
  });
}

/**
 * Applies an event again that was stored because its order did not exist yet.
 *
 * @param event - recorded earlier with outcome `unknown`
 * @param now - date of low-stock notifications
 */
export async function settleAgain(store: Store, event: PaymentEvent, now: Date): Promise<Settlement> {
  return store.transaction(async (unit) => settleEvent(unit, event, now));
}

/**
 * Applies a recorded payment whose order is still unpaid.
 *
 * @param test - true: the order is marked as a test
 * @param now - date of low-stock notifications
 */
export async function settleRecorded(store: Store, payment: Payment, test: boolean, now: Date): Promise<Settlement> {
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(payment.orderId);
    if (!order || !AWAITS_MONEY.has(order.state)) {
      return { outcome: 'ignored', reason: 'order went on', orderId: payment.orderId };
    }
    return { ...(await take(unit, order, payment, test, now)), orderId: order.id };
  });
}

const AWAITS_MONEY: ReadonlySet<string> = new Set(['placed', 'expired', 'rejected', 'cancelled']);

async function settleEvent(unit: UnitOfWork, event: PaymentEvent, now: Date): Promise<Settlement> {
  const verdict = await settle(unit, event, now);
  await unit.payments.setOutcome(event.provider, event.eventId, verdict.outcome, verdict.reason);
  return { ...verdict, orderId: event.capture?.orderId };
}

async function settle(unit: UnitOfWork, event: PaymentEvent, now: Date): Promise<EventOutcome> {
  const { capture } = event;
  if (!capture) return { outcome: 'unknown', reason: UNKNOWN_EVENT_TYPE };
  const order = await unit.orders.lock(capture.orderId);
  if (!order) return { outcome: 'unknown', reason: 'no such order' };
  if (!equals(capture.amount, money(order.totalMinor, order.currency))) {
    return { outcome: 'unknown', reason: AMOUNT_DIFFERS };
  }

  const payment: Payment = {
    provider: event.provider,
    reference: capture.reference,
    orderId: order.id,
    amountMinor: capture.amount.minor,
    currency: capture.amount.currency,
    state: 'captured',
  };
  if (!(await unit.payments.insert(payment))) return { outcome: 'ignored', reason: 'payment known' };
  return take(unit, order, payment, event.test, now);
}

async function take(unit: UnitOfWork, order: Order, payment: Payment, test: boolean, now: Date): Promise<EventOutcome> {
  const lines = await unit.orders.lines(order.id);
  if (!(await sellTo(unit, order, lines))) {
    await oweRefund(unit, order, payment);
    return { outcome: 'handled', reason: 'refund due', soldOut: SELLS.has(order.state) };
  }
  await transition(unit.orders, order.id, order.state, 'paid', test ? { test: true } : {});
  await unit.outbox.add([
    notification('orders', `${order.id}:${EVENTS.orderPaid}`, EVENTS.orderPaid, {
      orderId: order.id,
      totalMinor: order.totalMinor,
      currency: order.currency,
    }),
    ...(await lowStockNotices(unit, lines, now)),
    // A paid order no longer counts towards the limits of unpaid orders.
    invalidation(`${order.id}:unpaid-limits`, [unpaidScope(order.id)]),
  ]);
  return { outcome: 'handled', revenue: money(order.totalMinor, order.currency) };
}

const SELLS: ReadonlySet<string> = new Set(['placed', 'expired']);

/**
 * Returns false when the order accepts no payment: it is paid already or has ended, or has no reservation and too few
 * pieces are free. An expired order and one without a reservation buy from the free pieces.
 */
async function sellTo(unit: UnitOfWork, order: Order, lines: readonly OrderLine[]): Promise<boolean> {
  return SELLS.has(order.state) && (await unit.attempt(async () => sell(unit, order.id, lines)));
}

/**
 * The payment has arrived, but the pieces are sold out: it must be refunded. A second payment for an order does not
 * change the order's state.
 */
async function oweRefund(unit: UnitOfWork, order: Order, payment: Payment): Promise<void> {
  await unit.payments.oweRefund(payment.provider, payment.reference);
  if (AWAITS_MONEY.has(order.state)) {
    await transition(unit.orders, order.id, order.state, 'refund_due');
  }
  await unit.outbox.add([
    notification('orders', `${payment.provider}:${payment.reference}:${EVENTS.orderRefundDue}`, EVENTS.orderRefundDue, {
      orderId: order.id,
      provider: payment.provider,
      reference: payment.reference,
      amountMinor: payment.amountMinor,
      currency: payment.currency,
    }),
  ]);
}
