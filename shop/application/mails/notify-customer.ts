/** Turns a notification into the mail it calls for. The mail's id comes from the event's, so a second delivery adds nothing. */
import { MANY_MAILS, mayMailAbout } from './mails-to-one-address';
import { EVENTS } from '../../../src/contract/events';
import { Product } from '../../domain/inventory/product';
import { money } from '../../domain/money';
import { readOffer, readOrderId, ReceivedNotification } from '../../domain/notifications';
import { mail, marketingMail, OutboxMessage } from '../../domain/outbox-message';
import { readCurrency, readInteger, readUlid } from '../../domain/validation';
import { MarketingMails, OrderMails, StockMails } from '../../ports/mail-texts';
import { Store, UnitOfWork } from '../../ports/store';
import { reasonNotToSend } from '../marketing/permission';

export interface NotifyContext {
  readonly now: Date;
  readonly mails: {
    readonly orders: OrderMails;
    readonly stock: StockMails;
    readonly marketing: MarketingMails;
  };
  /** Who hears of the stock of products without a seller; absent: nobody does. */
  readonly operator?: string;
}

export type NotifyResult =
  | { readonly outcome: 'queued' | 'duplicate' }
  | { readonly outcome: 'ignored' }
  | { readonly outcome: 'dropped'; readonly reason: string };

type Decision = { readonly message: OutboxMessage } | { readonly dropped: string } | undefined;

export async function notifyCustomer(
  store: Store,
  event: ReceivedNotification,
  context: NotifyContext,
): Promise<NotifyResult> {
  return store.transaction(async (unit) => {
    const decision = await decide(unit, event, context);
    if (!decision) return { outcome: 'ignored' };
    if ('dropped' in decision) return { outcome: 'dropped', reason: decision.dropped };
    return { outcome: (await unit.outbox.add([decision.message])) === 1 ? 'queued' : 'duplicate' };
  });
}

async function decide(unit: UnitOfWork, event: ReceivedNotification, context: NotifyContext): Promise<Decision> {
  switch (event.kind) {
    case EVENTS.orderPaid:
    case EVENTS.orderRefundDue:
      return orderMail(unit, event, context);
    case EVENTS.stockLow:
    case EVENTS.stockBack:
      return stockMail(unit, event, context);
    case EVENTS.offerAnnounced:
      return offer(unit, event, context);
    // Everything else is mailed where it is decided, or is nobody's news.
    default:
      return undefined;
  }
}

async function orderMail(
  unit: UnitOfWork,
  { eventId, kind, payload }: ReceivedNotification,
  { now, mails }: NotifyContext,
): Promise<Decision> {
  const orderId = readOrderId(payload);
  const order = await unit.orders.find(orderId);
  if (!order) return { dropped: 'no such order' };
  // Payments of the demonstration are free, so they are no reason for more mails than unpaid orders get.
  if (order.test && !(await mayMailAbout(unit, order.email, now))) return { dropped: MANY_MAILS };
  if (kind === EVENTS.orderPaid) {
    const total = money(order.totalMinor, order.currency);
    return {
      message: mail(mailId(eventId), order.email, mails.orders.paid({ orderId, total }), orderId),
    };
  }
  const amount = money(
    readInteger(payload.amountMinor, 'payload.amountMinor', 0, Number.MAX_SAFE_INTEGER),
    readCurrency(payload.currency, 'payload.currency'),
  );
  return { message: mail(mailId(eventId), order.email, mails.orders.refundDue({ orderId, amount })) };
}

async function stockMail(
  unit: UnitOfWork,
  { eventId, kind, payload }: ReceivedNotification,
  { mails, operator }: NotifyContext,
): Promise<Decision> {
  const product = await unit.catalogue.find(readUlid(payload.productId, 'payload.productId'));
  if (!product) return { dropped: 'no such product' };
  const to = (await keeperOf(unit, product)) ?? operator;
  if (to === undefined) return { dropped: 'no operator address' };
  const notice = {
    productName: product.name,
    sku: product.sku,
    available: readInteger(payload.available, 'payload.available', 0, 2 ** 31),
  };
  return {
    message: mail(mailId(eventId), to, kind === EVENTS.stockLow ? mails.stock.low(notice) : mails.stock.back(notice)),
  };
}

/** Whoever sells a product looks after its stock. */
async function keeperOf(unit: UnitOfWork, { sellerId }: Product): Promise<string | undefined> {
  const seller = sellerId === undefined ? undefined : await unit.sellers.find(sellerId);
  return seller && (await unit.customers.find(seller.customerId))?.email;
}

/** Marketing only to those who asked for it: who is not a customer never did. */
async function offer(
  unit: UnitOfWork,
  { eventId, payload }: ReceivedNotification,
  { mails }: NotifyContext,
): Promise<Decision> {
  const { customerId, email, subject, text, unsubscribeUrl } = readOffer(payload);
  const customer =
    customerId === undefined ? await unit.customers.findByEmail(email) : await unit.customers.find(customerId);
  if (!customer) return { dropped: 'no such customer' };
  const subscription = { customerId: customer.id, purpose: 'offers' } as const;
  const refusal = await reasonNotToSend(unit, subscription);
  if (refusal !== undefined) return { dropped: refusal };
  return {
    message: marketingMail(
      mailId(eventId),
      customer.email,
      mails.marketing.offer({ subject, text, unsubscribeUrl }),
      subscription,
    ),
  };
}

function mailId(eventId: string): string {
  return `${eventId}:mail`;
}
