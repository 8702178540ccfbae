import { FastifyInstance, FastifyReply } from 'fastify';
import { ulid } from 'ulid';
import { createProduct, ProductDraft } from '../../../application/inventory/products';
import {
  MAXIMUM_DESCRIPTION,
  MAXIMUM_LOW_MARK,
  readDescription,
  readKnownCurrency,
  readName,
  readPrice,
  readSku,
  readTypedInteger,
} from '../../../domain/inventory/product-input';
import { checkbox, hiddenFields, textArea } from '../back-office/fields';
import { backOfficePage } from '../back-office/page';
import { hiddenId, LONG_FORM, SellerContext, requireSeller } from '../back-office/request';
import { Form } from '../forms';
import { html } from '../html';
import { csrfField, field, problemSummary } from '../pages/form';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';

const ADDRESS = '/seller/products/new';

/**
 * Registers the form for a new product.
 *
 * @param shop - performs the outbox messages of the new product at once
 */
export function registerNewProduct(app: FastifyInstance, shop: Storefront): void {
  app.get(ADDRESS, async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    return context
      ? show(reply, context, Form.filled({ id: ulid(), currency: 'EUR', lowMark: '5', active: 'yes' }))
      : reply;
  });
  app.post(ADDRESS, LONG_FORM, async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const form = Form.of(request);
    const draft = readDraft(form);
    if (!draft) return show(reply, context, form, 422);
    if ((await createProduct(shop.store, context.manager, draft, shop.clock.now())) === 'sku taken') {
      form.wrong('sku', 'Article number is taken: every product needs its own');
      return show(reply, context, form, 409);
    }
    await shop.relay();
    return seeOther(reply, `/seller/products/${draft.id}?done=created`);
  });
}

function readDraft(form: Form): ProductDraft | undefined {
  const id = hiddenId(form, 'id');
  const sku = form.read('sku', 'Article number', readSku);
  const name = form.read('name', 'Name', readName);
  const description = form.read('description', 'Description', readDescription);
  const currency = form.read('currency', 'Currency', readKnownCurrency);
  // The currency decides how many digits an amount may have.
  const priceMinor =
    currency === undefined
      ? undefined
      : form.read('price', 'Price', (value, label) => readPrice(value, label, currency));
  const lowMark = form.read('lowMark', 'Low mark', (value, label) =>
    readTypedInteger(value, label, 0, MAXIMUM_LOW_MARK),
  );
  if (
    sku === undefined ||
    name === undefined ||
    description === undefined ||
    currency === undefined ||
    priceMinor === undefined ||
    lowMark === undefined
  ) {
    return undefined;
  }
  return { id, sku, name, description, currency, priceMinor, lowMark, active: form.checked('active') };
}

function show(reply: FastifyReply, context: SellerContext, form: Form, status = 200): FastifyReply {
  return sendPage(
    reply,
    backOfficePage(
      { ...context, title: 'New product', section: ADDRESS },
      html`${problemSummary(form)}
<form class="panel stack" action="${ADDRESS}" method="post" novalidate>
${csrfField(context.visitor)}${hiddenFields({ id: form.text('id') })}
${field(form, {
  name: 'sku',
  label: 'Article number',
  maximum: 64,
  autocomplete: 'off',
  hint: 'Letters, digits, dots, dashes, slashes and underscores.',
})}
${field(form, { name: 'name', label: 'Name', maximum: 200, autocomplete: 'off' })}
${textArea(form, { name: 'description', label: 'Description', maximum: MAXIMUM_DESCRIPTION })}
${field(form, {
  name: 'price',
  label: 'Price',
  maximum: 20,
  inputMode: 'decimal',
  autocomplete: 'off',
  hint: 'Such as 12.90',
})}
${field(form, {
  name: 'currency',
  label: 'Currency',
  maximum: 3,
  autocomplete: 'off',
  hint: 'Three letters. It cannot be changed later.',
})}
${field(form, {
  name: 'lowMark',
  label: 'Low mark',
  maximum: 7,
  inputMode: 'numeric',
  autocomplete: 'off',
  hint: 'From how many pieces left the stock counts as low.',
})}
${checkbox(form, { name: 'active', label: 'On sale at once' })}
<button class="button" type="submit">Make the product</button>
</form>`,
    ),
    status,
  );
}
