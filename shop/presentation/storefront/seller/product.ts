import { FastifyInstance, FastifyReply } from 'fastify';
import { ulid } from 'ulid';
import { detailsForm, ProductPageContext, productPage } from './product-page';
import { changeProduct } from '../../../application/inventory/products';
import { findManagedProduct } from '../../../application/inventory/stock-manager';
import { ProductChanges } from '../../../domain/inventory/article';
import { Product } from '../../../domain/inventory/product';
import { readDescription, readName, readPrice } from '../../../domain/inventory/product-input';
import { doneText } from '../back-office/page';
import { hiddenVersion, idOf, LONG_FORM, queryOf, SellerContext, requireSeller } from '../back-office/request';
import { Form } from '../forms';
import { NotFound } from '../page-error';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';

const DONE = {
  created: 'The product has been made. Count its first delivery to have something to sell.',
  saved: 'The changes have been saved. Visitors see them within a minute.',
  counted: 'The stock has been changed.',
  mark: 'The low mark has been changed.',
  picture: 'The picture has been changed. Visitors see it within a minute.',
};

/**
 * Registers the page of a product for its seller.
 *
 * @param shop - performs the outbox messages of a change at once, so that cached copies are deleted
 */
export function registerProduct(app: FastifyInstance, shop: Storefront): void {
  app.get('/seller/products/:id', async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const product = await ownProduct(shop, context, idOf(request));
    return showProduct(shop, reply, {
      ...context,
      product,
      details: detailsForm(product),
      done: doneText(DONE, queryOf(request)),
    });
  });
  app.post('/seller/products/:id', LONG_FORM, async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const product = await ownProduct(shop, context, idOf(request));
    const details = Form.of(request);
    const version = hiddenVersion(details);
    const changes = readChanges(details, product);
    if (!changes) return showProduct(shop, reply, { ...context, product, details }, 422);
    const result = await changeProduct(shop.store, context.manager, product.id, {
      version,
      changes,
      now: shop.clock.now(),
    });
    if (result.outcome === 'missing') throw new NotFound();
    if (result.outcome === 'stale') {
      return showProduct(shop, reply, { ...context, product: result.current, details, lost: true }, 409);
    }
    await shop.relay();
    return seeOther(reply, `/seller/products/${product.id}?done=saved`);
  });
}

function readChanges(form: Form, { currency }: Product): ProductChanges | undefined {
  const name = form.read('name', 'Name', readName);
  const description = form.read('description', 'Description', readDescription);
  const priceMinor = form.read('price', 'Price', (value, label) => readPrice(value, label, currency));
  if (name === undefined || description === undefined || priceMinor === undefined) return undefined;
  return { name, description, priceMinor, active: form.checked('active') };
}

/**
 * Returns a product that the seller or administrator manages.
 *
 * @param id - ULID; the product of another seller is answered with 404, as one that does not exist
 */
export async function ownProduct(shop: Storefront, { manager }: SellerContext, id: string): Promise<Product> {
  const product = await findManagedProduct(shop.store.read, manager, id);
  if (!product) throw new NotFound();
  return product;
}

type Shown = SellerContext &
  Pick<ProductPageContext, 'product' | 'details' | 'done' | 'lost'> & {
    readonly delivery?: Form;
    readonly mark?: Form;
  };

/**
 * Sends the page of a product.
 *
 * @param shown - the product, and the form that was refused, with its problems
 */
export async function showProduct(
  shop: Storefront,
  reply: FastifyReply,
  shown: Shown,
  status = 200,
): Promise<FastifyReply> {
  const { id } = shown.product;
  const [stock, prices] = await Promise.all([shop.store.read.stock.find(id), shop.store.read.inventory.prices(id)]);
  if (!stock) throw new NotFound();
  return sendPage(
    reply,
    productPage({
      ...shown,
      stock,
      prices,
      delivery: shown.delivery ?? Form.filled({ deliveryId: ulid() }),
      mark: shown.mark ?? Form.filled({ lowMark: String(stock.lowMark) }),
      pictures: shop.media !== undefined,
    }),
    status,
  );
}
