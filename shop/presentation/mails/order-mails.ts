import { Block, compose } from './compose';
import { Address } from '../../domain/address';
import { MailContent } from '../../domain/mails/mail';
import { format, money, Money, times } from '../../domain/money';
import { RejectionReason, OrderLine } from '../../domain/orders/order';
import { orderLink, TOKEN_PLACE } from '../../domain/orders/order-access';

const WHY: Readonly<Record<RejectionReason, string>> = {
  sold_out: 'At least one of the products sold out while you ordered.',
  price_changed: 'The price of at least one product changed while you ordered.',
  not_available: 'At least one of the products is no longer for sale.',
};

interface OrderMail {
  readonly shopName: string;
  readonly orderId: string;
}

/** A mail with a way to the order in it. */
interface LinkedMail extends OrderMail {
  readonly shopUrl?: string;
}

interface ReceivedMail extends LinkedMail {
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly paymentUrl?: string;
  readonly reserved: boolean;
}

interface DeliveryMail extends LinkedMail {
  readonly before: Address;
  readonly after: Address;
  /** False: the mail goes to an e-mail address that anyone may have typed, so it has street and place only. */
  readonly named: boolean;
}

interface ShippedMail extends LinkedMail {
  readonly carrier: string;
  readonly tracking: string;
}

/** Nothing in it was typed by whoever ordered: the address it goes to may be anyone's. */
export function orderReceivedMail({
  shopName,
  shopUrl,
  orderId,
  lines,
  total,
  paymentUrl,
  reserved,
}: ReceivedMail): MailContent {
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
      ...wayTo(orderId, shopUrl),
      {
        note: 'You did not order this? Then someone typed your e-mail address by mistake. Do nothing: an order that is not paid ends by itself.',
      },
    ],
  });
}

const RESERVED = 'Thank you for your order. The products are reserved for you until your payment arrives.';
const UNRESERVED =
  'Thank you for your order. Many people are ordering right now, so the products are yours when your payment arrives. ' +
  'Should they be sold out by then, you get your money back.';

/** Whoever holds this mail can read the order, change its delivery address and cancel it. */
function wayTo(orderId: string, shopUrl: string | undefined): readonly Block[] {
  if (shopUrl !== undefined) return [{ link: { label: 'Look at your order', url: orderLink(shopUrl, orderId) } }];
  return [
    { text: 'To look at your order, open the page "Find an order" of the shop and type:' },
    {
      rows: [
        ['Number', orderId],
        ['Order code', TOKEN_PLACE],
      ],
    },
  ];
}

/**
 * Sent to the order's address with each change, so that a change by someone else is noticed before the parcel leaves.
 */
export function deliveryChangedMail({ shopName, shopUrl, orderId, before, after, named }: DeliveryMail): MailContent {
  return compose({
    shopName,
    subject: `The delivery address of your order ${orderId} was changed`,
    blocks: [
      { text: ['From now on we deliver to:', ...addressLines(after, named)].join('\n') },
      { text: ['And no longer to:', ...addressLines(before, named)].join('\n') },
      { text: 'You did not change it? Then change it back, or cancel the order, before the parcel is packed.' },
      ...wayTo(orderId, shopUrl),
    ],
  });
}

function addressLines({ name, line1, line2, postalCode, city, country }: Address, named: boolean): readonly string[] {
  const place = [line1, ...(named && line2 !== undefined ? [line2] : []), `${postalCode} ${city}`, country];
  return named ? [name, ...place] : place;
}

export function orderRejectedMail({
  shopName,
  orderId,
  reason,
}: OrderMail & { readonly reason: RejectionReason }): MailContent {
  return compose({
    shopName,
    subject: `We cannot deliver your order ${orderId}`,
    blocks: [
      { text: `${WHY[reason]} We have not charged you anything.` },
      { text: 'Please look at our shop again: a new order takes a minute.' },
    ],
  });
}

export function paymentReceivedMail({
  shopName,
  shopUrl,
  orderId,
  total,
}: LinkedMail & { readonly total: Money }): MailContent {
  return compose({
    shopName,
    subject: `We received your payment for order ${orderId}`,
    blocks: [
      { text: `Your payment of ${format(total)} has arrived. We are packing your parcel now.` },
      ...wayTo(orderId, shopUrl),
    ],
  });
}

export function orderShippedMail({ shopName, shopUrl, orderId, carrier, tracking }: ShippedMail): MailContent {
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
      ...wayTo(orderId, shopUrl),
    ],
  });
}

export function refundMail({ shopName, orderId, amount }: OrderMail & { readonly amount: Money }): MailContent {
  return compose({
    shopName,
    subject: `We are returning your payment for order ${orderId}`,
    blocks: [
      {
        text: `Your payment of ${format(amount)} arrived, but we cannot deliver this order any more. We are sending the money back to you.`,
      },
    ],
  });
}
