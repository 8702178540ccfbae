import { addressFields, addressLines } from './address';
import { csrfField, field, problemSummary } from './form';
import { layout, ShopInfo } from './layout';
import { notice } from './notice';
import { date } from './order';
import { consentChoices, newPasswordField } from './register';
import { stateLabel } from './timeline';
import { Customer, SavedAddress } from '../../../domain/accounts/customer';
import { Purpose } from '../../../domain/marketing/consent';
import { format, money } from '../../../domain/money';
import { Order } from '../../../domain/orders/order';
import { LABEL } from '../../../domain/validation';
import { addressValues } from '../address-form';
import { Form } from '../forms';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** Forms of the page that were refused, with their problems. */
export interface AccountForms {
  readonly name?: Form;
  readonly password?: Form;
  readonly address?: Form;
}

/** An account with all that its page shows. */
export interface AccountView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly customer: Customer;
  readonly orders: readonly Order[];
  readonly addresses: readonly SavedAddress[];
  /** Marketing mails that the customer agreed to. */
  readonly granted: ReadonlySet<Purpose>;
  readonly forms: AccountForms;
  /** Name of the message about the last form, from the query. */
  readonly done: string;
}

const DONE: Readonly<Record<string, string>> = {
  name: 'Your name is changed.',
  password: 'Your password is changed. You are signed out everywhere else.',
  address: 'The address is saved.',
  removed: 'The address is removed.',
  consents: 'Your choice is saved.',
};

const MAILBOX_TEXTS = {
  bounced: 'A mail to you came back, so we send you only what your orders need.',
  complained: 'You told your mail program that a mail of ours was unwanted, so we send you only what your orders need.',
} as const;

/** Renders the page of an account. */
export function accountPage({ shop, visitor, customer, orders, addresses, granted, forms, done }: AccountView): string {
  return layout(
    { shop, visitor, title: 'Your account' },
    html`<div class="title-row"><h1>Your account</h1>
<form action="/sign-out" method="post">${csrfField(visitor)}\
<button class="button quiet" type="submit">Sign out</button></form></div>
<p class="soft">Signed in as ${customer.email}</p>
${notice(DONE, done)}
${customer.mailState === 'ok' ? undefined : html`<p class="notice warn">${MAILBOX_TEXTS[customer.mailState]}</p>`}
${forms.name && problemSummary(forms.name, 'own')}
${forms.password && problemSummary(forms.password, 'secret')}
${forms.address && problemSummary(forms.address, 'new')}
<section aria-labelledby="orders"><h2 id="orders">Your orders</h2>
${orders.length === 0 ? html`<p>No orders yet. <a href="/">Find something good</a>.</p>` : orderList(orders)}</section>
<div class="columns">
<section aria-labelledby="addresses"><h2 id="addresses">Your addresses</h2>
${
  addresses.length === 0
    ? html`<p>None saved yet.</p>`
    : html`<ul class="cards">\
${addresses.map((saved) => addressCard(saved, visitor))}</ul>`
}
<details${forms.address ? html` open` : undefined}><summary>Add an address</summary>
<form class="stack" action="/account/addresses" method="post">${csrfField(visitor)}
${addressFields(forms.address ?? Form.filled({ ...addressValues(undefined), name: customer.name }), 'new')}
<button class="button" type="submit">Save the address</button></form></details></section>
<section aria-labelledby="details"><h2 id="details">Your details</h2>
<form class="stack" action="/account/name" method="post">${csrfField(visitor)}
${field(forms.name ?? Form.filled({ name: customer.name }), {
  prefix: 'own',
  name: 'name',
  label: 'Name',
  autocomplete: 'name',
  maximum: LABEL.name,
})}
<button class="button quiet" type="submit">Change the name</button></form>
<form class="stack" action="/account/consents" method="post">${csrfField(visitor)}
${consentChoices((purpose) => granted.has(purpose as Purpose))}
<button class="button quiet" type="submit">Save the choice</button></form>
<details${forms.password ? html` open` : undefined}><summary>Change the password</summary>
${passwordForm(forms.password ?? Form.filled(), visitor)}</details></section>
</div>`,
  );
}

function passwordForm(form: Form, visitor: Visitor): Html {
  return html`<form class="stack" action="/account/password" method="post">${csrfField(visitor)}
${field(form, {
  prefix: 'secret',
  name: 'current',
  label: 'Present password',
  type: 'password',
  autocomplete: 'current-password',
  maximum: 200,
})}
${newPasswordField(form, { label: 'New password', prefix: 'secret' })}
<button class="button" type="submit">Change the password</button></form>`;
}

function orderList(orders: readonly Order[]): Html {
  return html`<ul class="cards orders">${orders.map(
    (order) => html`<li><a href="/orders/${order.id}">${date(order.placedAt)}\
<span class="unseen">, order ${order.id}</span></a>
<span>${stateLabel(order.state)}${order.test ? html` <span class="chip">Test</span>` : undefined}</span>
<span class="number" aria-hidden="true">${order.id}</span><span class="amount">\
${format(money(order.totalMinor, order.currency))}</span></li>`,
  )}</ul>`;
}

function addressCard({ id, address }: SavedAddress, visitor: Visitor): Html {
  return html`<li><p>${addressLines(address)}</p>
<form action="/account/addresses/remove" method="post">${csrfField(visitor)}\
<input type="hidden" name="address" value="${id}">
<button class="link" type="submit">Remove\
<span class="unseen"> the address of ${address.name}, ${address.line1}</span></button></form></li>`;
}
