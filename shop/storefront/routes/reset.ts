import { FastifyInstance } from 'fastify';
import { readNewPassword } from '../../domain/accounts/password';
import { finishReset, requestReset } from '../../domain/accounts/reset-password';
import { normalizeEmail, readEmail, readText } from '../../domain/validation';
import { Form } from '../forms';
import { oneLine } from '../input';
import { byAddress, Limits } from '../limits';
import { PageError } from '../page-error';
import { resetCodePage, resetPage } from '../pages/reset';
import { hashInTurn } from '../passwords';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { sessionStore, visitorOf } from '../visitor';

const MAILS_OF_ACCOUNT = { name: 'reset account', tries: 3, minutes: 60 };
const MAILS_OF_ADDRESS = { name: 'reset address', tries: 20, minutes: 60 };
const CODES_OF_ADDRESS = { name: 'reset code', tries: 20, minutes: 15 };

/** Longer than either way takes, so that the answer to an unknown address is not the quicker one. */
const ANSWER_AFTER_MS = 400;

export function registerReset(app: FastifyInstance, shop: Storefront): void {
  const limits = new Limits(shop);

  app.get('/reset', async (request, reply) => {
    await shop.schemaReady();
    return sendPage(reply, resetPage({ shop, visitor: visitorOf(request), form: Form.filled() }));
  });

  app.post('/reset', { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.of(request);
    const email = form.read('email', 'E-mail address', readEmail);
    if (email === undefined) return sendPage(reply, resetPage({ shop, visitor: visitorOf(request), form }), 422);
    await refuseWhenMany(limits.exceeded(...byAddress(shop, request, MAILS_OF_ADDRESS)));
    // More mails than that nobody needs; that none was sent is not told either.
    const enough = await limits.exceeded({ ...MAILS_OF_ACCOUNT, of: normalizeEmail(email) }) !== undefined;
    const { shopName, shopUrl, clock } = shop;
    await Promise.all([
      enough ? undefined : requestReset(shop.store, email, { shopName, shopUrl, now: clock.now() }),
      new Promise((resolve) => setTimeout(resolve, ANSWER_AFTER_MS)),
    ]);
    void shop.relay();
    return seeOther(reply, '/reset/code?sent=yes');
  });

  app.get<{ Querystring: Record<string, unknown> }>('/reset/code', async (request, reply) => {
    await shop.schemaReady();
    const form = Form.filled({ code: oneLine(request.query.code).slice(0, 64) });
    return sendPage(reply, resetCodePage({ shop, visitor: visitorOf(request), form, sent: oneLine(request.query.sent) === 'yes' }));
  });

  app.post('/reset/code', { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.of(request);
    const code = form.read('code', 'Code', (value, label) => readText(value, label, 64));
    const password = form.read('password', 'New password', readNewPassword(''));
    const again = () => sendPage(reply, resetCodePage({ shop, visitor: visitorOf(request), form, sent: false }), 422);
    if (code === undefined || password === undefined) return again();
    await refuseWhenMany(limits.exceeded(...byAddress(shop, request, CODES_OF_ADDRESS)));
    const finished = await finishReset(shop.store, code, await hashInTurn(password), shop.clock.now());
    if (!finished) {
      form.wrong('code', 'This code is not right, was used before, or is too old. You can ask for another one.');
      return again();
    }
    await Promise.all(finished.ended.map(async (tokenHash) => sessionStore(shop).forget(tokenHash)));
    return seeOther(reply, '/sign-in?done=reset');
  });
}

async function refuseWhenMany(exceeded: Promise<number | undefined>): Promise<void> {
  const wait = await exceeded;
  if (wait !== undefined) throw new PageError(429, 'Too many tries', `Please try again in ${Math.ceil(wait / 60)} minutes.`, wait);
}
