import { addressLines } from './address';
import { csrfField } from './form';
import { layout, ShopInfo } from './layout';
import { notice } from './notice';
import { stepsOf, timeline } from './timeline';
import { format, money, times } from '../../../domain/money';
import { deliveryMayChange, Order, OrderLine } from '../../../domain/orders/order';
import { Shipment } from '../../../domain/orders/shipment';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** An order with all that its page shows. */
export interface OrderView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly shipment?: Shipment;
  /** Address of its payment page; absent when the payment provider writes to the customer. */
  readonly payAt?: string;
  /** End of the reservation; absent for an order without one. */
  readonly reservedUntil?: Date;
  readonly now: Date;
  /** Name of the message about the last form, from the query. */
  readonly done: string;
}

const DONE: Readonly<Record<string, string>> = {
  cancelled: 'Your order is cancelled. Nothing is charged.',
  'too-late': 'This order could not be cancelled any more.',
  delivery: 'The delivery address is changed. We have written to the e-mail address of the order.',
  packed: 'The delivery address of this order cannot be changed any more.',
};

/** Renders the page of an order. */
export function orderPage({
  shop,
  visitor,
  order,
  lines,
  shipment,
  payAt,
  reservedUntil,
  now,
  done,
}: OrderView): string {
  const total = format(money(order.totalMinor, order.currency));
  return layout(
    { shop, visitor, title: 'Your order' },
    html`<h1>Your order</h1>
<p class="soft">Number <span class="number">${order.id}</span>, ${date(order.placedAt)}${
      order.test
        ? html` \
<span class="chip">Test order</span>`
        : undefined
    }</p>
${notice(DONE, done)}
<div class="basket">
<div>
${order.state === 'placed' ? payment(reservedUntil, now, total, payAt) : undefined}
<section aria-labelledby="progress"><h2 id="progress">How far it is</h2>
${timeline(stepsOf(order, shipment))}</section>
${order.state === 'placed' ? cancelling(order.id, visitor) : undefined}
</div>
<section class="sum" aria-labelledby="summary">
<h2 id="summary">What you ordered</h2>
<ul class="summary">${lines.map(
      (line) => html`<li><span>${line.quantity} × ${line.name}</span> <span class="amount">\
${format(times(money(line.priceMinor, order.currency), line.quantity))}</span></li>`,
    )}</ul>
<p class="total"><span>Total</span> <strong>${total}</strong></p>
<h3>Delivery to</h3>
<p>${addressLines(order.address)}</p>
${
  deliveryMayChange(order.state)
    ? html`<p>\
<a href="/orders/${order.id}/delivery">Change the delivery address</a></p>`
    : undefined
}
<p class="soft">We write to ${order.email}.</p>
</section>
</div>`,
  );
}

/** Renders the page of an order that is in the queue and not yet in the database; the route makes it reload. */
export function receivedPage({
  shop,
  visitor,
  id,
}: {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly id: string;
}): string {
  return layout(
    { shop, visitor, title: 'Your order' },
    html`<h1>Thank you! We have your order</h1>
<p class="soft">Number <span class="number">${id}</span></p>
<p role="status">We are checking that everything is there. This takes a few seconds; \
the page loads itself again, and then shows how to pay. <a href="/orders/${id}">Look now</a></p>
${timeline([
  { label: 'Received', state: 'now' },
  { label: 'Paid', state: 'later' },
  { label: 'Packed', state: 'later' },
  { label: 'On its way', state: 'later' },
])}`,
  );
}

function payment(reservedUntil: Date | undefined, now: Date, total: string, payAt: string | undefined): Html {
  return html`<section class="pay" aria-labelledby="pay"><h2 id="pay">\
${payAt === undefined ? 'Waiting for your payment' : 'One more step: pay'}</h2>
<p>${reservation(reservedUntil, now)} ${payAt === undefined ? 'You get a message on how to pay.' : undefined}</p>
${
  payAt === undefined
    ? undefined
    : html`<p><a class="button" href="${payAt}">Pay now: ${total}</a></p>
<p class="soft">Paid already? It can take a minute until we hear of it; load this page again then.</p>`
}
</section>`;
}

function reservation(until: Date | undefined, now: Date): string {
  if (!until) {
    return (
      'Many people are ordering right now, so the products are yours when your payment arrives. ' +
      'Should they be sold out by then, you get your money back.'
    );
  }
  const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000);
  return `Everything is reserved for you for ${minutes > 1 ? `${minutes} more minutes` : 'a moment'}.`;
}

function cancelling(id: string, visitor: Visitor): Html {
  return html`<form action="/orders/${id}/cancel" method="post">
${csrfField(visitor)}
<button class="link" type="submit">Cancel this order</button>
</form>`;
}

/** Returns a date in English, by UTC. */
export function date(when: Date): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(when);
}
