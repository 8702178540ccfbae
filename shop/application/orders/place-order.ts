import { transition } from './transition';
import { EVENTS } from '../../../src/contract/events';
import { Product } from '../../domain/inventory/product';
import { RESERVABLE_SHARE } from '../../domain/limits/unpaid-limits';
import { unpaidScope } from '../../domain/limits/unpaid-scope';
import { add, money, Money, times } from '../../domain/money';
import { OrderLine, RejectionReason } from '../../domain/orders/order';
import { hashAccessToken } from '../../domain/orders/order-access';
import { OrderMessage } from '../../domain/orders/order-message';
import { invalidation, mail, notification, OutboxMessage } from '../../domain/outbox-message';
import { OrderMails } from '../../ports/mail-texts';
import { Store, UnitOfWork } from '../../ports/store';
import { restoreRejected } from '../carts/cart';
import { mayMailAbout } from '../mails/mails-to-one-address';

/** Values that placing an order needs besides the message. */
export interface PlaceOrderContext {
  readonly now: Date;
  readonly mails: OrderMails;
  /** Page on which the order can be paid; absent: the provider informs the customer. */
  readonly paymentUrl?: string;
  /** Encrypted access token of the order, for the links in later mails. */
  readonly accessCopy?: string;
  /** Percentage of a product's pieces on hand that unpaid orders of new customers may reserve. */
  readonly reservableShare?: number;
}

/** Result of an order. `mailed`: a mail about it was queued. */
export type PlaceOrderResult =
  /** `reserved`: false for an order without a reservation. Its payment then buys from the free pieces. */
  | { readonly outcome: 'placed'; readonly reserved: boolean; readonly mailed: boolean }
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'rejected'; readonly reason: RejectionReason; readonly mailed: boolean };

const NOT_ON_SALE = 'A product that is no longer sold';

/**
 * Creates an order from a queue message: with a reservation of all its lines, without a reservation, or as rejected
 * with a reason. Repeating the message has no effect.
 *
 * @param message - checked, with facts that only the shop adds
 * @param context - see `PlaceOrderContext`
 */
export async function placeOrder(
  store: Store,
  message: OrderMessage,
  context: PlaceOrderContext,
): Promise<PlaceOrderResult> {
  return store.transaction(async (unit) => {
    const products = await unit.catalogue.findMany(message.lines.map((line) => line.productId));
    const { lines, total, problem } = price(message, products);
    const order = {
      id: message.orderId,
      email: message.email,
      state: 'placed',
      totalMinor: total.minor,
      currency: total.currency,
      address: message.address,
      placedAt: context.now,
      customerId: message.internal?.customerId,
      accessHash: hashAccessToken(message.accessToken),
    } as const;
    if (!(await unit.orders.insert(order, context.accessCopy))) return { outcome: 'duplicate' };
    if (lines.length > 0) await unit.orders.insertLines(order.id, lines);
    const mailed = await mayMailAbout(unit, message.email, context.now);

    const reserved = problem === undefined && (await reserve(unit, message, lines, context));
    const reason = problem ?? (reserved || (await areOnHand(unit, lines)) ? undefined : 'sold_out');
    if (reason !== undefined) {
      await transition(unit.orders, order.id, 'placed', 'rejected', { reason });
      await restoreRejected(unit, message.internal ?? {}, lines, context.now);
      await unit.outbox.add(rejected(message, reason, mailed, context));
      return { outcome: 'rejected', reason, mailed };
    }
    await unit.outbox.add(placed(message, { lines, total, reserved, mailed }, context));
    return { outcome: 'placed', reserved, mailed };
  });
}

/** Lines of an order with their prices. */
interface Priced {
  /** Lines with an existing product. They are stored for rejected orders as well. */
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly problem?: RejectionReason;
}

/**
 * Reads prices in the order's transaction. The prices that the customer saw only decide whether the order is accepted.
 */
function price(message: OrderMessage, products: readonly Product[]): Priced {
  const byId = new Map(products.map((product) => [product.id, product]));
  const lines: OrderLine[] = [];
  let total = money(0, message.currency);
  let problem: RejectionReason | undefined;
  for (const wanted of message.lines) {
    const product = byId.get(wanted.productId);
    if (!product || !product.active || product.currency !== message.currency) problem ??= 'not_available';
    if (!product) continue;
    // A product that is not on sale may have a name and a price that only its seller knows yet.
    const { name, priceMinor } = product.active ? product : { name: NOT_ON_SALE, priceMinor: wanted.priceMinor ?? 0 };
    if (wanted.priceMinor !== undefined && wanted.priceMinor !== priceMinor) problem ??= 'price_changed';
    lines.push({ productId: product.id, name, quantity: wanted.quantity, priceMinor });
    if (product.currency === message.currency) {
      total = add(total, times(money(priceMinor, product.currency), wanted.quantity));
    }
  }
  return { lines, total, problem };
}

/**
 * Reserves all lines or none. An account with an earlier paid order may reserve all free pieces, everyone else a share
 * of them.
 */
async function reserve(
  unit: UnitOfWork,
  message: OrderMessage,
  lines: readonly OrderLine[],
  context: PlaceOrderContext,
): Promise<boolean> {
  const { customerId, mayReserve = true } = message.internal ?? {};
  if (!mayReserve) return false;
  const isKnown = customerId !== undefined && (await unit.orders.hasPaid(customerId));
  const share = isKnown ? 100 : (context.reservableShare ?? RESERVABLE_SHARE);
  return unit.attempt(async () => reserveAll(unit, message.orderId, lines, share));
}

/**
 * The lines are sorted by product (see `order-message.ts`), so that concurrent orders wait for each other and do not
 * deadlock.
 */
async function reserveAll(
  unit: UnitOfWork,
  orderId: string,
  lines: readonly OrderLine[],
  share: number,
): Promise<boolean> {
  for (const { productId, quantity } of lines) {
    if (!(await unit.stock.reserve(productId, quantity, share))) return false;
    await unit.stock.record({ orderId, productId, kind: 'reserve', onHandDelta: 0, reservedDelta: quantity });
  }
  return true;
}

/** Checks the pieces on hand, reserved or not: unpaid orders of others are no reason to reject an order. */
async function areOnHand(unit: UnitOfWork, lines: readonly OrderLine[]): Promise<boolean> {
  for (const { productId, quantity } of lines) {
    const level = await unit.stock.find(productId);
    if (!level || level.onHand < quantity) return false;
  }
  return true;
}

interface PlacedOrder {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly reserved: boolean;
  readonly mailed: boolean;
}

function placed(
  message: OrderMessage,
  { lines, total, reserved, mailed }: PlacedOrder,
  { mails, paymentUrl }: PlaceOrderContext,
): readonly OutboxMessage[] {
  const { orderId, email } = message;
  const amount = { orderId, totalMinor: total.minor, currency: total.currency };
  const content = mails.received({ orderId, lines, total, paymentUrl, reserved });
  return [
    notification('orders', `${orderId}:${EVENTS.orderPlaced}`, EVENTS.orderPlaced, amount),
    notification('orders', `${orderId}:${EVENTS.paymentRequested}`, EVENTS.paymentRequested, amount),
    ...(mailed ? [mail(`${orderId}:mail.order-received`, email, content, orderId)] : []),
  ];
}

function rejected(
  message: OrderMessage,
  reason: RejectionReason,
  mailed: boolean,
  { mails }: PlaceOrderContext,
): readonly OutboxMessage[] {
  const { orderId, email } = message;
  return [
    notification('orders', `${orderId}:${EVENTS.orderRejected}`, EVENTS.orderRejected, { orderId, reason }),
    ...(mailed ? [mail(`${orderId}:mail.order-rejected`, email, mails.rejected({ orderId, reason }))] : []),
    invalidation(`${orderId}:unpaid-limits`, [unpaidScope(orderId)]),
  ];
}
