/**
 * Content of each mail. Use cases decide that a mail is sent and supply the facts; its words and markup are part of the
 * presentation.
 */
import { Address } from '../domain/address';
import { Product } from '../domain/inventory/product';
import { MailContent } from '../domain/mails/mail';
import { Money } from '../domain/money';
import { OrderLine, RejectionReason } from '../domain/orders/order';

/** Fact that every mail about an order needs. */
export interface OrderMailFacts {
  readonly orderId: string;
}

/** Facts of the mail that confirms an order. */
export interface OrderReceived extends OrderMailFacts {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  /** Page on which the customer pays; absent: there is none to link to. */
  readonly paymentUrl?: string;
  /** False: the pieces are not reserved, so they may be sold before the payment arrives. */
  readonly reserved: boolean;
}

/** Facts of the mail that reports a rejected order. */
export interface OrderRejected extends OrderMailFacts {
  readonly reason: RejectionReason;
}

/** Facts of the mail that reports a changed delivery address. */
export interface DeliveryChanged extends OrderMailFacts {
  readonly before: Address;
  readonly after: Address;
  /** False: anyone may have typed the mail's address into the order, so the mail shows only street and town. */
  readonly named: boolean;
}

/** Facts of the mail that confirms a payment. */
export interface PaymentReceived extends OrderMailFacts {
  readonly total: Money;
}

/** Facts of the mail that reports the shipment. */
export interface OrderShipped extends OrderMailFacts {
  readonly carrier: string;
  readonly tracking: string;
}

/** Facts of the mail that announces a refund. */
export interface RefundDue extends OrderMailFacts {
  readonly amount: Money;
}

/**
 * Mails about one order. A link to the order contains the placeholder of its access token (`TOKEN_PLACEHOLDER`), which
 * is replaced when the mail is sent.
 */
export interface OrderMails {
  received(order: OrderReceived): MailContent;
  rejected(order: OrderRejected): MailContent;
  deliveryChanged(change: DeliveryChanged): MailContent;
  paid(payment: PaymentReceived): MailContent;
  shipped(parcel: OrderShipped): MailContent;
  refundDue(refund: RefundDue): MailContent;
}

/** Facts of a mail about a product's stock. */
export interface StockNotice {
  readonly productName: string;
  readonly sku: string;
  readonly available: number;
}

/** Mails about stock to the seller of the product, or to the operator for the shop's products. */
export interface StockMails {
  low(notice: StockNotice): MailContent;
  back(notice: StockNotice): MailContent;
}

/** Facts of a mail with an offer. */
export interface Offer {
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
}

/** Facts of a mail about an abandoned cart. */
export interface CartReminder {
  readonly shopUrl: string;
  readonly items: readonly { readonly product: Product; readonly quantity: number }[];
  readonly unsubscribeUrl: string;
}

/** Mails that customers must have agreed to. */
export interface MarketingMails {
  offer(offer: Offer): MailContent;
  cartReminder(reminder: CartReminder): MailContent;
}

/** Mails about accounts. */
export interface AccountMails {
  /** `code` allows setting a new password, once. */
  passwordReset(code: string): MailContent;
}
