import { csrfField } from './form';
import { layout, ShopInfo } from './layout';
import { notice } from './notice';
import { picture } from './picture';
import { Product } from '../../../domain/inventory/product';
import { format, money, times } from '../../../domain/money';
import { MAXIMUM_QUANTITY } from '../../../domain/orders/order-message';
import { CartItem, CartView } from '../cart-view';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** The cart with the messages of its page. */
export interface CartPageView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly view: CartView;
  /** Name of the message about the last form, from the query. */
  readonly done: string;
  /** Notice that fewer pieces were put in than requested. */
  readonly shortfall?: string;
}

const DONE: Readonly<Record<string, string>> = {
  added: 'It is in your cart.',
  updated: 'Your cart is up to date.',
  removed: 'It is no longer in your cart.',
};

/** Renders the cart; without lines, the page says that it is empty. */
export function cartPage({ shop, visitor, view, done, shortfall }: CartPageView): string {
  const { items, total } = view;
  if (items.length === 0) {
    return layout(
      { shop, visitor, title: 'Your cart' },
      html`<div class="message"><h1>Your cart is empty</h1>
${notice({ removed: DONE.removed }, done)}
<p>What you put here stays, also when you come back another day.</p>\
<p><a class="button" href="/">To the products</a></p></div>`,
    );
  }
  const isReady = total !== undefined && items.every(({ problem }) => problem === undefined);
  return layout(
    { shop, visitor, title: 'Your cart' },
    html`<h1>Your cart</h1>
${shortfall === undefined ? notice(DONE, done) : notice({ shortfall }, 'shortfall')}
<div class="basket">
<ul class="lines">${items.map((item) => line(item, visitor))}</ul>
<section class="sum" aria-label="Total">
${
  total === undefined
    ? undefined
    : html`<p class="total"><span>Total</span> <strong>${format(total)}</strong></p>
<p class="soft">Prices include tax where it applies. Delivery is free.</p>`
}
${
  isReady
    ? html`<a class="button wide" href="/checkout">To checkout</a>`
    : html`<p class="problem" role="status">\
Please change or remove what cannot be delivered, then go on to checkout.</p>`
}
<p><a href="/">Look for more</a></p>
</section>
</div>`,
  );
}

function line(item: CartItem, visitor: Visitor): Html {
  const { product, productId, quantity, problem } = item;
  const name = product?.name ?? 'A product that is no longer sold';
  return html`<li class="line${problem === undefined ? '' : ' wrong'}">
${
  product
    ? html`<a class="thumb" href="/products/${productId}" tabindex="-1" aria-hidden="true">\
${picture(product)}</a>`
    : html`<span class="thumb"></span>`
}
<div class="what">
<h2>${product?.active ? html`<a href="/products/${productId}">${name}</a>` : name}</h2>
${product?.active ? price(product, item) : undefined}
${problem === undefined ? undefined : html`<p class="problem">${problemText(item)}</p>`}
</div>
<div class="how-many">
${
  problem === 'not sold'
    ? undefined
    : html`<form action="/cart/update" method="post">
${csrfField(visitor)}
<input type="hidden" name="product" value="${productId}">
<label class="unseen" for="quantity-${productId}">Quantity of ${name}</label>
<input id="quantity-${productId}" name="quantity" type="number" inputmode="numeric" \
min="0" max="${MAXIMUM_QUANTITY}" value="${quantity}" required>
<button class="button quiet" type="submit">Update<span class="unseen"> ${name}</span></button>
</form>`
}
<form action="/cart/remove" method="post">
${csrfField(visitor)}
<input type="hidden" name="product" value="${productId}">
<button class="link" type="submit">Remove<span class="unseen"> ${name}</span></button>
</form>
</div>
${
  product?.active
    ? html`<p class="amount">\
${format(times(money(product.priceMinor, product.currency), quantity))}</p>`
    : undefined
}
</li>`;
}

function price(product: Product, { seenMinor }: CartItem): Html {
  const now = format(money(product.priceMinor, product.currency));
  if (seenMinor === product.priceMinor) return html`<p class="soft">${now} each</p>`;
  return html`<p class="changed">Now ${now} each, was ${format(money(seenMinor, product.currency))} \
when you put it in.</p>`;
}

function problemText({ problem, available = 0 }: CartItem): string {
  if (problem === 'not sold') return 'This is no longer sold. Please remove it.';
  if (problem === 'sold out') return 'Sold out at the moment. Please remove it.';
  if (problem === 'too many') return `Only ${available} left. Please take fewer.`;
  return 'This is sold in another currency and needs a separate order. Please remove it.';
}
