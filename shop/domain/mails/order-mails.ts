import { compose } from './compose';
import { Address, OrderLine } from '../../ports/store';
import { MailContent } from '../effects';
import { format, money, Money, times } from '../money';

export type RejectionReason = 'sold_out' | 'price_changed' | 'not_available';

const WHY: Readonly<Record<RejectionReason, string>> = {
  sold_out: 'At least one of the products sold out while you ordered.',
  price_changed: 'The price of at least one product changed while you ordered.',
  not_available: 'At least one of the products is no longer for sale.',
};

interface OrderMail {
  readonly shopName: string;
  readonly orderId: string;
}

interface ReceivedMail extends OrderMail {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly address: Address;
  readonly paymentUrl?: string;
}

interface ShippedMail extends OrderMail {
  readonly carrier: string;
  readonly tracking: string;
}

export function orderReceivedMail({ shopName, orderId, lines, total, address, paymentUrl }: ReceivedMail): MailContent {
  const { name, line1, line2, postalCode, city, country } = address;
  return compose({
    shopName,
    subject: `Your order ${orderId}`,
    blocks: [
      { text: 'Thank you for your order. The products are reserved for you until your payment arrives.' },
      {
        rows: [
          ...lines.map((line) => [`${line.quantity} x ${line.name}`, format(times(money(line.priceMinor, total.currency), line.quantity))] as const),
          ['Total', format(total)],
        ],
      },
      ...(paymentUrl === undefined ? [] : [{ button: { label: `Pay ${format(total)}`, url: paymentUrl } }]),
      { text: ['We deliver to:', name, line1, ...(line2 === undefined ? [] : [line2]), `${postalCode} ${city}`, country].join('\n') },
    ],
  });
}

export function orderRejectedMail({ shopName, orderId, reason }: OrderMail & { readonly reason: RejectionReason }): MailContent {
  return compose({
    shopName,
    subject: `We cannot deliver your order ${orderId}`,
    blocks: [{ text: `${WHY[reason]} We have not charged you anything.` }, { text: 'Please look at our shop again: a new order takes a minute.' }],
  });
}

export function paymentReceivedMail({ shopName, orderId, total }: OrderMail & { readonly total: Money }): MailContent {
  return compose({
    shopName,
    subject: `We received your payment for order ${orderId}`,
    blocks: [{ text: `Your payment of ${format(total)} has arrived. We are packing your parcel now.` }],
  });
}

export function orderShippedMail({ shopName, orderId, carrier, tracking }: ShippedMail): MailContent {
  return compose({
    shopName,
    subject: `Your order ${orderId} is on its way`,
    blocks: [{ text: 'Your parcel has left our warehouse.' }, { rows: [['Carrier', carrier], ['Tracking number', tracking]] }],
  });
}

export function refundMail({ shopName, orderId, amount }: OrderMail & { readonly amount: Money }): MailContent {
  return compose({
    shopName,
    subject: `We are returning your payment for order ${orderId}`,
    blocks: [{ text: `Your payment of ${format(amount)} arrived, but we cannot deliver this order any more. We are sending the money back to you.` }],
  });
}
