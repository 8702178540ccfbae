import { ulid } from 'ulid';
import {
  hashAccessToken,
  newAccessToken,
  orderLink,
  provesAccess,
  TOKEN_PLACEHOLDER,
  withToken,
} from '../../../../shop/domain/orders/order-access';
import { readRememberedOrders, writeRememberedOrders } from '../../../../shop/presentation/http/remembered-orders';

describe('the access token of an order', () => {
  test('has 256 bits, and no other token proves access', () => {
    const token = newAccessToken();
    expect(token).toMatch(/^[\w-]{43}$/);
    const order = { accessHash: hashAccessToken(token) };
    expect(provesAccess(order, token)).toBe(true);
    const { accessHash } = order;
    const others = [undefined, '', newAccessToken(), token.slice(1), `${token}x`, accessHash, token.toLowerCase()];
    for (const other of others) expect(provesAccess(order, other)).toBe(false);
  });

  test('no token opens an order without a hash', () => {
    for (const accessHash of ['', 'x']) expect(provesAccess({ accessHash }, newAccessToken())).toBe(false);
  });

  test('a link has a placeholder for it, which is removed when there is no token', () => {
    const link = orderLink('https://shop.example', 'O1');
    expect(link).toContain(TOKEN_PLACEHOLDER);
    expect(withToken(link, 'secret')).toBe('https://shop.example/find-order?order=O1&token=secret');
    const toPayment = orderLink('https://shop.example', 'O1', true);
    expect(withToken(toPayment, undefined)).toBe('https://shop.example/find-order?order=O1&to=payment&token=');
    expect(withToken(`${TOKEN_PLACEHOLDER} ${TOKEN_PLACEHOLDER}`, 'x')).toBe('x x');
  });
});

describe('the orders that a browser remembers', () => {
  const orders = (count: number) => Array.from({ length: count }, () => ({ id: ulid(), token: newAccessToken() }));

  test('are read as they were written, at most the first ten', () => {
    const many = orders(12);
    expect(readRememberedOrders(writeRememberedOrders(many))).toEqual(many.slice(0, 10));
    expect(readRememberedOrders(many.map(({ id, token }) => id + token).join('.'))).toHaveLength(10);
    expect(readRememberedOrders(undefined)).toEqual([]);
  });

  test('fit into a cookie, also those with the longest tokens', () => {
    const longest = writeRememberedOrders(orders(10).map((order) => ({ ...order, token: 'x'.repeat(128) })));
    expect(longest.length).toBeLessThan(4_000);
    expect(writeRememberedOrders(orders(10))).toMatch(/^[\w.-]+$/);
  });

  test('invalid entries are left out', () => {
    const [order] = orders(1);
    const { id, token } = order;
    const none = [id, `${id}short`, id.toLowerCase() + token, `8${id.slice(1)}${token}`, '', '; x=y'];
    expect(readRememberedOrders([...none, id + token].join('.'))).toEqual([order]);
  });
});
