import { FastifyInstance } from 'fastify';
import { Article } from '../../../domain/inventory/article';
import { sellerScope } from '../../../domain/inventory/stock-manager';
import { format, money } from '../../../domain/money';
import { backOfficePage } from '../back-office/page';
import { pageOf, requireSeller } from '../back-office/request';
import { Column, pageLinks, table } from '../back-office/table';
import { html, Html } from '../html';
import { sendPage } from '../reply';
import { Storefront } from '../storefront';

/**
 * Registers the list of products: of the seller, or of all sellers for an administrator.
 *
 * @param shop - read from the database, not from the cache, so that sellers see their latest change
 */
export function registerProductList(app: FastifyInstance, shop: Storefront): void {
  app.get('/seller', async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const page = pageOf(request);
    const { articles, nextPage } = await shop.store.read.inventory.list({
      sellerId: sellerScope(context.manager),
      page,
    });
    const title = context.role === 'admin' ? 'All products' : 'Your products';
    return sendPage(
      reply,
      backOfficePage(
        { ...context, title, section: '/seller' },
        html`
<p class="actions"><a class="button" href="/seller/products/new">New product</a></p>
${
  articles.length === 0
    ? html`<p class="empty">There are no products here yet.</p>`
    : table(title, ARTICLE_COLUMNS, articles)
}
${pageLinks((other) => `/seller?page=${other}`, page, nextPage)}`,
      ),
    );
  });
}

/** Columns of a list of products, for sellers and administrators. */
export const ARTICLE_COLUMNS: readonly Column<Article>[] = [
  {
    label: 'Product',
    cell: ({ product }) =>
      html`<a href="/seller/products/${product.id}">${product.name}</a> <span class="small">${product.sku}</span>`,
  },
  { label: 'Price', number: true, cell: ({ product }) => format(money(product.priceMinor, product.currency)) },
  { label: 'In stock', number: true, cell: ({ stock }) => stock.onHand },
  { label: 'Reserved', number: true, cell: ({ stock }) => stock.reserved },
  { label: 'Status', cell: status },
];

function status({ product, stock }: Article): Html {
  const available = stock.onHand - stock.reserved;
  if (!product.active) return html`<span class="tag off">Not on sale</span>`;
  if (available <= 0) return html`<span class="tag bad">Sold out</span>`;
  if (available <= stock.lowMark) return html`<span class="tag bad">Low: ${available} left</span>`;
  return html`<span class="tag good">On sale</span>`;
}
