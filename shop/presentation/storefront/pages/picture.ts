import { drawing } from './drawings';
import { mediaUrl } from '../../../domain/inventory/pictures';
import { Product } from '../../../domain/inventory/product';
import { html, Html } from '../html';

/**
 * Renders the photograph of a product, or a drawing without one. Screen readers skip it, because the name is beside it.
 *
 * @param isFirst - loads the photograph at once; others wait until they are near the screen
 */
export function picture({ imageKey, sku, name }: Pick<Product, 'imageKey' | 'sku' | 'name'>, isFirst = false): Html {
  if (imageKey === undefined) return drawing(sku, name);
  return html`<img class="picture" src="${mediaUrl(imageKey)}" alt="" width="640" height="480"\
${isFirst ? undefined : html` loading="lazy"`} decoding="async">`;
}
