import { addressFields } from './address';
import { csrfField, field, problemSummary } from './form';
import { layout, ShopInfo } from './layout';
import { SavedAddress } from '../../../domain/accounts/customer';
import { format, money, times } from '../../../domain/money';
import { RememberedOrder } from '../../http/remembered-orders';
import { CartItem, CartView } from '../cart-view';
import { lineValue } from '../checkout-form';
import { Form } from '../forms';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** The checkout with its form. */
export interface CheckoutView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly form: Form;
  /** Id and access token of the order: a double click is one order, and this browser may open it. */
  readonly order: RememberedOrder;
  readonly view: CartView;
  /** True when a price has changed since the form was shown: the customer must agree again. */
  readonly changed: boolean;
  readonly saved: readonly SavedAddress[];
}

/** Renders the checkout. */
export function checkoutPage({ shop, visitor, form, order, view, changed, saved }: CheckoutView): string {
  const { customer } = visitor;
  const { items, total } = view;
  const button = total === undefined ? 'Order' : `Order and pay ${format(total)}`;
  return layout(
    { shop, visitor, title: 'Checkout' },
    html`<p class="back"><a href="/cart">Back to the cart</a></p>
<h1>Checkout</h1>
${
  changed
    ? html`<div class="problems" role="alert"><h2>Prices have changed</h2>\
<p>Please look at the new total. Nothing is ordered until you press the button again.</p></div>`
    : undefined
}
${problemSummary(form)}
<div class="basket">
<form class="stack" id="checkout" action="/checkout" method="post">
${csrfField(visitor)}
<input type="hidden" name="order" value="${order.id}">
<input type="hidden" name="access" value="${order.token}">
<input type="hidden" name="currency" value="${total?.currency ?? form.text('currency')}">
${items.map((item) => html`<input type="hidden" name="line" value="${lineValue(item)}">`)}
<fieldset>
<legend>Contact</legend>
${
  customer
    ? undefined
    : html`<p class="hint">You order as a guest. \
<a href="/sign-in?next=%2Fcheckout">Sign in</a> to use a saved address.</p>`
}
${field(form, {
  name: 'email',
  label: 'E-mail address',
  type: 'email',
  autocomplete: 'email',
  hint: 'We write there what happens with your order.',
})}
</fieldset>
<fieldset>
<legend>Delivery address</legend>
${saved.length < 2 ? undefined : html`<p class="saved">Saved addresses: ${saved.map(addressLink)}</p>`}
${addressFields(form)}
${
  customer
    ? html`<div class="check">\
<input type="checkbox" id="save" name="save" value="yes"${form.checked('save') ? html` checked` : undefined}>\
<label for="save">Save this address in my account</label></div>`
    : undefined
}
</fieldset>
<button class="button wide" type="submit">${button}</button>
<p class="soft">${
      shop.demoPayments
        ? 'A demonstration: you come to a page on which no money is taken.'
        : 'You pay on the next page.'
    }</p>
</form>
<section class="sum" aria-labelledby="summary">
<h2 id="summary">Your order</h2>
<ul class="summary">${items.map(row)}</ul>
${
  total === undefined
    ? undefined
    : html`<p class="total"><span>Total</span> <strong>${format(total)}</strong></p>
<p class="soft">Includes tax where it applies. Delivery is free.</p>`
}
</section>
</div>`,
  );
}

function addressLink({ id, address }: SavedAddress): Html {
  return html`<a class="chip" href="/checkout?address=${id}">${address.name}, ${address.line1}, ${address.city}</a> `;
}

function row({ product, quantity, seenMinor }: CartItem): Html {
  if (!product) return html`<li><span>${quantity} × a product of your cart</span></li>`;
  const amount = format(times(money(product.priceMinor, product.currency), quantity));
  const was =
    seenMinor === product.priceMinor
      ? undefined
      : html`<span class="changed">was ${format(times(money(seenMinor, product.currency), quantity))}</span>`;
  return html`<li><span>${quantity} × ${product.name}${was}</span> <span class="amount">${amount}</span></li>`;
}
