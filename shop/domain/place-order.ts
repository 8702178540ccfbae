import { mail, notification } from './effects';
import { orderReceivedMail, orderRejectedMail, RejectionReason } from './mails/order-mails';
import { add, money, Money, times } from './money';
import { transition } from './order';
import { OrderMessage } from './order-message';
import { Effect, OrderLine, Product, Store, Unit } from '../ports/store';

export interface PlaceOrderContext {
  readonly now: Date;
  readonly shopName: string;
  /** Where it can be paid; absent: the customer hears of that by another way. */
  readonly paymentUrl?: string;
}

export type PlaceOrderResult =
  | { readonly outcome: 'placed' }
  | { readonly outcome: 'duplicate' }
  | { readonly outcome: 'rejected'; readonly reason: RejectionReason };

/** Takes an order from the queue into the shop: reserves all of it, or rejects it and says why. The same message twice is one order. */
export async function placeOrder(store: Store, message: OrderMessage, context: PlaceOrderContext): Promise<PlaceOrderResult> {
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
      customerId: message.customerId,
      visitor: message.visitor,
    } as const;
    if (!await unit.orders.insert(order)) return { outcome: 'duplicate' };
    if (lines.length > 0) await unit.orders.insertLines(order.id, lines);

    const reason = problem ?? (await unit.attempt(async () => reserveAll(unit, order.id, lines)) ? undefined : 'sold_out');
    if (reason !== undefined) {
      await transition(unit.orders, order.id, 'placed', 'rejected', { reason });
      await unit.outbox.add(rejected(message, reason, context));
      return { outcome: 'rejected', reason };
    }
    await unit.outbox.add(placed(message, lines, total, context));
    return { outcome: 'placed' };
  });
}

interface Priced {
  /** Of the products that exist: what the customer wanted is kept even when the order is rejected. */
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly problem?: RejectionReason;
}

/** Prices are read in the order's own transaction; what the customer saw only decides whether they still hold. */
function price(message: OrderMessage, products: readonly Product[]): Priced {
  const byId = new Map(products.map((product) => [product.id, product]));
  const lines: OrderLine[] = [];
  let total = money(0, message.currency);
  let problem: RejectionReason | undefined;
  for (const wanted of message.lines) {
    const product = byId.get(wanted.productId);
    if (!product || !product.active || product.currency !== message.currency) problem ??= 'not_available';
    if (!product) continue;
    if (wanted.priceMinor !== undefined && wanted.priceMinor !== product.priceMinor) problem ??= 'price_changed';
    lines.push({ productId: product.id, name: product.name, quantity: wanted.quantity, priceMinor: product.priceMinor });
    if (product.currency === message.currency) total = add(total, times(money(product.priceMinor, product.currency), wanted.quantity));
  }
  return { lines, total, problem };
}

/** The lines are sorted by product (see `order-message.ts`), so that orders wait for each other instead of deadlocking. */
async function reserveAll(unit: Unit, orderId: string, lines: readonly OrderLine[]): Promise<boolean> {
  for (const { productId, quantity } of lines) {
    if (!await unit.stock.reserve(productId, quantity)) return false;
    await unit.stock.record({ orderId, productId, kind: 'reserve', onHandDelta: 0, reservedDelta: quantity });
  }
  return true;
}

function placed(message: OrderMessage, lines: readonly OrderLine[], total: Money, { shopName, paymentUrl }: PlaceOrderContext): readonly Effect[] {
  const { orderId, email } = message;
  const amount = { orderId, totalMinor: total.minor, currency: total.currency };
  return [
    notification('orders', `${orderId}:order.placed`, 'order.placed', amount),
    notification('orders', `${orderId}:payment.request`, 'payment.request', amount),
    mail(`${orderId}:mail.order-received`, email, orderReceivedMail({ shopName, orderId, lines, total, address: message.address, paymentUrl })),
  ];
}

function rejected(message: OrderMessage, reason: RejectionReason, { shopName }: PlaceOrderContext): readonly Effect[] {
  const { orderId, email } = message;
  return [
    notification('orders', `${orderId}:order.rejected`, 'order.rejected', { orderId, reason }),
    mail(`${orderId}:mail.order-rejected`, email, orderRejectedMail({ shopName, orderId, reason })),
  ];
}
