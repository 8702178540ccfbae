/** What each mail says. Use cases decide that a mail is sent and give the facts; its words and its markup are presentation. */
import { Address } from '../domain/address';
import { Product } from '../domain/inventory/product';
import { MailContent } from '../domain/mails/mail';
import { Money } from '../domain/money';
import { OrderLine, RejectionReason } from '../domain/orders/order';

export interface OrderMailFacts {
  readonly orderId: string;
}

export interface OrderReceived extends OrderMailFacts {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  /** The page on which the order is paid; absent: there is none to link to. */
  readonly paymentUrl?: string;
  readonly reserved: boolean;
}

export interface OrderRejected extends OrderMailFacts {
  readonly reason: RejectionReason;
}

export interface DeliveryChanged extends OrderMailFacts {
  readonly before: Address;
  readonly after: Address;
  /** False: the mail goes to an e-mail address that anyone may have typed, so it has street and place only. */
  readonly named: boolean;
}

export interface PaymentReceived extends OrderMailFacts {
  readonly total: Money;
}

export interface OrderShipped extends OrderMailFacts {
  readonly carrier: string;
  readonly tracking: string;
}

export interface RefundDue extends OrderMailFacts {
  readonly amount: Money;
}

/** Mails with a way to the order have a place for the order's secret, which is filled in when they are sent (`TOKEN_PLACE`). */
export interface OrderMails {
  received(order: OrderReceived): MailContent;
  rejected(order: OrderRejected): MailContent;
  deliveryChanged(change: DeliveryChanged): MailContent;
  paid(payment: PaymentReceived): MailContent;
  shipped(parcel: OrderShipped): MailContent;
  refundDue(refund: RefundDue): MailContent;
}

export interface StockNotice {
  readonly productName: string;
  readonly sku: string;
  readonly available: number;
}

export interface StockMails {
  low(notice: StockNotice): MailContent;
  back(notice: StockNotice): MailContent;
}

export interface Offer {
  readonly subject: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
}

export interface CartReminder {
  readonly shopUrl: string;
  readonly items: readonly { readonly product: Product; readonly quantity: number }[];
  readonly unsubscribeUrl: string;
}

export interface MarketingMails {
  offer(offer: Offer): MailContent;
  cartReminder(reminder: CartReminder): MailContent;
}

export interface AccountMails {
  /** `code` sets another password, once. */
  passwordReset(code: string): MailContent;
}
