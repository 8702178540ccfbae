/**
 * Creates the mail that a notification leads to. The mail's id is derived from that of the event, so a redelivery adds
 * none.
 */
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

/** Values that a mail may need besides the notification. */
export interface NotifyContext {
  readonly now: Date;
  readonly mails: {
    readonly orders: OrderMails;
    readonly stock: StockMails;
    readonly marketing: MarketingMails;
  };
  /** E-mail address for stock notifications about products without a seller; absent: none are sent. */
  readonly operator?: string;
}

/** `ignored`: no mail belongs to this event. `dropped`: a mail belongs to it but may not be sent. */
export type NotifyResult =
  | { readonly outcome: 'queued' | 'duplicate' }
  | { readonly outcome: 'ignored' }
  | { readonly outcome: 'dropped'; readonly reason: string };

type Decision = { readonly message: OutboxMessage } | { readonly dropped: string } | undefined;

/**
 * Adds the mail of a notification to the outbox.
 *
 * @param event - redelivered events add no second mail
 */
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
    // The use cases send the mails of other events by themselves, or there is none.
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
  // Demonstration payments are free, so such orders get no more mails than unpaid ones.
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
  const to = (await sellerEmail(unit, product)) ?? operator;
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

/** The seller of a product manages its stock. */
async function sellerEmail(unit: UnitOfWork, { sellerId }: Product): Promise<string | undefined> {
  const seller = sellerId === undefined ? undefined : await unit.sellers.find(sellerId);
  return seller && (await unit.customers.find(seller.customerId))?.email;
}

/** Sends offers only to customers who agreed to them. An e-mail address without an account has never agreed. */
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
