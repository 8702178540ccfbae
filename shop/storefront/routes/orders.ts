import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cancelOrder } from '../../domain/cancel-order';
import { Order } from '../../ports/store';
import { isAway } from '../cart-view';
import { oneLine } from '../input';
import { NotFound } from '../page-error';
import { orderPage, receivedPage } from '../pages/order';
import { mayRead, recentOrders } from '../recent-orders';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { visitorOf } from '../visitor';

interface OrderRoute {
  readonly Params: { readonly id: string };
  readonly Querystring: Record<string, unknown>;
}

const LOOK_AGAIN_SECONDS = 3;

export function registerOrders(app: FastifyInstance, shop: Storefront): void {
  app.get<OrderRoute>('/orders/:id', async (request, reply) => {
    const { id } = request.params;
    const order = await findOrder(shop, request);
    if (!order) return showReceived(shop, request, reply, id);
    const [lines, shipment] = await Promise.all([shop.store.read.orders.lines(id), shop.store.read.shipments.find(id)]);
    return sendPage(reply, orderPage({
      shop, visitor: visitorOf(request), order, lines, shipment, payAt: shop.paymentPageUrl(id), now: shop.clock.now(), done: oneLine(request.query.done),
    }));
  });

  app.post<OrderRoute>('/orders/:id/cancel', async (request, reply) => {
    const order = await findOrder(shop, request);
    if (!order) throw new NotFound();
    const state = await cancelOrder(shop.store, order.id);
    await shop.relay();
    return seeOther(reply, `/orders/${order.id}?done=${state === 'cancelled' ? 'cancelled' : 'too-late'}`);
  });
}

/** This visitor's order; undefined while it is on its way. Somebody else's does not exist. */
async function findOrder(shop: Storefront, request: FastifyRequest<OrderRoute>): Promise<Order | undefined> {
  const { id } = request.params;
  if (!/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)) throw new NotFound();
  const isRecent = recentOrders(shop, request).includes(id);
  try {
    await shop.schemaReady();
    const order = await shop.store.read.orders.find(id);
    if (order ? !mayRead(shop, request, order) : !isRecent) throw new NotFound();
    return order;
  } catch (error) {
    if (!isRecent || !isAway(error)) throw error;
    return undefined;
  }
}

/** The same effect as a `meta` element, for as long as the order is on its way. */
function showReceived(shop: Storefront, request: FastifyRequest, reply: FastifyReply, id: string): FastifyReply {
  return sendPage(reply.header('refresh', String(LOOK_AGAIN_SECONDS)), receivedPage({ shop, visitor: visitorOf(request), id }));
}
