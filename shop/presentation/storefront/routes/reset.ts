import { FastifyInstance, FastifyRequest } from 'fastify';
import { PATHS } from '../../../../src/contract/paths';
import { finishReset, requestReset } from '../../../application/accounts/reset-password';
import { readNewPassword } from '../../../domain/accounts/password';
import { normalizeEmail, readEmail, readText } from '../../../domain/validation';
import { accountMails } from '../../mails/account-mails';
import { Form } from '../forms';
import { oneLine } from '../input';
import { rememberBrowser } from '../known-browser';
import { resetCodePage, resetPage } from '../pages/reset';
import { drawHashes, hashInTurn } from '../passwords';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { sessionStore, visitorOf } from '../visitor';
import { addressOf, drawByAddress, refuseWhenMany } from '../visitor-address';

const MAILS_OF_ADDRESS = { name: 'reset address', most: 20, minutes: 60 };

/** Limit of mails by account and network: an attacker in another network does not use up the owner's mails. */
const MAILS_FROM_NETWORK = { name: 'reset account and network', most: 3, minutes: 60 };

/** Limit of mails by account, all networks together: no mailbox is flooded. */
const MAILS_OF_ACCOUNT = { name: 'reset account', most: 6, minutes: 60 };

/** Limit of tries by address. It saves look-ups in the database; a code has 100 random bits and cannot be guessed. */
const CODES_OF_ADDRESS = { name: 'reset code', most: 20, minutes: 15 };

/** Minimum time of the answer, longer than both ways take: an unknown e-mail address is not answered faster. */
const ANSWER_AFTER_MS = 400;

/**
 * Registers the pages for a forgotten password: request a code, set a new password.
 *
 * @param shop - its outbox sends the mail, so that the answer takes the same time with and without an account
 */
export function registerReset(app: FastifyInstance, shop: Storefront): void {
  app.get(PATHS.reset, async (request, reply) => {
    await shop.schemaReady();
    return sendPage(reply, resetPage({ shop, visitor: visitorOf(request), form: Form.filled() }));
  });

  app.post(PATHS.reset, { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.of(request);
    const email = form.read('email', 'E-mail address', readEmail);
    if (email === undefined) return sendPage(reply, resetPage({ shop, visitor: visitorOf(request), form }), 422);
    await refuseWhenMany(shop, [drawByAddress(shop, request, MAILS_OF_ADDRESS)]);
    // The answer is the same when the limit of mails is reached.
    const enough = await enoughMails(shop, request, email);
    await Promise.all([
      enough ? undefined : requestReset(shop.store, email, { mails: accountMails(shop), now: shop.clock.now() }),
      new Promise((resolve) => setTimeout(resolve, ANSWER_AFTER_MS)),
    ]);
    void shop.relay();
    return seeOther(reply, `${PATHS.reset}/code?sent=yes`);
  });

  app.get<{ Querystring: Record<string, unknown> }>(`${PATHS.reset}/code`, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.filled({ code: oneLine(request.query.code).slice(0, 64) });
    return sendPage(
      reply,
      resetCodePage({ shop, visitor: visitorOf(request), form, sent: oneLine(request.query.sent) === 'yes' }),
    );
  });

  app.post(`${PATHS.reset}/code`, { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.of(request);
    const code = form.read('code', 'Code', (value, label) => readText(value, label, 64));
    const password = form.read('password', 'New password', readNewPassword(''));
    const again = () => sendPage(reply, resetCodePage({ shop, visitor: visitorOf(request), form, sent: false }), 422);
    if (code === undefined || password === undefined) return again();
    await refuseWhenMany(shop, [drawByAddress(shop, request, CODES_OF_ADDRESS), drawHashes(shop, request)]);
    const passwordHash = await hashInTurn(password);
    const finished = await finishReset(shop.store, code, passwordHash, shop.clock.now());
    if (!finished) {
      form.wrong('code', 'This code is not right, was used before, or is too old. You can ask for another one.');
      return again();
    }
    await Promise.all(finished.ended.map(async (tokenHash) => sessionStore(shop).forget(tokenHash)));
    // The code proves the owner: signing in from this browser works while an attacker uses up the account's tries.
    rememberBrowser(shop, request, reply, passwordHash);
    return seeOther(reply, `${PATHS.signIn}?done=reset`);
  });
}

/** True when the account gets no further mail. The narrow limit is counted first, so that its refusals do not count. */
async function enoughMails(shop: Storefront, request: FastifyRequest, email: string): Promise<boolean> {
  const account = normalizeEmail(email);
  const network = addressOf(shop, request)?.network ?? 'unknown';
  return (
    (await shop.limits.exceeded({ ...MAILS_FROM_NETWORK, of: `${account}\n${network}` })) !== undefined ||
    (await shop.limits.exceeded({ ...MAILS_OF_ACCOUNT, of: account })) !== undefined
  );
}
