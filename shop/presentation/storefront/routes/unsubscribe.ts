import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findSubscription, withdrawConsent } from '../../../application/marketing/unsubscribe';
import { Form } from '../forms';
import { oneLine } from '../input';
import { unsubscribePage } from '../pages/unsubscribe';
import { sendPage } from '../reply';
import { Storefront } from '../storefront';
import { visitorOf } from '../visitor';

/**
 * Registers the page to unsubscribe from marketing mails. The token in the address is the only proof, so that mail
 * programs can unsubscribe by themselves (RFC 8058).
 *
 * @param shop - records the withdrawn consent
 */
export function registerUnsubscribe(app: FastifyInstance, shop: Storefront): void {
  void app.register(async (scope) => {
    // Mail programs may send their one field in either encoding; the route does not read it.
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, _body, done) => done(null, {}));

    scope.get('/unsubscribe', async (request, reply) => {
      await shop.schemaReady();
      const token = tokenOf(request);
      const subscription = await findSubscription(shop.store, token);
      return show(
        shop,
        request,
        reply,
        subscription ? { state: 'ask', token, purpose: subscription.purpose } : { state: 'unknown' },
      );
    });

    scope.post('/unsubscribe', { config: { forms: 'none' } }, async (request, reply) => {
      await shop.schemaReady();
      const outcome = await withdrawConsent(shop.store, tokenOf(request), shop.clock.now());
      return show(shop, request, reply, { state: outcome === 'withdrawn' ? 'done' : 'unknown' });
    });
  });
}

function show(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  view: Parameters<typeof unsubscribePage>[2],
): FastifyReply {
  return sendPage(reply, unsubscribePage(shop, visitorOf(request), view), view.state === 'unknown' ? 404 : 200);
}

/** Returns the token from the link of the mail, or from the form of the page. */
function tokenOf(request: FastifyRequest): string {
  return oneLine((request.query as Record<string, unknown>).token) || Form.of(request).text('token');
}
