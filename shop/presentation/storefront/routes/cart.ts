import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PATHS } from '../../../../src/contract/paths';
import { addToCart, openCart, setQuantity } from '../../../application/carts/cart';
import { CartFull, CartOwner, NothingOnShelf, Shortfall, Cart } from '../../../domain/carts/cart';
import { MAXIMUM_LINES, MAXIMUM_QUANTITY } from '../../../domain/orders/order-message';
import { InvalidInput, readUlid } from '../../../domain/validation';
import { UnitOfWork } from '../../../ports/store';
import { cartOwner, refreshCartCopy } from '../cart-copy';
import { readShortfall, shortfallAddress, shortfallText } from '../cart-shortfall';
import { cartLines, viewOf } from '../cart-view';
import { Form, readWhole } from '../forms';
import { oneLine } from '../input';
import { NotFound, PageError } from '../page-error';
import { cartPage } from '../pages/cart';
import { removeNotedLines } from '../recent-orders';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { sessionOf, sessionStore, visitorOf } from '../visitor';

const UNCHANGED = 'Your cart is as it was.';

/**
 * Registers the cart: its page, and the forms that add, change and remove lines.
 *
 * @param shop - reads prices and stock from the database; the page itself falls back to cached copies
 */
export function registerCart(app: FastifyInstance, shop: Storefront): void {
  app.get<{ Querystring: Record<string, unknown> }>(PATHS.cart, async (request, reply) => {
    await shop.schemaReady();
    await removeNotedLines(shop, request, reply);
    const view = await viewOf(shop, await cartLines(shop, visitorOf(request)));
    const taken = readShortfall(request.query);
    const shortfall = taken && shortfallText(taken, view.items);
    const done = oneLine(request.query.done);
    return sendPage(reply, cartPage({ shop, visitor: visitorOf(request), view, done, shortfall }));
  });

  // Visitors see this form before they have a session, so the browser's origin is the proof.
  app.post(`${PATHS.cart}/add`, { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const { productId, quantity } = readLine(Form.of(request), 1);
    const product = await shop.store.read.catalogue.find(productId);
    if (!product) throw new NotFound();
    if (!product.active) throw new PageError(422, 'No longer sold', `This product is no longer sold. ${UNCHANGED}`);
    await removeNotedLines(shop, request, reply);
    const line = { productId, quantity, priceMinor: product.priceMinor };
    const now = shop.clock.now();
    const shortfall = await changeCart(shop, request, reply, async (unit, cart) => addToCart(unit, cart, line, now));
    return seeOther(reply, shortfall ? shortfallAddress({ productId, ...shortfall }) : `${PATHS.cart}?done=added`);
  });

  app.post(`${PATHS.cart}/update`, async (request, reply) => {
    await shop.schemaReady();
    const { productId, quantity } = readLine(Form.of(request), 0);
    if (!visitorOf(request).session) return seeOther(reply, PATHS.cart);
    const product = quantity === 0 ? undefined : await shop.store.read.catalogue.find(productId);
    const shortfall = await changeCart(shop, request, reply, async (unit, cart) => {
      if (!cart.lines.some((line) => line.productId === productId)) return undefined;
      const now = shop.clock.now();
      if (product) return setQuantity(unit, cart, { productId, quantity, priceMinor: product.priceMinor }, now);
      await unit.carts.removeLine(cart.id, productId, now);
      return undefined;
    });
    if (shortfall) return seeOther(reply, shortfallAddress({ productId, ...shortfall }));
    return seeOther(reply, quantity === 0 ? `${PATHS.cart}?done=removed` : `${PATHS.cart}?done=updated`);
  });

  app.post(`${PATHS.cart}/remove`, async (request, reply) => {
    await shop.schemaReady();
    const productId = readProductId(Form.of(request));
    if (!visitorOf(request).session) return seeOther(reply, PATHS.cart);
    await changeCart(shop, request, reply, async (unit, cart) => {
      await unit.carts.removeLine(cart.id, productId, shop.clock.now());
      return undefined;
    });
    return seeOther(reply, `${PATHS.cart}?done=removed`);
  });
}

/** Changes the cart in one transaction; creates a session and a cart for a guest who has none. */
async function changeCart(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  change: (unit: UnitOfWork, cart: Cart) => Promise<Shortfall | undefined>,
): Promise<Shortfall | undefined> {
  const session = await sessionOf(shop, request, reply);
  const { customer } = visitorOf(request);
  let owner: CartOwner = cartOwner({ session, customer });
  const shortfall = await shop.store
    .transaction(async (unit) => {
      const cart = await openCart(unit, owner, shop.clock.now());
      if (!customer && cart.id !== session.cartId) await unit.sessions.setCart(session.tokenHash, cart.id);
      owner = customer ? owner : { cartId: cart.id };
      return change(unit, cart);
    })
    .catch((error: unknown) => {
      throw asPage(error);
    });
  if (!customer && owner.cartId !== session.cartId) await sessionStore(shop).forget(session.tokenHash);
  await refreshCartCopy(shop, owner);
  return shortfall;
}

/** Turns a refusal of the cart into the page for the visitor; the cart is unchanged. */
function asPage(error: unknown): unknown {
  if (error instanceof CartFull) {
    const text = `One order takes up to ${MAXIMUM_LINES} different products. Order these first, then the others.`;
    return new PageError(422, 'The cart is full', text);
  }
  if (error instanceof NothingOnShelf) return new PageError(422, 'Sold out', `This product is sold out. ${UNCHANGED}`);
  return error;
}

function readLine(form: Form, minimum: number): { readonly productId: string; readonly quantity: number } {
  const quantity = form.read('quantity', 'Quantity', readWhole(minimum, MAXIMUM_QUANTITY));
  if (quantity === undefined) {
    throw new PageError(
      422,
      'Please check the quantity',
      `It must be a whole number from ${minimum} to ${MAXIMUM_QUANTITY}. Go back and change it.`,
    );
  }
  return { productId: readProductId(form), quantity };
}

/** Reads the product id; answers 404 for a form changed by hand. */
function readProductId(form: Form): string {
  try {
    return readUlid(form.text('product'), 'product');
  } catch (error) {
    if (error instanceof InvalidInput) throw new NotFound();
    throw error;
  }
}
