import { drawing } from './drawings';
import { mediaUrl } from '../../../domain/inventory/pictures';
import { Product } from '../../../domain/inventory/product';

import { html, Html } from '../html';

/** The product's photograph, or a drawing where there is none. Decoration: its name stands beside it, so screen readers pass it by. */
export function picture({ imageKey, sku, name }: Pick<Product, 'imageKey' | 'sku' | 'name'>, isFirst = false): Html {
  if (imageKey === undefined) return drawing(sku, name);
  return html`<img class="picture" src="${mediaUrl(imageKey)}" alt="" width="640" height="480"${isFirst ? undefined : html` loading="lazy"`} decoding="async">`;
}
