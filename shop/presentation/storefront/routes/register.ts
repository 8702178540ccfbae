import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ulid } from 'ulid';
import { recordConsents } from '../../../application/accounts/record-consents';
import { WORDINGS } from '../../../domain/accounts/consents';
import { readNewPassword } from '../../../domain/accounts/password';
import { Purpose } from '../../../domain/marketing/consent';
import { readEmail, readPersonName } from '../../../domain/validation';
import { Form } from '../forms';
import { localPath } from '../input';
import { registerPage } from '../pages/register';
import { drawHashes, hashInTurn } from '../passwords';
import { seeOther, sendPage } from '../reply';
import { startSession } from '../sign-in';
import { Storefront } from '../storefront';
import { visitorOf } from '../visitor';
import { drawByAddress, refuseWhenMany } from '../visitor-address';

const ACCOUNTS_OF_ADDRESS = { name: 'register address', most: 20, minutes: 60 };

/**
 * Registers the form that creates an account.
 *
 * @param shop - its limits count accounts by address before a password is hashed
 */
export function registerRegistration(app: FastifyInstance, shop: Storefront): void {
  const show = (request: FastifyRequest, reply: FastifyReply, form: Form, next: string, status = 200) =>
    sendPage(reply, registerPage({ shop, visitor: visitorOf(request), form, next }), status);

  app.get<{ Querystring: Record<string, unknown> }>('/register', async (request, reply) => {
    await shop.schemaReady();
    const next = localPath(request.query.next, '/account');
    return visitorOf(request).customer ? seeOther(reply, next) : show(request, reply, Form.filled(), next);
  });

  app.post('/register', { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.of(request);
    const next = localPath(form.text('next'), '/account');
    const name = form.read('name', 'Name', readPersonName);
    const email = form.read('email', 'E-mail address', readEmail);
    const password = form.read('password', 'Password', readNewPassword(form.text('email')));
    if (name === undefined || email === undefined || password === undefined) {
      return show(request, reply, form, next, 422);
    }

    const draws = [drawByAddress(shop, request, ACCOUNTS_OF_ADDRESS), drawHashes(shop, request)];
    await refuseWhenMany(shop, draws, 'Too many accounts', ' You can order without an account.');
    const customer = {
      id: ulid(),
      email,
      name,
      role: 'customer',
      locale: 'en',
      mailState: 'ok',
      passwordHash: await hashInTurn(password),
    } as const;
    const made = await startSession(shop, request, reply, customer, async (unit) => {
      if (!(await unit.customers.insert(customer))) return false;
      await recordConsents(unit, customer.id, chosenPurposes(form), 'register', shop.clock.now());
      return true;
    });
    if (made) return seeOther(reply, next);
    form.wrong('email', 'There is an account with this e-mail address already: sign in, or choose a new password.');
    return show(request, reply, form, next, 422);
  });
}

/** Returns the marketing mails that the customer has checked in the form. */
export function chosenPurposes(form: Form): ReadonlySet<Purpose> {
  return new Set(WORDINGS.map(({ purpose }) => purpose).filter((purpose) => form.checked(purpose)));
}
