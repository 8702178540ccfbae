import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { chosenPurposes } from './register';
import { recordConsents } from '../../../application/accounts/record-consents';
import { withoutHash } from '../../../application/accounts/session-store';
import { changePassword } from '../../../application/accounts/sign-in';
import { WORDINGS } from '../../../domain/accounts/consents';
import { Customer } from '../../../domain/accounts/customer';
import { readNewPassword } from '../../../domain/accounts/password';
import { readPersonName } from '../../../domain/validation';
import { newAddress, readAddressForm } from '../address-form';
import { Form } from '../forms';
import { oneLine } from '../input';
import { rememberBrowser } from '../known-browser';
import { PageError } from '../page-error';
import { AccountForms, accountPage } from '../pages/account';
import { drawHashes, hashInTurn, matchesInTurn } from '../passwords';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { requireCustomer, sessionStore, showSession, visitorOf } from '../visitor';
import { refuseWhenMany } from '../visitor-address';

const MAXIMUM_ADDRESSES = 20;
const PASSWORD_TRIES = { name: 'change password', most: 10, minutes: 15 };

/**
 * Registers the account page and its forms: name, password, addresses, consent.
 *
 * @param shop - its limits count password changes before a password is compared
 */
export function registerAccount(app: FastifyInstance, shop: Storefront): void {
  app.get('/account', async (request, reply) => {
    const customer = await requireCustomer(shop, request, reply);
    return customer ? showAccount(shop, request, reply, customer, {}) : reply;
  });
  app.post('/account/name', async (request, reply) => {
    const customer = await requireCustomer(shop, request, reply);
    if (!customer) return reply;
    const form = Form.of(request);
    const name = form.read('name', 'Name', readPersonName);
    if (name === undefined) return showAccount(shop, request, reply, customer, { name: form });
    await shop.store.write.customers.setName(customer.id, name);
    await forgetCopy(shop, request);
    return seeOther(reply, '/account?done=name');
  });
  app.post('/account/password', async (request, reply) => {
    const customer = await requireCustomer(shop, request, reply);
    return customer ? setPassword(shop, request, reply, customer) : reply;
  });
  app.post('/account/addresses', async (request, reply) => {
    const customer = await requireCustomer(shop, request, reply);
    if (!customer) return reply;
    const form = Form.of(request);
    const address = readAddressForm(form);
    const saved = await shop.store.read.customers.addresses(customer.id);
    if (saved.length >= MAXIMUM_ADDRESSES) {
      form.wrong('', `There is room for ${MAXIMUM_ADDRESSES} addresses: please remove one first.`);
    }
    if (!address || form.problems.length > 0) return showAccount(shop, request, reply, customer, { address: form });
    await shop.store.write.customers.addAddress(customer.id, newAddress(address));
    return seeOther(reply, '/account?done=address');
  });
  app.post('/account/addresses/remove', async (request, reply) => {
    const customer = await requireCustomer(shop, request, reply);
    if (!customer) return reply;
    await shop.store.write.customers.removeAddress(customer.id, Form.of(request).text('address').slice(0, 26));
    return seeOther(reply, '/account?done=removed');
  });
  app.post('/account/consents', async (request, reply) => {
    const customer = await requireCustomer(shop, request, reply);
    if (!customer) return reply;
    const wanted = chosenPurposes(Form.of(request));
    await shop.store.transaction(async (unit) =>
      recordConsents(unit, customer.id, wanted, 'account', shop.clock.now()),
    );
    return seeOther(reply, '/account?done=consents');
  });
}

async function setPassword(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  customer: Customer,
): Promise<FastifyReply> {
  const form = Form.of(request);
  const password = form.read('password', 'New password', readNewPassword(customer.email));
  if (password === undefined) return showAccount(shop, request, reply, customer, { password: form });
  // Two hashes: the present password is compared, the new one is stored.
  await refuseWhenMany(shop, [{ ...PASSWORD_TRIES, of: customer.id }, drawHashes(shop, request, 2)]);
  // The present password is required, so that someone else at this browser cannot take over the account.
  const stored = await shop.store.read.customers.find(customer.id);
  if (!stored || !(await matchesInTurn(form.text('current'), stored.passwordHash))) {
    form.wrong('current', 'This is not your present password.');
    return showAccount(shop, request, reply, customer, { password: form });
  }
  const hash = await hashInTurn(password);
  const { ended, opened } = await shop.store.transaction(async (unit) =>
    changePassword(unit, stored, hash, shop.clock.now()),
  );
  await Promise.all(ended.map(async (tokenHash) => sessionStore(shop).forget(tokenHash)));
  await showSession(shop, request, reply, opened.token, { session: opened.session, customer: withoutHash(stored) });
  rememberBrowser(shop, request, reply, hash, stored.passwordHash);
  return seeOther(reply, '/account?done=password');
}

async function showAccount(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  { id }: Customer,
  forms: AccountForms,
): Promise<FastifyReply> {
  const { read } = shop.store;
  const [customer, orders, addresses] = await Promise.all([
    read.customers.find(id),
    read.orders.findByCustomer(id),
    read.customers.addresses(id),
  ]);
  if (!customer) throw new PageError(403, 'Not for this account', 'This account does not exist any more.');
  const granted = await Promise.all(
    WORDINGS.map(async ({ purpose }) => ((await read.consents.granted(id, purpose)) ? purpose : undefined)),
  );
  const hasProblems = Object.keys(forms).length > 0;
  return sendPage(
    reply,
    accountPage({
      shop,
      visitor: visitorOf(request),
      customer: withoutHash(customer),
      orders,
      addresses,
      granted: new Set(granted.filter((purpose) => purpose !== undefined)),
      forms,
      done: hasProblems ? '' : oneLine((request.query as Record<string, unknown>).done),
    }),
    hasProblems ? 422 : 200,
  );
}

/** Deletes the cached copy of the session, which has the old name; the next page reads the database. */
async function forgetCopy(shop: Storefront, request: FastifyRequest): Promise<void> {
  const { session } = visitorOf(request);
  if (session) await sessionStore(shop).forget(session.tokenHash);
}
