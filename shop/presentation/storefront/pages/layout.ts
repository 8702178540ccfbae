import { cartIcon, personIcon, searchIcon } from './icons';
import { PATHS } from '../../../../src/contract/paths';
import { LOOK_UP_PATH } from '../../../domain/orders/order-access';
import { html, Html } from '../html';
import { STYLE_PATH } from '../style';
import type { Visitor } from '../visitor';

/** Facts about the shop that each page shows. */
export interface ShopInfo {
  readonly shopName: string;
  readonly demoPayments: boolean;
}

/** Settings of a page. */
export interface Layout {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly title: string;
  /** Text of the search field. */
  readonly search?: string;
}

/**
 * Renders a page with header, search and footer. It works without JavaScript, with a keyboard and with a screen reader.
 *
 * @param main - content between header and footer
 */
export function layout({ shop, visitor, title, search }: Layout, main: Html): string {
  const { shopName, demoPayments } = shop;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === shopName ? shopName : `${title} – ${shopName}`}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
${
  demoPayments
    ? html`<aside class="demo" aria-label="Demonstration">This is a demonstration: \
no money is taken and nothing is delivered.</aside>`
    : undefined
}
<header class="top">
<a class="brand" href="/">${shopName}</a>
<form class="search" role="search" action="/" method="get">
<label class="unseen" for="q">Search products</label>
<input id="q" name="q" type="search" maxlength="80" placeholder="Search products" value="${search ?? ''}">
<button type="submit">${searchIcon}<span class="unseen">Search</span></button>
</form>
${navigation(visitor)}
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><p>${shopName}. Prices include tax where it applies. <a href="${LOOK_UP_PATH}">Find an order</a></p></footer>
</body>
</html>
`.text;
}

function navigation({ customer, cartCount }: Visitor): Html {
  const inCart = cartCount === 0 ? 'empty' : `${cartCount} ${cartCount === 1 ? 'article' : 'articles'}`;
  return html`<nav class="links" aria-label="Shop">
${customer?.role === 'admin' ? html`<a href="/admin">Administration</a>` : undefined}
${customer?.role === 'seller' || customer?.role === 'admin' ? html`<a href="/seller">Selling</a>` : undefined}
<a href="${customer ? '/account' : PATHS.signIn}">${personIcon}<span>${customer ? 'Account' : 'Sign in'}</span></a>
<a class="cart-link" href="/cart">${cartIcon}<span>Cart<span class="unseen"> (${inCart})</span></span>\
${cartCount === 0 ? undefined : html`<span class="badge" aria-hidden="true">${cartCount}</span>`}</a>
</nav>`;
}
