import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ulid } from 'ulid';
import { log } from '../../adapters/log';
import { OrderMessage, readOrderMessage } from '../../domain/order-message';
import { InvalidInput, readEmail } from '../../domain/validation';
import { SavedAddress } from '../../ports/accounts';
import { Address } from '../../ports/store';
import { addressValues, newAddress, readAddressForm, sameAddress } from '../address-form';
import { cartLines, CartView, isAway, viewOf } from '../cart-view';
import { changesOf, pricesChanged, readLines, readOrderKey } from '../checkout-form';
import { Form } from '../forms';
import { oneLine } from '../input';
import { checkoutPage } from '../pages/checkout';
import { emptyCart, emptyOrdered, mayRead, recentOrders, rememberOrder } from '../recent-orders';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { visitorHash, visitorOf } from '../visitor';

const MAXIMUM_SAVED = 20;

export function registerCheckout(app: FastifyInstance, shop: Storefront): void {
  app.get<{ Querystring: Record<string, unknown> }>('/checkout', async (request, reply) => {
    await shop.schemaReady();
    await emptyOrdered(shop, request, reply);
    const lines = await cartLines(shop, visitorOf(request));
    if (lines.length === 0) return seeOther(reply, '/cart');
    const { customer } = visitorOf(request);
    const saved = await savedAddresses(shop, request);
    const chosen = saved.find(({ id }) => id === oneLine(request.query.address)) ?? saved.at(0);
    const form = Form.filled({ ...addressValues(chosen?.address), name: chosen?.address.name ?? customer?.name, email: customer?.email });
    return show(shop, request, reply, { form, orderId: ulid(), view: await viewOf(shop, lines), saved });
  });

  // Nothing here may need the database: the queue takes the order, whatever else is away.
  app.post('/checkout', async (request, reply) => {
    const form = Form.of(request);
    const visitor = visitorHash(shop, request);
    const lines = readLines(form);
    const orderId = readOrderKey(form);
    if (visitor === undefined || lines === undefined || orderId === undefined) return seeOther(reply, '/checkout');
    if (recentOrders(shop, request).includes(orderId)) return seeOther(reply, `/orders/${orderId}`);

    const email = form.read('email', 'E-mail address', readEmail);
    const address = readAddressForm(form);
    const view = await viewOf(shop, lines);
    const changed = pricesChanged(view);
    for (const text of changesOf(view)) form.wrong('', text);
    const again = async (status: number) => show(shop, request, reply, { form, orderId, view, changed, saved: [] }, status);
    if (email === undefined || address === undefined || changed || form.problems.length > 0) {
      // The other half of a double click may have bought the last one: that is this very order.
      return await isPlaced(shop, request, orderId) ? seeOther(reply, `/orders/${orderId}`) : again(changed ? 409 : 422);
    }
    try {
      const order = { orderId, email, address, currency: view.total?.currency ?? oneLine(form.text('currency')), lines };
      const message: OrderMessage = { ...readOrderMessage(order), visitor, customerId: visitorOf(request).customer?.id };
      await shop.orderQueue.send(JSON.stringify(message));
    } catch (error) {
      if (error instanceof InvalidInput) return seeOther(reply, '/checkout');
      log.error('order queue refused an order', { order: orderId, error });
      form.wrong('', 'Your order could not be taken right now. Nothing is ordered and nothing is lost: please press the button again in a moment.');
      return again(503);
    }
    log.info('order taken', { event: 'order.taken', order: orderId });
    rememberOrder(shop, request, reply, orderId);
    await emptyCart(shop, request, reply);
    if (form.checked('save')) await saveAddress(shop, request, address);
    return seeOther(reply, `/orders/${orderId}`);
  });
}

interface Shown {
  readonly form: Form;
  readonly orderId: string;
  readonly view: CartView;
  readonly changed?: boolean;
  readonly saved: readonly SavedAddress[];
}

function show(shop: Storefront, request: FastifyRequest, reply: FastifyReply, shown: Shown, status = 200): FastifyReply {
  if (status === 503) reply.header('retry-after', '5');
  return sendPage(reply, checkoutPage({ shop, visitor: visitorOf(request), changed: false, ...shown }), status);
}

async function isPlaced(shop: Storefront, request: FastifyRequest, orderId: string): Promise<boolean> {
  try {
    const order = await shop.store.read.orders.find(orderId);
    return order !== undefined && mayRead(shop, request, order);
  } catch (error) {
    if (!isAway(error)) throw error;
    return false;
  }
}

/** Convenience only: without the database the fields are empty. */
async function savedAddresses(shop: Storefront, request: FastifyRequest): Promise<readonly SavedAddress[]> {
  const { customer } = visitorOf(request);
  try {
    return customer ? await shop.store.read.customers.addresses(customer.id) : [];
  } catch (error) {
    if (!isAway(error)) throw error;
    return [];
  }
}

/** The order is taken, so this must not fail it any more. */
async function saveAddress(shop: Storefront, request: FastifyRequest, address: Address): Promise<void> {
  const { customer } = visitorOf(request);
  try {
    const saved = await savedAddresses(shop, request);
    if (!customer || saved.length >= MAXIMUM_SAVED || saved.some((each) => sameAddress(each.address, address))) return;
    await shop.store.read.customers.addAddress(customer.id, newAddress(address));
  } catch (error) {
    log.warn('address cannot be saved', { error });
  }
}
