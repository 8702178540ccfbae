import { stateWords } from './overview';
import { format, money, times } from '../../../domain/money';
import { Order, OrderLine } from '../../../domain/orders/order';
import { Shipment } from '../../../domain/orders/shipment';
import { Payment } from '../../../domain/payments/payment';
import { backOfficePage, StaffContext, moment } from '../back-office/page';
import { table } from '../back-office/table';
import { Form } from '../forms';
import { html, Html } from '../html';
import { csrfField, field, problemSummary } from '../pages/form';

/** An order with all that administrators see of it. */
export interface OrderPageContext extends StaffContext {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly payments: readonly Payment[];
  readonly shipment?: Shipment;
  /** Carrier and tracking number as typed, when they were refused. */
  readonly form: Form;
  readonly done?: string;
}

/** Renders the page of an order for administrators. */
export function orderPage(context: OrderPageContext): string {
  const { order, lines, payments, shipment, form } = context;
  const amount = (minor: number) => format(money(minor, order.currency));
  return backOfficePage(
    { ...context, title: `Order ${order.id}`, section: '/admin' },
    html`
${problemSummary(form)}
<div class="panels">
<section class="panel" aria-labelledby="state">
<h2 id="state">State</h2>
<dl class="data">
<dt>Now</dt><dd><span class="tag">${stateWords(order.state)}</span>\
${order.reason === undefined ? undefined : html` (${order.reason.replace('_', ' ')})`}${
      order.test ? html` <span class="tag off">test: nothing is owed</span>` : undefined
    }</dd>
<dt>Placed</dt><dd>${moment(order.placedAt)}</dd>
<dt>Customer</dt><dd>${order.email}${
      order.customerId === undefined
        ? ' (guest)'
        : html` \
(<a href="/admin/customers/${order.customerId}">account</a>)`
    }</dd>
<dt>Parcel</dt><dd>${parcel(shipment)}</dd>
</dl>
${nextStep(context)}
</section>
<section class="panel" aria-labelledby="address">
<h2 id="address">Delivered to</h2>
<p>${order.address.name}<br>${order.address.line1}<br>\
${order.address.line2 === undefined ? undefined : html`${order.address.line2}<br>`}${
      order.address.postalCode
    } ${order.address.city}<br>${order.address.country}</p>
</section>
</div>
<h2>What was ordered</h2>
${table(
  'What was ordered',
  [
    { label: 'Product', cell: ({ productId, name }) => html`<a href="/seller/products/${productId}">${name}</a>` },
    { label: 'Pieces', number: true, cell: ({ quantity }) => quantity },
    { label: 'Price', number: true, cell: ({ priceMinor }) => amount(priceMinor) },
    {
      label: 'Sum',
      number: true,
      cell: ({ priceMinor, quantity }) => format(times(money(priceMinor, order.currency), quantity)),
    },
  ],
  lines,
)}
<p><strong>Total ${amount(order.totalMinor)}</strong></p>
<h2>Payments</h2>
${
  payments.length === 0
    ? html`<p>None has arrived.</p>`
    : table(
        'Payments',
        [
          {
            label: 'Reference',
            cell: ({ reference, provider }) => html`${reference} <span class="small">${provider}</span>`,
          },
          { label: 'Amount', number: true, cell: ({ amountMinor, currency }) => format(money(amountMinor, currency)) },
          { label: 'State', cell: ({ state }) => html`<span class="tag">${state.replace('_', ' ')}</span>` },
        ],
        payments,
      )
}`,
  );
}

function parcel(shipment: Shipment | undefined): string {
  if (!shipment) return 'not asked for yet';
  return shipment.state === 'requested'
    ? 'waits for the warehouse'
    : `${shipment.carrier ?? ''} ${shipment.tracking ?? ''}`;
}

/** Renders the form of the step that an administrator confirms; all other steps happen automatically. */
function nextStep({ visitor, order, form }: OrderPageContext): Html | undefined {
  const address = `/admin/orders/${order.id}`;
  if (order.state === 'packed') {
    return html`<form class="stack" action="${address}/dispatch" method="post" novalidate>
${csrfField(visitor)}
${field(form, { name: 'carrier', label: 'Carrier', maximum: 80, autocomplete: 'off' })}
${field(form, { name: 'tracking', label: 'Tracking number', maximum: 120, autocomplete: 'off' })}
<button class="button" type="submit">Mark as dispatched</button>
</form>`;
  }
  if (order.state === 'shipped') return step(`${address}/delivered`, 'Mark as delivered');
  return order.state === 'refund_due' ? step(`${address}/refunded`, 'Mark as refunded') : undefined;

  function step(action: string, button: string): Html {
    return html`<form action="${action}" method="post">${csrfField(visitor)}<button class="button" type="submit">\
${button}</button></form>`;
  }
}
