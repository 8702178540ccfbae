/** Orders and their secrets in a browser's cookie. */
import { isAccessToken } from '../../domain/orders/order-access';

export interface RememberedOrder {
  readonly id: string;
  readonly token: string;
}

const REMEMBERED = 10;

/** An order's id has 26 characters, so the rest of an entry is its secret. */
const ENTRY = /^([0-7][0-9A-HJKMNP-TV-Z]{25})(.+)$/;

export function writeRememberedOrders(orders: readonly RememberedOrder[]): string {
  return orders
    .slice(0, REMEMBERED)
    .map(({ id, token }) => `${id}${token}`)
    .join('.');
}

export function readRememberedOrders(cookie: string | undefined): readonly RememberedOrder[] {
  return (cookie ?? '')
    .split('.')
    .slice(0, REMEMBERED)
    .flatMap((entry) => {
      const [, id, token] = ENTRY.exec(entry) ?? [];
      return id !== undefined && isAccessToken(token) ? [{ id, token }] : [];
    });
}
