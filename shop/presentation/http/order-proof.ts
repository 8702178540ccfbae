/** Proofs that a request may see an order: the order's secret, or the session of its owner. */
import { cookieName } from './cookie-name';
import { HttpProblem, HttpRequest } from './message';
import { readRememberedOrders } from './remembered-orders';
import { hashToken, isToken } from '../../domain/accounts/session';
import { Order } from '../../domain/orders/order';
import { provesAccess } from '../../domain/orders/order-access';
import { Clock } from '../../ports/clock';

import { Store } from '../../ports/store';

export interface ProofOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** `false` only over plain HTTP on a laptop. */
  readonly secureCookies: boolean;
}

/**
 * The order, for whoever proves that it is theirs: `Authorization: Bearer <accessToken>`, the cookie in which the
 * browser keeps the secrets of its orders, or the session of the account that the order is in. For everyone else it is
 * as if there were none.
 */
export async function findProvenOrder(
  options: ProofOptions,
  request: HttpRequest,
  id: string,
): Promise<Order | undefined> {
  const order = await options.store.read.orders.find(id);
  return order && (await isProven(options, request, order)) ? order : undefined;
}

/** The same; what is not proven is not found. */
export async function provenOrder(options: ProofOptions, request: HttpRequest, id: string): Promise<Order> {
  const order = await findProvenOrder(options, request, id);
  if (!order) throw new HttpProblem(404, 'there is nothing here');
  return order;
}

/** The account of the request's session; undefined without one that is still good. */
export async function customerOf(
  { store, clock, secureCookies }: ProofOptions,
  { headers }: HttpRequest,
): Promise<string | undefined> {
  const hash = sessionHash(headers, secureCookies);
  const session = hash === undefined ? undefined : await store.read.sessions.find(hash);
  return session && session.expiresAt > clock.now() ? session.customerId : undefined;
}

/** The hash of the session's token, which may be any text of that form: good for counting, and no proof. */
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
