import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isReserved } from '../../../application/inventory/stock';
import { cancelOrder } from '../../../application/orders/cancel-order';
import { changeDelivery, DELIVERY_CHANGES } from '../../../application/orders/change-delivery';
import { deliveryMayChange, Order } from '../../../domain/orders/order';
import { isUlid, normalizeEmail } from '../../../domain/validation';
import { orderMails } from '../../mails/order-mails';
import { addressValues, readAddressForm } from '../address-form';
import { isUnavailable } from '../cart-view';
import { Form } from '../forms';
import { oneLine } from '../input';
import { NotFound, PageError } from '../page-error';
import { deliveryPage } from '../pages/delivery';
import { orderPage, receivedPage } from '../pages/order';
import { mayRead, tokenOf } from '../recent-orders';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { visitorOf } from '../visitor';
import { refuseWhenMany } from '../visitor-address';

interface OrderRoute {
  readonly Params: { readonly id: string };
  readonly Querystring: Record<string, unknown>;
}

const LOOK_AGAIN_SECONDS = 3;

/**
 * Registers the page of an order, its cancellation and the change of its delivery address.
 *
 * @param shop - opens an order by its access token or by the session of its account
 */
export function registerOrders(app: FastifyInstance, shop: Storefront): void {
  app.get<OrderRoute>('/orders/:id', async (request, reply) => {
    const { id } = request.params;
    const order = await findOrder(shop, request);
    if (!order) return showReceived(shop, request, reply, id);
    const { read } = shop.store;
    const [lines, shipment, reserved] = await Promise.all([
      read.orders.lines(id),
      read.shipments.find(id),
      order.state === 'placed' && isReserved(read, id),
    ]);
    return sendPage(
      reply,
      orderPage({
        shop,
        visitor: visitorOf(request),
        order,
        lines,
        shipment,
        payAt: shop.paymentPageUrl(id),
        reservedUntil: reserved ? new Date(order.placedAt.getTime() + shop.holdingMs) : undefined,
        now: shop.clock.now(),
        done: oneLine(request.query.done),
      }),
    );
  });

  app.post<OrderRoute>('/orders/:id/cancel', async (request, reply) => {
    const order = await knownOrder(shop, request);
    const state = await cancelOrder(shop.store, order.id);
    await shop.relay();
    return seeOther(reply, `/orders/${order.id}?done=${state === 'cancelled' ? 'cancelled' : 'too-late'}`);
  });

  app.get<OrderRoute>('/orders/:id/delivery', async (request, reply) => {
    const order = await knownOrder(shop, request);
    if (!deliveryMayChange(order.state)) return seeOther(reply, `/orders/${order.id}?done=packed`);
    return sendPage(
      reply,
      deliveryPage({
        shop,
        visitor: visitorOf(request),
        orderId: order.id,
        form: Form.filled(addressValues(order.address)),
      }),
    );
  });

  app.post<OrderRoute>('/orders/:id/delivery', async (request, reply) => {
    const order = await knownOrder(shop, request);
    const form = Form.of(request);
    const address = readAddressForm(form);
    if (!address) {
      return sendPage(reply, deliveryPage({ shop, visitor: visitorOf(request), orderId: order.id, form }), 422);
    }
    await refuseWhenMany(shop, [{ ...DELIVERY_CHANGES, of: normalizeEmail(order.email) }]);
    const changed = await changeDelivery(shop.store, order.id, address, {
      mails: orderMails(shop),
      now: shop.clock.now(),
    });
    if (!changed) {
      throw new PageError(
        409,
        'Too late',
        'The order is being packed, or has ended: its delivery address cannot be changed any more.',
      );
    }
    await shop.relay();
    return seeOther(reply, `/orders/${order.id}?done=delivery`);
  });
}

/** Returns this visitor's order; answers 404 while it is in the queue, and for orders of others. */
async function knownOrder(shop: Storefront, request: FastifyRequest<OrderRoute>): Promise<Order> {
  const order = await findOrder(shop, request);
  if (!order) throw new NotFound();
  return order;
}

/** Returns this visitor's order, undefined while it is in the queue; answers 404 for orders of others. */
async function findOrder(shop: Storefront, request: FastifyRequest<OrderRoute>): Promise<Order | undefined> {
  const { id } = request.params;
  if (!isUlid(id)) throw new NotFound();
  const isRecent = tokenOf(shop, request, id) !== undefined;
  try {
    await shop.schemaReady();
    const order = await shop.store.read.orders.find(id);
    if (order ? !mayRead(shop, request, order) : !isRecent) throw new NotFound();
    return order;
  } catch (error) {
    if (!isRecent || !isUnavailable(error)) throw error;
    return undefined;
  }
}

/** Sends the page of an order in the queue; the header `Refresh` makes the browser load it again. */
function showReceived(shop: Storefront, request: FastifyRequest, reply: FastifyReply, id: string): FastifyReply {
  return sendPage(
    reply.header('refresh', String(LOOK_AGAIN_SECONDS)),
    receivedPage({ shop, visitor: visitorOf(request), id }),
  );
}
