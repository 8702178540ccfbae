/** Orders and their access tokens in a browser's cookie. */
import { isAccessToken } from '../../domain/orders/order-access';

/** An order that this browser may open. */
export interface RememberedOrder {
  readonly id: string;
  /** Access token of the order. */
  readonly token: string;
}

const REMEMBERED = 10;

// An order's id has 26 characters; the rest of an entry is its access token.
const ENTRY = /^([0-7][0-9A-HJKMNP-TV-Z]{25})(.+)$/;

/** Writes the first ten orders as the value of the cookie. */
export function writeRememberedOrders(orders: readonly RememberedOrder[]): string {
  return orders
    .slice(0, REMEMBERED)
    .map(({ id, token }) => `${id}${token}`)
    .join('.');
}

/** Reads the cookie; entries that are malformed are left out. */
export function readRememberedOrders(cookie: string | undefined): readonly RememberedOrder[] {
  return (cookie ?? '')
    .split('.')
    .slice(0, REMEMBERED)
    .flatMap((entry) => {
      const [, id, token] = ENTRY.exec(entry) ?? [];
      return id !== undefined && isAccessToken(token) ? [{ id, token }] : [];
    });
}
