import { layout, ShopFace } from './layout';
import { picture } from './picture';
import { format, money } from '../../domain/money';
import { Product } from '../../ports/store';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

export interface ProductView {
  readonly shop: ShopFace;
  readonly visitor: Visitor;
  readonly product: Product;
  /** Absent when it could not be read: the page is worth showing without it. */
  readonly available?: number;
}

const FEW = 5;

export function productPage({ shop, visitor, product, available }: ProductView): string {
  return layout({ shop, visitor, title: product.name }, html`<p class="back"><a href="/">All products</a></p>
<article class="product">
${picture(product.name)}
<div>
<h1>${product.name}</h1>
<p class="price">${format(money(product.priceMinor, product.currency))}</p>
${available === undefined ? undefined : availability(available)}
<p class="description">${product.description}</p>
<p class="sku">Article number ${product.sku}</p>
</div>
</article>`);
}

function availability(available: number): Html {
  if (available <= 0) return html`<p class="stock none">Sold out</p>`;
  if (available <= FEW) return html`<p class="stock few">Only ${available} left</p>`;
  return html`<p class="stock">In stock</p>`;
}
