import { FastifyReply, FastifyRequest } from 'fastify';
import { refreshCartCopy } from './cart-copy';
import { dropCookie } from './cookies';
import { rememberBrowser } from './known-browser';
import { removeNotedLines } from './recent-orders';
import { Storefront } from './storefront';
import { sessionStore, showSession, visitorOf } from './visitor';
import { withoutHash } from '../../application/accounts/session-store';
import { signIn } from '../../application/accounts/sign-in';
import { Customer } from '../../domain/accounts/customer';
import { UnitOfWork } from '../../ports/store';

/**
 * Signs the visitor in.
 *
 * @param customer - with the hash of the password that is valid from now on
 * @param first - runs in the same transaction, such as creating the account; false cancels the sign-in
 * @returns false when `first` has cancelled it
 */
export async function startSession(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  customer: Customer,
  first: (unit: UnitOfWork) => Promise<boolean> = async () => true,
): Promise<boolean> {
  const { session: before } = visitorOf(request);
  await removeNotedLines(shop, request, reply);
  const opened = await shop.store.transaction(async (unit) =>
    (await first(unit)) ? signIn(unit, customer, before, shop.clock.now()) : undefined,
  );
  if (!opened) return false;
  if (before) await sessionStore(shop).forget(before.tokenHash);
  await refreshCartCopy(shop, { customerId: customer.id });
  await showSession(shop, request, reply, opened.token, { session: opened.session, customer: withoutHash(customer) });
  if (customer.passwordHash !== undefined) rememberBrowser(shop, request, reply, customer.passwordHash);
  return true;
}

/**
 * Deletes the cookies that would show data to the next user of this browser. The cookie `known` stays: it shows
 * nothing, names no account, and gives no more than ten tries, which each visitor has. Without it an owner who has
 * signed out would be locked out while an attacker guesses.
 *
 * @param reply - gets the deletions
 */
export function clearVisitorCookies(shop: Storefront, reply: FastifyReply): void {
  for (const name of ['session', 'orders', 'ordered'] as const) dropCookie(shop, reply, name);
}
