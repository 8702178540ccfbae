import { Block, compose, MailShop } from './compose';
import { Address } from '../../domain/address';
import { MailContent } from '../../domain/mails/mail';
import { format, money, times } from '../../domain/money';
import { RejectionReason } from '../../domain/orders/order';
import { orderLink, TOKEN_PLACEHOLDER } from '../../domain/orders/order-access';
import {
  DeliveryChanged,
  OrderMails,
  OrderReceived,
  OrderRejected,
  OrderShipped,
  PaymentReceived,
  RefundDue,
} from '../../ports/mail-texts';

/** Sentences for customers, by the reason of a rejection. */
const REASON_TEXTS: Readonly<Record<RejectionReason, string>> = {
  sold_out: 'At least one of the products sold out while you ordered.',
  price_changed: 'The price of at least one product changed while you ordered.',
  not_available: 'At least one of the products is no longer for sale.',
};

/** Returns the mails about orders. */
export function orderMails(shop: MailShop): OrderMails {
  return {
    received: (order) => orderReceivedMail({ ...shop, ...order }),
    rejected: (order) => orderRejectedMail({ ...shop, ...order }),
    deliveryChanged: (change) => deliveryChangedMail({ ...shop, ...change }),
    paid: (payment) => paymentReceivedMail({ ...shop, ...payment }),
    shipped: (parcel) => orderShippedMail({ ...shop, ...parcel }),
    refundDue: (refund) => refundMail({ ...shop, ...refund }),
  };
}

/**
 * Writes the confirmation of an order. It repeats no text that the customer typed, because the e-mail address is
 * unproved: an attacker could otherwise send text to anyone.
 */
export function orderReceivedMail({
  shopName,
  shopUrl,
  orderId,
  lines,
  total,
  paymentUrl,
  reserved,
}: MailShop & OrderReceived): MailContent {
  return compose({
    shopName,
    subject: `Your order ${orderId}`,
    blocks: [
      { text: reserved ? RESERVED : UNRESERVED },
      {
        rows: [
          ...lines.map(
            (line) =>
              [
                `${line.quantity} x ${line.name}`,
                format(times(money(line.priceMinor, total.currency), line.quantity)),
              ] as const,
          ),
          ['Total', format(total)],
        ],
      },
      ...(paymentUrl === undefined ? [] : [{ button: { label: `Pay ${format(total)}`, url: paymentUrl } }]),
      ...linkToOrder(orderId, shopUrl),
      {
        note:
          'You did not order this? Then someone typed your e-mail address by mistake. ' +
          'Do nothing: an order that is not paid ends by itself.',
      },
    ],
  });
}

const RESERVED = 'Thank you for your order. The products are reserved for you until your payment arrives.';
const UNRESERVED =
  'Thank you for your order. Many people are ordering right now, so the products are yours when your payment ' +
  'arrives. Should they be sold out by then, you get your money back.';

/**
 * Leads to the order, by a link with its access token or by number and token to type. The reader of the mail can read
 * the order, change its delivery address and cancel it.
 */
function linkToOrder(orderId: string, shopUrl: string | undefined): readonly Block[] {
  if (shopUrl !== undefined) return [{ link: { label: 'Look at your order', url: orderLink(shopUrl, orderId) } }];
  return [
    { text: 'To look at your order, open the page "Find an order" of the shop and type:' },
    {
      rows: [
        ['Number', orderId],
        ['Order code', TOKEN_PLACEHOLDER],
      ],
    },
  ];
}

/**
 * Writes the notice that is sent with each change of the delivery address, so that the customer notices a change by
 * someone else before the parcel leaves.
 */
export function deliveryChangedMail({
  shopName,
  shopUrl,
  orderId,
  before,
  after,
  named,
}: MailShop & DeliveryChanged): MailContent {
  return compose({
    shopName,
    subject: `The delivery address of your order ${orderId} was changed`,
    blocks: [
      { text: ['From now on we deliver to:', ...addressLines(after, named)].join('\n') },
      { text: ['And no longer to:', ...addressLines(before, named)].join('\n') },
      { text: 'You did not change it? Then change it back, or cancel the order, before the parcel is packed.' },
      ...linkToOrder(orderId, shopUrl),
    ],
  });
}

function addressLines({ name, line1, line2, postalCode, city, country }: Address, named: boolean): readonly string[] {
  const place = [line1, ...(named && line2 !== undefined ? [line2] : []), `${postalCode} ${city}`, country];
  return named ? [name, ...place] : place;
}

/** Writes the notice that an order was rejected, with its reason. */
export function orderRejectedMail({ shopName, orderId, reason }: MailShop & OrderRejected): MailContent {
  return compose({
    shopName,
    subject: `We cannot deliver your order ${orderId}`,
    blocks: [
      { text: `${REASON_TEXTS[reason]} We have not charged you anything.` },
      { text: 'Please look at our shop again: a new order takes a minute.' },
    ],
  });
}

/** Writes the notice that the payment has arrived. */
export function paymentReceivedMail({ shopName, shopUrl, orderId, total }: MailShop & PaymentReceived): MailContent {
  return compose({
    shopName,
    subject: `We received your payment for order ${orderId}`,
    blocks: [
      { text: `Your payment of ${format(total)} has arrived. We are packing your parcel now.` },
      ...linkToOrder(orderId, shopUrl),
    ],
  });
}

/** Writes the notice that the parcel has left, with its tracking number. */
export function orderShippedMail({
  shopName,
  shopUrl,
  orderId,
  carrier,
  tracking,
}: MailShop & OrderShipped): MailContent {
  return compose({
    shopName,
    subject: `Your order ${orderId} is on its way`,
    blocks: [
      { text: 'Your parcel has left our warehouse.' },
      {
        rows: [
          ['Carrier', carrier],
          ['Tracking number', tracking],
        ],
      },
      ...linkToOrder(orderId, shopUrl),
    ],
  });
}

/** Writes the notice that the payment is being returned. */
export function refundMail({ shopName, orderId, amount }: MailShop & RefundDue): MailContent {
  return compose({
    shopName,
    subject: `We are returning your payment for order ${orderId}`,
    blocks: [
      {
        text:
          `Your payment of ${format(amount)} arrived, but we cannot deliver this order any more. ` +
          'We are sending the money back to you.',
      },
    ],
  });
}
