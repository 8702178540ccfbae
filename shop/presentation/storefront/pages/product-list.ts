import { heroDrawing } from './drawings';
import { layout, ShopInfo } from './layout';
import { picture } from './picture';
import { Product } from '../../../domain/inventory/product';
import { format, money } from '../../../domain/money';
import { ProductPage } from '../../../ports/repositories/catalogue';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** A page of products, of all or of a search. */
export interface ProductListView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  /** Search words, empty for the list of all products. */
  readonly search: string;
  readonly page: number;
  readonly result: ProductPage;
}

/** Renders a page of products; the first one of all products has a welcome text. */
export function productListPage({ shop, visitor, search, page, result }: ProductListView): string {
  const title = search === '' ? shop.shopName : `Search: ${search}`;
  const isFront = search === '' && page === 1;
  return layout(
    { shop, visitor, title, search },
    html`${isFront ? welcome(shop) : html`<h1>${search === '' ? 'Our products' : html`Results for “${search}”`}</h1>`}
${
  result.products.length === 0
    ? nothing(search, page)
    : html`<ul class="products" id="products">\
${result.products.map((product, index) => card(product, isFront && index < 4))}</ul>`
}
${pages(search, page, result.nextPage)}`,
  );
}

function welcome({ shopName }: ShopInfo): Html {
  return html`<section class="hero">${heroDrawing}
<h1>Good things, well made</h1>
<p>${shopName} sends you what you use every day and enjoy every day. Pick something, and it is on its way.</p>
<ul class="promises"><li>Free delivery</li><li>No account needed</li><li>Cancel until you pay</li></ul>
</section>`;
}

/** Renders a product with one link that covers picture, name and price, so that a screen reader reads one link. */
function card(product: Product, isFirst: boolean): Html {
  return html`<li class="card">
${picture(product, isFirst)}
<h2><a href="/products/${encodeURIComponent(product.id)}">${product.name}</a></h2>
<p class="about">${product.description}</p>
<p class="price">${format(money(product.priceMinor, product.currency))}</p>
</li>`;
}

function nothing(search: string, page: number): Html {
  if (page > 1) {
    return html`<p class="empty">There are no more products. \
<a href="${address(search, 1)}">Back to the first page</a></p>`;
  }
  if (search !== '') {
    return html`<p class="empty">Nothing matches. Try fewer or other words, or <a href="/">see all products</a>.</p>`;
  }
  return html`<p class="empty">There are no products yet. Please come back soon.</p>`;
}

function pages(search: string, page: number, nextPage: number | undefined): Html | undefined {
  if (page === 1 && nextPage === undefined) return undefined;
  return html`<nav class="pages" aria-label="Pages">
${page > 1 ? html`<a rel="prev" href="${address(search, page - 1)}">Previous</a>` : undefined}
<span aria-current="page">Page ${page}</span>
${nextPage === undefined ? undefined : html`<a rel="next" href="${address(search, nextPage)}">Next</a>`}
</nav>`;
}

function address(search: string, page: number): string {
  const query = new URLSearchParams();
  if (search !== '') query.set('q', search);
  if (page > 1) query.set('page', String(page));
  return query.size === 0 ? '/' : `/?${query.toString()}`;
}
