/** Proofs that a request may see an order: its access token, or the session of its account. */
import { cookieName } from './cookie-name';
import { HttpProblem, HttpRequest } from './message';
import { readRememberedOrders } from './remembered-orders';
import { hashToken, isToken } from '../../domain/accounts/session';
import { Order } from '../../domain/orders/order';
import { provesAccess } from '../../domain/orders/order-access';
import { Clock } from '../../ports/clock';
import { Store } from '../../ports/store';

/** Services and settings with which proofs are checked. */
export interface ProofOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** `false` only over plain HTTP on a laptop. */
  readonly secureCookies: boolean;
}

/**
 * Returns the order when the request proves access to it: by `Authorization: Bearer <accessToken>`, by the cookie in
 * which the browser keeps the access tokens of its orders, or by the session of the order's account.
 *
 * @param id - as in the path; it need not be a valid id
 * @returns undefined without proof, as for an order that does not exist
 */
export async function findProvenOrder(
  options: ProofOptions,
  request: HttpRequest,
  id: string,
): Promise<Order | undefined> {
  const order = await options.store.read.orders.find(id);
  return order && (await isProven(options, request, order)) ? order : undefined;
}

/**
 * Returns the order when the request proves access to it.
 *
 * @param id - as in the path; it need not be a valid id
 * @throws HttpProblem 404 without proof, as for an order that does not exist
 */
export async function provenOrder(options: ProofOptions, request: HttpRequest, id: string): Promise<Order> {
  const order = await findProvenOrder(options, request, id);
  if (!order) throw new HttpProblem(404, 'there is nothing here');
  return order;
}

/** Returns the customer id of the request's session, undefined without a session that is still valid. */
export async function customerOf(
  { store, clock, secureCookies }: ProofOptions,
  { headers }: HttpRequest,
): Promise<string | undefined> {
  const hash = sessionHash(headers, secureCookies);
  const session = hash === undefined ? undefined : await store.read.sessions.find(hash);
  return session && session.expiresAt > clock.now() ? session.customerId : undefined;
}

/**
 * Returns the hash of the session token in the cookie. It proves nothing, because any text of that form has a hash:
 * use it for rate limits only.
 *
 * @param secureCookies - chooses the cookie's name: with the prefix `__Host-` or, on a laptop, without
 */
export function sessionHash(headers: HttpRequest['headers'], secureCookies: boolean): string | undefined {
  const token = cookie(headers, cookieName('session', secureCookies));
  return token !== undefined && isToken(token) ? hashToken(token) : undefined;
}

async function isProven(options: ProofOptions, request: HttpRequest, order: Order): Promise<boolean> {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  if (provesAccess(order, bearer)) return true;
  const remembered = readRememberedOrders(cookie(request.headers, cookieName('orders', options.secureCookies)));
  if (provesAccess(order, remembered.find(({ id }) => id === order.id)?.token)) return true;
  return order.customerId !== undefined && order.customerId === (await customerOf(options, request));
}

function cookie(headers: HttpRequest['headers'], name: string): string | undefined {
  const pair = (headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(`${name}=`));
  try {
    return pair === undefined ? undefined : decodeURIComponent(pair.slice(name.length + 1));
  } catch {
    return undefined;
  }
}
