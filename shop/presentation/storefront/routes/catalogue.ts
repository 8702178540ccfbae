import { FastifyInstance } from 'fastify';
import { StockLevel } from '../../../domain/inventory/stock';
import { isSearch, searchLimit } from '../../../domain/limits/searches';
import { oneLine } from '../input';
import { NotFound } from '../page-error';
import { productPage } from '../pages/product';
import { productListPage } from '../pages/product-list';
import { sendPublicPage } from '../reply';
import { Storefront } from '../storefront';
import { visitorOf } from '../visitor';
import { addressOf, refuseWhenMany } from '../visitor-address';

const PAGE_SIZE = 24;
const MAXIMUM_SEARCH = 80;

/**
 * Registers the public pages: the list of products, the search, a product.
 *
 * @param shop - its catalogue answers from the cache while the database is unavailable
 */
export function registerCatalogue(app: FastifyInstance, shop: Storefront): void {
  app.get<{ Querystring: Record<string, unknown> }>('/', async (request, reply) => {
    await shop.schemaReady();
    const search = oneLine(request.query.q).slice(0, MAXIMUM_SEARCH);
    const page = oneLine(request.query.page) === '' ? 1 : Number(oneLine(request.query.page));
    if (!Number.isInteger(page) || page < 1 || page > 1_000) throw new NotFound();
    if (isSearch(search, page)) {
      await refuseWhenMany(shop, [searchLimit(addressOf(shop, request))], 'Too many searches');
    }
    const result = await shop.catalogue.search({ search, page, pageSize: PAGE_SIZE });
    return sendPublicPage(request, reply, productListPage({ shop, visitor: visitorOf(request), search, page, result }));
  });
  app.get<{ Params: { id: string } }>('/products/:id', async (request, reply) => {
    await shop.schemaReady();
    const { id } = request.params;
    const product = /^[0-9A-Z]{26}$/.test(id) ? await shop.catalogue.find(id) : undefined;
    if (!product) throw new NotFound();
    const stock = await stockOf(shop, id);
    return sendPublicPage(request, reply, productPage({ shop, visitor: visitorOf(request), product, stock }));
  });
}

/** Returns the stock; undefined while the database is unavailable, so that the page is shown without it. */
async function stockOf(shop: Storefront, productId: string): Promise<StockLevel | undefined> {
  try {
    return await shop.store.read.stock.find(productId);
  } catch {
    return undefined;
  }
}
