/**
 * Upload of pictures in three steps: choose the kind of file, send the file to the media store, confirm the picture.
 * The last step is a form of the shop: the media store sends the browser back to an address that anyone can open, so
 * opening it changes nothing.
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
import { hiddenFields } from '../back-office/fields';
import { backOfficePage } from '../back-office/page';
import { hiddenVersion, idOf, queryOf, SellerContext, requireSeller } from '../back-office/request';
import { Form } from '../forms';
import { html } from '../html';
import { NotFound, PageError } from '../page-error';
import { csrfField } from '../pages/form';
import { seeOther, sendPage } from '../reply';
import { contentSecurityPolicy } from '../security-headers';
import { Storefront } from '../storefront';

/**
 * Registers the pages that upload a picture of a product; they answer 404 while the shop has no media store.
 *
 * @param shop - its media store signs the upload form and says whether the file has arrived
 */
export function registerPictures(app: FastifyInstance, shop: Storefront): void {
  app.get('/seller/products/:id/picture', async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const product = await ownProduct(shop, context, idOf(request));
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
        { ...context, title: `A picture of ${product.name}`, section: '/seller' },
        html`
<form class="panel stack" action="${url}" method="post" enctype="multipart/form-data">
${hiddenFields(fields)}
<div class="field"><label for="file">The file</label>
<p class="hint" id="file-hint">Of the kind you chose (${type}), at most 5 MB. This page is good for ten minutes.</p>
<input id="file" type="file" name="file" accept="${type}" required aria-describedby="file-hint"></div>
<div class="actions"><button class="button" type="submit">Upload</button> \
<a href="/seller/products/${product.id}">Back to the product</a></div>
</form>`,
      ),
    );
  });
  app.get('/seller/products/:id/pictures/:file', async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const product = await ownProduct(shop, context, idOf(request));
    const key = await uploadedKey(shop, request, product.id);
    return sendPage(
      reply,
      backOfficePage(
        { ...context, title: `Take this picture for ${product.name}?`, section: '/seller' },
        html`
<p><img class="photo" src="${mediaUrl(key)}" alt="What was uploaded"></p>
<p>When nothing is to be seen here, the file is not a picture of the kind you chose.</p>
<form class="actions" action="/seller/products/${product.id}/pictures/${pictureFile(key)}" method="post">
${csrfField(context.visitor)}${hiddenFields({ version: product.version })}
<button class="button" type="submit">Take it</button>
<a href="/seller/products/${product.id}">No, leave it</a>
</form>`,
      ),
    );
  });
  app.post('/seller/products/:id/pictures/:file', async (request, reply) => {
    const context = await requireSeller(shop, request, reply);
    if (!context) return reply;
    const product = await ownProduct(shop, context, idOf(request));
    await takePicture(shop, context, product.id, {
      version: hiddenVersion(Form.of(request)),
      imageKey: await uploadedKey(shop, request, product.id),
    });
    return seeOther(reply, `/seller/products/${product.id}?done=picture`);
  });
}

async function takePicture(
  shop: Storefront,
  { manager }: SellerContext,
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
      'Someone was faster',
      'The product was changed in the meantime. Go back, load the page again and take the picture once more.',
    );
  }
  await shop.relay();
}

/** Returns the key of a file that was uploaded for this product; answers 404 for any other key. */
async function uploadedKey(shop: Storefront, request: FastifyRequest, productId: string): Promise<string> {
  const key = pictureKeyOf(productId, (request.params as { readonly file: string }).file);
  if (!isPictureOf(productId, key) || !(await mediaOf(shop).exists(key))) throw new NotFound();
  return key;
}

function mediaOf({ media }: Storefront): MediaStorage {
  if (!media) throw new NotFound();
  return media;
}

/** Returns the shop's origin, to which the media store sends the browser back; without `shopUrl` the requested host. */
function ownAddress({ shopUrl, secureCookies }: Storefront, request: FastifyRequest): string {
  return shopUrl ?? `${secureCookies ? 'https' : 'http'}://${request.host}`;
}
