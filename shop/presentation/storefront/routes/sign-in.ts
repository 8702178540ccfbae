import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PATHS } from '../../../../src/contract/paths';
import { isWeakHash } from '../../../domain/accounts/password';
import { readEmail } from '../../../domain/validation';
import { Form } from '../forms';
import { localPath, oneLine } from '../input';
import { signInPage } from '../pages/sign-in';
import { hashInTurn, matchesInTurn } from '../passwords';
import { seeOther, sendPage } from '../reply';
import { clearVisitorCookies, startSession } from '../sign-in';
import { beginTry } from '../sign-in-tries';
import { Storefront } from '../storefront';
import { sessionStore, visitorOf } from '../visitor';

/**
 * Registers the forms to sign in and to sign out.
 *
 * @param shop - its limits count a try before the password is compared
 */
export function registerSignIn(app: FastifyInstance, shop: Storefront): void {
  const show = (request: FastifyRequest, reply: FastifyReply, form: Form, next: string, status = 200) =>
    sendPage(
      reply,
      signInPage({
        shop,
        visitor: visitorOf(request),
        form,
        next,
        done: oneLine((request.query as Record<string, unknown>).done),
      }),
      status,
    );

  app.get<{ Querystring: Record<string, unknown> }>(PATHS.signIn, async (request, reply) => {
    await shop.schemaReady();
    const next = localPath(request.query.next, '/account');
    return visitorOf(request).customer ? seeOther(reply, next) : show(request, reply, Form.filled(), next);
  });

  app.post(PATHS.signIn, { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.of(request);
    const next = localPath(form.text('next'), '/account');
    const email = form.read('email', 'E-mail address', readEmail);
    const password = form.text('password');
    if (password === '') form.wrong('password', 'Please type your password');
    if (email === undefined || form.problems.length > 0) return show(request, reply, form, next, 422);

    const customer = await shop.store.read.customers.findByEmail(email);
    const attempt = await beginTry(shop, request, email, customer?.passwordHash);
    if ('problem' in attempt) {
      form.wrong('', attempt.problem);
      return show(request, reply.header('retry-after', String(attempt.waitSeconds)), form, next, 429);
    }
    const matches = await matchesInTurn(password, customer?.passwordHash).catch(async (error: unknown) => {
      await shop.limits.release(attempt.receipts);
      throw error;
    });
    if (!customer || !matches) {
      form.wrong('email', 'E-mail address and password do not belong together. Please check both.');
      return show(request, reply, form, next, 422);
    }
    await shop.limits.release(attempt.receipts);
    const stronger = isWeakHash(customer.passwordHash ?? '') ? await hashInTurn(password) : undefined;
    const signedIn = stronger === undefined ? customer : { ...customer, passwordHash: stronger };
    await startSession(shop, request, reply, signedIn, async (unit) => {
      if (stronger !== undefined) await unit.customers.setPassword(customer.id, stronger);
      return true;
    });
    return seeOther(reply, next);
  });

  app.post('/sign-out', async (request, reply) => {
    const { session } = visitorOf(request);
    if (session) {
      await shop.store.write.sessions.end(session.tokenHash);
      await sessionStore(shop).forget(session.tokenHash);
    }
    clearVisitorCookies(shop, reply);
    return seeOther(reply, '/');
  });
}
