import { csrfField } from './form';
import { layout, ShopInfo } from './layout';
import { picture } from './picture';
import { Product } from '../../../domain/inventory/product';
import { StockLevel } from '../../../domain/inventory/stock';
import { format, money } from '../../../domain/money';
import { MAXIMUM_QUANTITY } from '../../../domain/orders/order-message';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** A product with its stock. */
export interface ProductView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly product: Product;
  /** Absent while the database is unavailable: the page is shown without it. */
  readonly stock?: Pick<StockLevel, 'onHand' | 'reserved'>;
}

const FEW = 5;

/** Renders the page of a product for visitors. */
export function productPage({ shop, visitor, product, stock }: ProductView): string {
  const most = Math.min(stock?.onHand ?? MAXIMUM_QUANTITY, MAXIMUM_QUANTITY);
  return layout(
    { shop, visitor, title: product.name },
    html`<p class="back"><a href="/">All products</a></p>
<article class="product">
<div class="frame">${picture(product, true)}</div>
<div class="detail">
<h1>${product.name}</h1>
<p class="price">${format(money(product.priceMinor, product.currency))}</p>
<p class="soft">Includes tax where it applies. Delivery is free.</p>
${stock === undefined ? undefined : availability(stock)}
${most <= 0 ? undefined : buy(product, visitor, most)}
<h2>About it</h2>
<p class="description">${product.description}</p>
<p class="sku">Article number ${product.sku}</p>
</div>
</article>`,
  );
}

function buy({ id }: Product, visitor: Visitor, most: number): Html {
  return html`<form class="buy" action="/cart/add" method="post">
${csrfField(visitor)}
<input type="hidden" name="product" value="${id}">
<div class="field"><label for="quantity">Quantity</label>
<input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="${most}" value="1" required></div>
<button class="button" type="submit">Add to cart</button>
</form>`;
}

/** Renders the availability. Reserved pieces can be ordered too: the orders that reserve them are not paid yet. */
function availability({ onHand, reserved }: Pick<StockLevel, 'onHand' | 'reserved'>): Html {
  const free = onHand - reserved;
  if (onHand <= 0) return html`<p class="stock none">Sold out</p>`;
  if (free <= 0) {
    return html`<p class="stock few">The last ones are in orders of others that are not paid yet.
You can order it all the same: who pays first gets it.</p>`;
  }
  if (free <= FEW) return html`<p class="stock few">Only ${free} left</p>`;
  return html`<p class="stock">In stock</p>`;
}
