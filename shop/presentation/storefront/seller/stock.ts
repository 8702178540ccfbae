import { FastifyInstance } from 'fastify';
import { ownProduct, showProduct } from './product';
import { detailsForm } from './product-page';
import { countDelivery, DeliveryResult, MAXIMUM_DELTA, setLowMark } from '../../../application/inventory/deliveries';
import { MAXIMUM_LOW_MARK, readTypedInteger } from '../../../domain/inventory/product-input';
import { InvalidInput } from '../../../domain/validation';
import { hiddenId, idOf, requireSeller } from '../back-office/request';
import { Form } from '../forms';
import { NotFound } from '../page-error';
import { seeOther } from '../reply';
import { Storefront } from '../storefront';

/**
 * Registers the forms that change the stock and the low mark of a product.
 *
 * @param shop - performs the outbox messages of a stock movement at once
 */
export function registerStock(app: FastifyInstance, shop: Storefront): void {
  app.post('/seller/products/:id/stock', async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const product = await ownProduct(shop, context, idOf(request));
    const delivery = Form.of(request);
    const id = hiddenId(delivery, 'deliveryId');
    const delta = delivery.read('delta', 'Pieces to add', readDelta);
    const result =
      delta &&
      (await count(delivery, async () =>
        countDelivery(shop.store, context.manager, { id, productId: product.id, delta }, shop.clock.now()),
      ));
    if (result === 'missing') throw new NotFound();
    if (result === 'reserved') delivery.wrong('delta', 'Pieces to add would take away what is reserved for orders');
    if (result !== 'done' && result !== 'duplicate') {
      return showProduct(shop, reply, { ...context, product, details: detailsForm(product), delivery }, 422);
    }
    await shop.relay();
    return seeOther(reply, `/seller/products/${product.id}?done=counted`);
  });
  app.post('/seller/products/:id/low-mark', async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const product = await ownProduct(shop, context, idOf(request));
    const mark = Form.of(request);
    const lowMark = mark.read('lowMark', 'Low mark', (value, label) =>
      readTypedInteger(value, label, 0, MAXIMUM_LOW_MARK),
    );
    if (lowMark === undefined) {
      return showProduct(shop, reply, { ...context, product, details: detailsForm(product), mark }, 422);
    }
    if ((await setLowMark(shop.store, context.manager, product.id, lowMark)) === 'missing') throw new NotFound();
    return seeOther(reply, `/seller/products/${product.id}?done=mark`);
  });
}

function readDelta(value: string, label: string): number {
  const delta = readTypedInteger(value, label, -MAXIMUM_DELTA, MAXIMUM_DELTA);
  if (delta === 0) throw new InvalidInput(label, 'must not be 0: that changes nothing');
  return delta;
}

/** Shows an input error that only the database finds at the field, as one that the form finds. */
async function count(form: Form, work: () => Promise<DeliveryResult>): Promise<DeliveryResult | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    form.wrong('delta', `Pieces to add ${error.message.slice(error.field.length + 1)}`);
    return undefined;
  }
}
