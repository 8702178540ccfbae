import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ulid } from 'ulid';
import { PATHS } from '../../../../src/contract/paths';
import { SavedAddress } from '../../../domain/accounts/customer';
import { isSameAddress, Address } from '../../../domain/address';
import { CartLine } from '../../../domain/carts/cart';
import { newAccessToken, provesAccess } from '../../../domain/orders/order-access';
import { encodeOrderMessage, OrderMessage, readOrderMessage } from '../../../domain/orders/order-message';
import { InvalidInput, readEmail } from '../../../domain/validation';
import { RememberedOrder } from '../../http/remembered-orders';
import { addressValues, newAddress, readAddressForm } from '../address-form';
import { cartLines, CartView, isUnavailable, viewOf, withoutHidden } from '../cart-view';
import { lineProblems, pricesChanged, readLines, readOrderKey } from '../checkout-form';
import { Form } from '../forms';
import { oneLine } from '../input';
import { checkoutPage } from '../pages/checkout';
import { rememberOrder, removeFromCart, removeNotedLines, tokenOf } from '../recent-orders';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { visitorHash, visitorOf } from '../visitor';
import { addressOf, waitWords } from '../visitor-address';

const MAXIMUM_SAVED = 20;

/**
 * Registers the checkout: it sends an order to the queue.
 *
 * @param shop - its queue alone must be available; the database may be unavailable
 */
export function registerCheckout(app: FastifyInstance, shop: Storefront): void {
  app.get<{ Querystring: Record<string, unknown> }>(PATHS.checkout, async (request, reply) => {
    await shop.schemaReady();
    await removeNotedLines(shop, request, reply);
    const lines = await cartLines(shop, visitorOf(request));
    if (lines.length === 0) return seeOther(reply, PATHS.cart);
    const { customer } = visitorOf(request);
    const saved = await savedAddresses(shop, request);
    const chosen = saved.find(({ id }) => id === oneLine(request.query.address)) ?? saved.at(0);
    const form = Form.filled({
      ...addressValues(chosen?.address),
      name: chosen?.address.name ?? customer?.name,
      email: customer?.email,
    });
    return show(shop, request, reply, {
      form,
      order: { id: ulid(), token: newAccessToken() },
      view: withoutHidden(await viewOf(shop, lines)),
      saved,
    });
  });

  // Nothing here may need the database: the queue accepts the order while the database is unavailable.
  app.post(PATHS.checkout, async (request, reply) => {
    const form = Form.of(request);
    const session = visitorHash(shop, request);
    const lines = readLines(form);
    const order = readOrderKey(form);
    if (session === undefined || lines === undefined || order === undefined) return seeOther(reply, PATHS.checkout);
    if (tokenOf(shop, request, order.id) !== undefined) return seeOther(reply, `/orders/${order.id}`);

    const email = form.read('email', 'E-mail address', readEmail);
    const address = readAddressForm(form);
    // An attacker can put any product into the form: products that are not on sale are hidden.
    const view = withoutHidden(await viewOf(shop, lines));
    const changed = pricesChanged(view);
    for (const text of lineProblems(view)) form.wrong('', text);
    const again = async (status: number) =>
      show(shop, request, reply, { form, order, view, changed, saved: [] }, status);
    if (email === undefined || address === undefined || changed || form.problems.length > 0) {
      // The other half of a double click may have bought the last one: that is this very order.
      if (!(await isPlaced(shop, order))) return again(changed ? 409 : 422);
      // The browser may have dropped the first answer, and its cookie with it.
      rememberOrder(shop, request, reply, order);
      return seeOther(reply, `/orders/${order.id}`);
    }
    const message = orderMessage(form, { order, email, address, view, lines });
    if (!message) return seeOther(reply, PATHS.checkout);
    const { customer } = visitorOf(request);
    const admission = await shop.unpaidOrders.admit(
      message,
      { session, address: addressOf(shop, request) },
      async () => customer !== undefined && (await shop.store.read.orders.hasPaid(customer.id)),
    );
    if ('refusedBy' in admission) {
      shop.log.warn('order refused', { event: 'order.refused', by: admission.refusedBy });
      form.wrong('', tooMany(admission.waitSeconds));
      reply.header('retry-after', String(admission.waitSeconds));
      return again(429);
    }
    const internal = {
      customerId: customer?.id,
      cartId: visitorOf(request).session?.cartId,
      mayReserve: admission.mayReserve,
    };
    try {
      await shop.orderQueue.send(encodeOrderMessage({ ...message, internal }));
    } catch (error) {
      shop.log.error('order queue refused an order', { order: order.id, error });
      await shop.unpaidOrders.settle(order.id);
      form.wrong(
        '',
        'Your order could not be taken right now. Nothing is ordered and nothing is lost: ' +
          'please press the button again in a moment.',
      );
      return again(503);
    }
    shop.log.info('order taken', { event: 'order.taken', order: order.id });
    rememberOrder(shop, request, reply, order);
    await removeFromCart(shop, request, reply, lines);
    if (form.checked('save')) await saveAddress(shop, request, address);
    return seeOther(reply, `/orders/${order.id}`);
  });
}

interface Typed {
  readonly order: RememberedOrder;
  readonly email: string;
  readonly address: Address;
  readonly view: CartView;
  readonly lines: readonly CartLine[];
}

/** Returns the message for the queue; undefined for a form that was changed by hand. */
function orderMessage(form: Form, { order, email, address, view, lines }: Typed): OrderMessage | undefined {
  const currency = view.total?.currency ?? oneLine(form.text('currency'));
  try {
    return readOrderMessage({ orderId: order.id, accessToken: order.token, email, address, currency, lines });
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

function tooMany(waitSeconds: number): string {
  return (
    'There are many orders from here that are not paid yet. Please pay or cancel one of them, or try again ' +
    `in ${waitWords(waitSeconds)}. Nothing is ordered, and your cart stays as it is.`
  );
}

interface Shown {
  readonly form: Form;
  readonly order: RememberedOrder;
  readonly view: CartView;
  readonly changed?: boolean;
  readonly saved: readonly SavedAddress[];
}

function show(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown,
  status = 200,
): FastifyReply {
  if (status === 503) reply.header('retry-after', '5');
  return sendPage(reply, checkoutPage({ shop, visitor: visitorOf(request), changed: false, ...shown }), status);
}

async function isPlaced(shop: Storefront, { id, token }: RememberedOrder): Promise<boolean> {
  try {
    const order = await shop.store.read.orders.find(id);
    return order !== undefined && provesAccess(order, token);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return false;
  }
}

/** Returns the saved addresses; none while the database is unavailable. */
async function savedAddresses(shop: Storefront, request: FastifyRequest): Promise<readonly SavedAddress[]> {
  const { customer } = visitorOf(request);
  try {
    return customer ? await shop.store.read.customers.addresses(customer.id) : [];
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return [];
  }
}

/** Saves the address in the account. A failure is only logged, because the order is accepted already. */
async function saveAddress(shop: Storefront, request: FastifyRequest, address: Address): Promise<void> {
  const { customer } = visitorOf(request);
  try {
    const saved = await savedAddresses(shop, request);
    if (!customer || saved.length >= MAXIMUM_SAVED || saved.some((each) => isSameAddress(each.address, address))) {
      return;
    }
    await shop.store.write.customers.addAddress(customer.id, newAddress(address));
  } catch (error) {
    shop.log.warn('address cannot be saved', { error });
  }
}
