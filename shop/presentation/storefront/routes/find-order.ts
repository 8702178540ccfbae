import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Order } from '../../../domain/orders/order';
import { LOOK_UP_PATH, provesAccess } from '../../../domain/orders/order-access';
import { isUlid } from '../../../domain/validation';
import { Form } from '../forms';
import { oneLine } from '../input';
import { findOrderPage } from '../pages/find-order';
import { rememberOrder } from '../recent-orders';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { visitorOf } from '../visitor';
import { drawByAddress, refuseWhenMany } from '../visitor-address';

/**
 * Limit of look-ups by address. It protects the database; access tokens have 128 bits or more and cannot be guessed.
 */
const LOOK_UPS = { name: 'find order', most: 60, minutes: 15 };

/**
 * Registers the page that mails link to, and on which a guest in another browser types number and code of an order.
 *
 * @param shop - its limits count look-ups by address
 */
export function registerFindOrder(app: FastifyInstance, shop: Storefront): void {
  app.get<{ Querystring: Record<string, unknown> }>(LOOK_UP_PATH, async (request, reply) => {
    await shop.schemaReady();
    const { query } = request;
    const form = Form.filled({
      order: oneLine(query.order).slice(0, 26),
      token: oneLine(query.token).slice(0, 128),
      to: oneLine(query.to).slice(0, 16),
    });
    // Mails of an order that has ended have a link without the access token; an earlier mail has it.
    if (form.text('token') === '') return show(shop, request, reply, form);
    return open(shop, request, reply, form);
  });

  app.post(LOOK_UP_PATH, { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    return open(shop, request, reply, Form.of(request));
  });
}

/** Stores the access token in this browser, and redirects to a page whose address does not have it. */
async function open(shop: Storefront, request: FastifyRequest, reply: FastifyReply, form: Form): Promise<FastifyReply> {
  await refuseWhenMany(shop, [drawByAddress(shop, request, LOOK_UPS)]);
  const token = form.text('token').trim();
  const order = await find(shop, form.text('order').trim().toUpperCase(), token);
  if (!order) {
    form.wrong('order', 'There is no order with this number and this code. Please copy both from one of its mails.');
    return show(shop, request, reply, form, 404);
  }
  rememberOrder(shop, request, reply, { id: order.id, token });
  const payAt = form.text('to') === 'payment' && order.state === 'placed' ? shop.paymentPageUrl(order.id) : undefined;
  return seeOther(reply, payAt ?? `/orders/${order.id}`);
}

async function find(shop: Storefront, id: string, token: string): Promise<Order | undefined> {
  const order = isUlid(id) ? await shop.store.read.orders.find(id) : undefined;
  return order && provesAccess(order, token) ? order : undefined;
}

function show(shop: Storefront, request: FastifyRequest, reply: FastifyReply, form: Form, status = 200): FastifyReply {
  return sendPage(reply, findOrderPage({ shop, visitor: visitorOf(request), form }), status);
}
