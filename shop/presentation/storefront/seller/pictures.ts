/**
 * Pictures in three steps: say which kind, send the file to the media store itself, look at it and take it. The last step is a form of ours:
 * where the store sends the browser back to is an address that anybody may follow, so following it changes nothing.
 */
import { FastifyInstance, FastifyRequest } from 'fastify';
import { ulid } from 'ulid';
import { ownProduct } from './product';
import { changeProduct } from '../../../application/inventory/products';
import {
  isPictureOf,
  isPictureType,
  MAXIMUM_PICTURE_BYTES,
  pictureFile,
  pictureKey,
  pictureKeyOf,
  mediaUrl,
} from '../../../domain/inventory/pictures';
import { MediaStorage } from '../../../ports/media';
import { hidden } from '../back-office/fields';
import { backOfficePage } from '../back-office/page';
import { hiddenVersion, idOf, queryOf, SellerDesk, sellerDesk } from '../back-office/request';
import { Form } from '../forms';
import { html } from '../html';
import { NotFound, PageError } from '../page-error';
import { csrfField } from '../pages/form';
import { seeOther, sendPage } from '../reply';
import { contentSecurityPolicy } from '../security-headers';
import { Storefront } from '../storefront';

export function registerPictures(app: FastifyInstance, shop: Storefront): void {
  app.get('/seller/products/:id/picture', async (request, reply) => {
    const desk = await sellerDesk(shop, request, reply);
    if (!desk) return reply;
    const product = await ownProduct(shop, desk, idOf(request));
    const { type } = queryOf(request);
    if (!isPictureType(type)) throw new NotFound();
    const key = pictureKey(product.id, ulid(), type);
    const returnTo = `${ownAddress(shop, request)}/seller/products/${product.id}/pictures/${pictureFile(key)}`;
    const { url, fields } = await mediaOf(shop).createUpload({
      key,
      contentType: type,
      maximumBytes: MAXIMUM_PICTURE_BYTES,
      returnTo,
    });
    // On this page only, forms may go to the media store.
    reply.header('content-security-policy', contentSecurityPolicy(shop, url));
    return sendPage(
      reply,
      backOfficePage(
        { ...desk, title: `A picture of ${product.name}`, section: '/seller' },
        html`
<form class="panel stack" action="${url}" method="post" enctype="multipart/form-data">
${hidden(fields)}
<div class="field"><label for="file">The file</label>
<p class="hint" id="file-hint">Of the kind you chose (${type}), at most 5 MB. This page is good for ten minutes.</p>
<input id="file" type="file" name="file" accept="${type}" required aria-describedby="file-hint"></div>
<div class="actions"><button class="button" type="submit">Upload</button> <a href="/seller/products/${product.id}">Back to the product</a></div>
</form>`,
      ),
    );
  });
  app.get('/seller/products/:id/pictures/:file', async (request, reply) => {
    const desk = await sellerDesk(shop, request, reply);
    if (!desk) return reply;
    const product = await ownProduct(shop, desk, idOf(request));
    const key = await uploadedKey(shop, request, product.id);
    return sendPage(
      reply,
      backOfficePage(
        { ...desk, title: `Take this picture for ${product.name}?`, section: '/seller' },
        html`
<p><img class="photo" src="${mediaUrl(key)}" alt="What was uploaded"></p>
<p>When nothing is to be seen here, the file is not a picture of the kind you chose.</p>
<form class="actions" action="/seller/products/${product.id}/pictures/${pictureFile(key)}" method="post">
${csrfField(desk.visitor)}${hidden({ version: product.version })}
<button class="button" type="submit">Take it</button>
<a href="/seller/products/${product.id}">No, leave it</a>
</form>`,
      ),
    );
  });
  app.post('/seller/products/:id/pictures/:file', async (request, reply) => {
    const desk = await sellerDesk(shop, request, reply);
    if (!desk) return reply;
    const product = await ownProduct(shop, desk, idOf(request));
    await takePicture(shop, desk, product.id, {
      version: hiddenVersion(Form.of(request)),
      imageKey: await uploadedKey(shop, request, product.id),
    });
    return seeOther(reply, `/seller/products/${product.id}?done=picture`);
  });
}

async function takePicture(
  shop: Storefront,
  { manager }: SellerDesk,
  productId: string,
  { version, imageKey }: { readonly version: number; readonly imageKey: string },
): Promise<void> {
  const result = await changeProduct(shop.store, manager, productId, {
    version,
    changes: { imageKey },
    now: shop.clock.now(),
  });
  if (result.outcome === 'missing') throw new NotFound();
  if (result.outcome === 'stale') {
    throw new PageError(
      409,
      'Somebody was faster',
      'The product was changed in the meantime. Go back, load the page again and take the picture once more.',
    );
  }
  await shop.relay();
}

/** A key below this product at which something was really uploaded; everything else is a page that does not exist. */
async function uploadedKey(shop: Storefront, request: FastifyRequest, productId: string): Promise<string> {
  const key = pictureKeyOf(productId, (request.params as { readonly file: string }).file);
  if (!isPictureOf(productId, key) || !(await mediaOf(shop).exists(key))) throw new NotFound();
  return key;
}

function mediaOf({ media }: Storefront): MediaStorage {
  if (!media) throw new NotFound();
  return media;
}

/** The media store needs an absolute address to send the browser back to. The host is the one that this very browser asked. */
function ownAddress({ shopUrl, secureCookies }: Storefront, request: FastifyRequest): string {
  return shopUrl ?? `${secureCookies ? 'https' : 'http'}://${request.host}`;
}
