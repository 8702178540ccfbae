import { PriceEntry } from '../../../domain/inventory/article';
import { PICTURE_TYPES, mediaUrl } from '../../../domain/inventory/pictures';
import { Product } from '../../../domain/inventory/product';
import { MAXIMUM_DESCRIPTION } from '../../../domain/inventory/product-input';
import { StockLevel } from '../../../domain/inventory/stock';
import { amountText, format, money } from '../../../domain/money';
import { checkbox, hiddenFields, textArea } from '../back-office/fields';
import { backOfficePage, StaffContext, moment } from '../back-office/page';
import { table } from '../back-office/table';
import { Form } from '../forms';
import { html, Html } from '../html';
import { csrfField, field, problemSummary } from '../pages/form';

/** A product with all that its seller may change. */
export interface ProductPageContext extends StaffContext {
  readonly product: Product;
  readonly stock: StockLevel;
  readonly prices: readonly PriceEntry[];
  readonly details: Form;
  readonly delivery: Form;
  readonly mark: Form;
  /** True when the shop has a media store. */
  readonly pictures: boolean;
  readonly done?: string;
  /** True when someone changed the product after this seller's page was loaded. */
  readonly lost?: boolean;
}

/** Renders the page of a product for its seller. */
export function productPage(context: ProductPageContext): string {
  const { product, details, delivery, mark } = context;
  return backOfficePage(
    { ...context, title: product.name, section: '/seller' },
    html`
<p class="sku">Article number ${product.sku}${
      product.active
        ? html` · \
<a href="/products/${product.id}">As visitors see it</a>`
        : undefined
    }</p>
${context.lost ? lostUpdate(product, details) : undefined}
${problemSummary(details)}${problemSummary(delivery)}${problemSummary(mark)}
<div class="panels">
${detailsPanel(context)}
<div>
${stockPanel(context)}
</div>
<div>
${picturePanel(context)}
</div>
</div>
<h2>Prices so far</h2>
${
  context.prices.length === 0
    ? html`<p>No change is recorded.</p>`
    : table(
        'Prices so far',
        [
          { label: 'From', cell: ({ changedAt }) => moment(changedAt) },
          { label: 'Price', number: true, cell: ({ priceMinor, currency }) => format(money(priceMinor, currency)) },
        ],
        context.prices,
      )
}`,
  );
}

/** Returns the form filled with the stored product. */
export function detailsForm(product: Product): Form {
  return Form.filled({
    name: product.name,
    description: product.description,
    price: amountText(money(product.priceMinor, product.currency)),
    active: product.active ? 'yes' : '',
  });
}

/** Renders both versions, so that the seller decides; the form below has the new version and may be sent again. */
function lostUpdate(product: Product, details: Form): Html {
  const now = detailsForm(product);
  const labels = { name: 'Name', description: 'Description', price: 'Price', active: 'On sale' };
  const different = Object.entries(labels).filter(
    ([name]) => now.text(name) !== details.text(name).replace(/\r\n?/g, '\n').trim(),
  );
  const shown = (form: Form, name: string) =>
    name === 'active' ? (form.checked(name) ? 'yes' : 'no') : form.text(name);
  return html`<div class="caution" role="alert">
<p><strong>Nothing was saved: someone changed this product while you were editing it.</strong></p>
<p>What you typed is still below. Send it again to have it your way, or \
<a href="/seller/products/${product.id}">start again from what is saved now</a>.</p>
</div>
${table(
  'Differences',
  [
    { label: 'Field', cell: ([, label]) => label },
    { label: 'Saved now', cell: ([name]) => shown(now, name) },
    { label: 'Yours', cell: ([name]) => shown(details, name) },
  ],
  different,
)}`;
}

function detailsPanel({ visitor, product, details }: ProductPageContext): Html {
  return html`<form class="panel stack" action="/seller/products/${product.id}" method="post" novalidate>
<h2>Name, text and price</h2>
${csrfField(visitor)}${hiddenFields({ version: product.version })}
${field(details, { name: 'name', label: 'Name', maximum: 200, autocomplete: 'off' })}
${textArea(details, { name: 'description', label: 'Description', maximum: MAXIMUM_DESCRIPTION })}
${field(details, {
  name: 'price',
  label: `Price in ${product.currency}`,
  maximum: 20,
  inputMode: 'decimal',
  autocomplete: 'off',
  hint: 'Such as 12.90',
})}
${checkbox(details, { name: 'active', label: 'On sale' })}
<button class="button" type="submit">Save</button>
</form>`;
}

function stockPanel({ visitor, product, stock, delivery, mark }: ProductPageContext): Html {
  return html`<section class="panel" aria-labelledby="stock">
<h2 id="stock">Stock</h2>
<dl class="data">
<dt>On the shelf</dt><dd>${stock.onHand}</dd>
<dt>Reserved for orders</dt><dd>${stock.reserved}</dd>
<dt>Free to sell</dt><dd>${stock.onHand - stock.reserved}</dd>
</dl>
<form class="stack" action="/seller/products/${product.id}/stock" method="post" novalidate>
${csrfField(visitor)}${hiddenFields({ deliveryId: delivery.text('deliveryId') })}
${field(delivery, {
  name: 'delta',
  label: 'Pieces to add',
  maximum: 9,
  autocomplete: 'off',
  hint: '12 for a delivery of twelve, -2 when two are broken or missing.',
})}
<button class="button" type="submit">Change the stock</button>
</form>
<form class="stack" action="/seller/products/${product.id}/low-mark" method="post" novalidate>
${csrfField(visitor)}
${field(mark, {
  name: 'lowMark',
  label: 'Low mark',
  maximum: 7,
  inputMode: 'numeric',
  autocomplete: 'off',
  hint: 'From how many pieces left the stock counts as low.',
})}
<button class="button" type="submit">Change the mark</button>
</form>
</section>`;
}

function typeOption(type: string): Html {
  return html`<option value="${type}">${type.slice('image/'.length).toUpperCase()}</option>`;
}

function picturePanel({ product, pictures }: ProductPageContext): Html {
  return html`<section class="panel" aria-labelledby="picture">
<h2 id="picture">Picture</h2>
${
  product.imageKey === undefined
    ? html`<p>There is none yet: visitors see a drawing.</p>`
    : html`<p><img class="photo" src="${mediaUrl(product.imageKey)}" alt="The product's picture"></p>`
}
${
  pictures
    ? html`<form class="stack" action="/seller/products/${product.id}/picture" method="get">
<div class="field"><label for="type">Kind of file</label>
<select id="type" name="type">${Object.keys(PICTURE_TYPES).map(typeOption)}</select></div>
<button class="button" type="submit">\
${product.imageKey === undefined ? 'Add a picture' : 'Replace the picture'}</button>
</form>`
    : html`<p>This shop has no place to keep pictures.</p>`
}
</section>`;
}
