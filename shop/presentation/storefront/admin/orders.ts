import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { orderPage } from './order-page';
import { stateWords } from './overview';
import { markDelivered, markRefunded } from '../../../application/administration/order-steps';
import { dispatchShipment } from '../../../application/orders/ship-order';
import { IllegalTransition } from '../../../domain/orders/order';
import { readText } from '../../../domain/validation';
import { orderMails } from '../../mails/order-mails';
import { confirmPage, isConfirmed, Question } from '../back-office/confirm';
import { doneText } from '../back-office/page';
import { AdminContext, requireAdmin, idOf, queryOf } from '../back-office/request';
import { Form } from '../forms';
import { NotFound, PageError } from '../page-error';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';

const DONE = {
  dispatch: 'The order is on its way. The customer gets a mail with the tracking number.',
  delivered: 'The order has been delivered.',
  refunded: 'The refund is done.',
};

type Step = Pick<Question, 'title' | 'text' | 'button'> & {
  readonly perform: (shop: Storefront, id: string) => Promise<unknown>;
};

const STEPS: Readonly<Record<'delivered' | 'refunded', Step>> = {
  delivered: {
    title: 'Has it been delivered?',
    text: 'Say so only when the carrier does: from then on the order is complete.',
    button: 'Yes, it has been delivered',
    perform: async ({ store }, id) => markDelivered(store, id),
  },
  refunded: {
    title: 'Has the money been sent back?',
    text: 'The shop sends no money by itself. Refund the payment at the provider first, then say so here.',
    button: 'Yes, it has been refunded',
    perform: async ({ store }, id) => markRefunded(store, id),
  },
};

/**
 * Registers the page of an order and its manual steps: dispatched, delivered, refunded.
 *
 * @param shop - writes the mail about a dispatched parcel to its outbox
 */
export function registerOrders(app: FastifyInstance, shop: Storefront): void {
  app.get('/admin/orders/:id', async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    return context ? show(shop, reply, context, { id: idOf(request), done: doneText(DONE, queryOf(request)) }) : reply;
  });
  app.post('/admin/orders/:id/dispatch', async (request, reply) => {
    const context = await requireAdmin(shop, request, reply);
    return context ? dispatch(shop, request, reply, context) : reply;
  });
  for (const [name, { perform, ...question }] of Object.entries(STEPS)) {
    app.post(`/admin/orders/:id/${name}`, async (request, reply) => {
      const context = await requireAdmin(shop, request, reply);
      if (!context) return reply;
      const id = await orderId(shop, request);
      const back = `/admin/orders/${id}`;
      if (!isConfirmed(Form.of(request))) {
        return sendPage(
          reply,
          confirmPage({ ...context, ...question, section: '/admin', action: `${back}/${name}`, back }),
        );
      }
      await refuseIllegalStep(async () => perform(shop, id));
      return seeOther(reply, `${back}?done=${name}`);
    });
  }
}

/** Marks a parcel as dispatched when no message of the warehouse does; the step is the same. */
async function dispatch(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  context: AdminContext,
): Promise<FastifyReply> {
  const id = await orderId(shop, request);
  const form = Form.of(request);
  const carrier = form.read('carrier', 'Carrier', (value, label) => readText(value, label, 80));
  const tracking = form.read('tracking', 'Tracking number', (value, label) => readText(value, label, 120));
  if (carrier === undefined || tracking === undefined) return show(shop, reply, context, { id, form }, 422);
  const back = `/admin/orders/${id}`;
  if (!isConfirmed(form)) {
    return sendPage(
      reply,
      confirmPage({
        ...context,
        section: '/admin',
        title: 'Has the parcel left?',
        text:
          `The customer gets a mail that ${carrier} has the parcel, with the tracking number ${tracking}. ` +
          'That mail cannot be taken back.',
        action: `${back}/dispatch`,
        values: { carrier, tracking },
        button: 'Yes, it is on its way',
        back,
      }),
    );
  }
  await refuseIllegalStep(async () =>
    dispatchShipment(
      shop.store,
      { orderId: id, carrier, tracking },
      { mails: orderMails(shop), now: shop.clock.now() },
    ),
  );
  return seeOther(reply, `${back}?done=dispatch`);
}

async function orderId({ store }: Storefront, request: FastifyRequest): Promise<string> {
  const id = idOf(request);
  if (!(await store.read.orders.find(id))) throw new NotFound();
  return id;
}

/** Answers 409 when the order's state no longer allows the step: it may have changed since the page was shown. */
async function refuseIllegalStep(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof IllegalTransition)) throw error;
    const now = error.from === 'missing' ? 'missing' : stateWords(error.from);
    throw new PageError(
      409,
      'That is not possible now',
      `The order is ${now}, so this step cannot follow. Nothing was changed. Go back and load the page again.`,
    );
  }
}

interface ShownOrder {
  readonly id: string;
  readonly form?: Form;
  readonly done?: string;
}

async function show(
  { store }: Storefront,
  reply: FastifyReply,
  context: AdminContext,
  { id, form, done }: ShownOrder,
  status = 200,
): Promise<FastifyReply> {
  const order = await store.read.orders.find(id);
  if (!order) throw new NotFound();
  const [lines, payments, shipment] = await Promise.all([
    store.read.orders.lines(id),
    store.read.payments.ofOrder(id),
    store.read.shipments.find(id),
  ]);
  return sendPage(
    reply,
    orderPage({ ...context, order, lines, payments, shipment, form: form ?? Form.filled(), done }),
    status,
  );
}
