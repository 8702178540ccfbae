import {
  MAXIMUM_LINES,
  MAXIMUM_MESSAGE_BYTES,
  decodeOrderMessage,
  encodeOrderMessage,
  readOrderMessage,
} from '../../../../shop/domain/orders/order-message';
import { InvalidInput, normalizeEmail, readShopUrl } from '../../../../shop/domain/validation';
import { orderMessage } from '../../support/order-path';

const PRODUCT = '01J8Z00000000000000000KET1';
const OTHER = '01J8Z00000000000000000AAAA';
const TOKEN = 'abcdefghijklmnopqrstuv';
const message = (overrides: object = {}) => ({ ...orderMessage(PRODUCT), ...overrides });
const address = (overrides: object) => message({ address: { ...message().address, ...overrides } });
const lines = (...list: unknown[]) => message({ lines: list });

describe('an order message', () => {
  test('is decoded from the queue as it was sent', () => {
    const order = message({
      lines: [{ productId: PRODUCT, quantity: 2, priceMinor: 100 }],
      address: { ...message().address, line2: 'Back yard' },
    });
    expect(decodeOrderMessage(JSON.stringify({ ...order, extra: 'ignored' }))).toEqual(order);
  });

  test.each([
    ['without facts of the shop', undefined],
    ['of a guest', { mayReserve: false }],
    ['of a customer with a cart', { customerId: OTHER, cartId: PRODUCT, mayReserve: true }],
    ['of which nothing is known', {}],
  ])('%s is decoded as it was encoded', (_, internal) => {
    const order = { ...readOrderMessage(message()), ...(internal && { internal }) };
    expect(decodeOrderMessage(encodeOrderMessage(order))).toEqual(order);
  });

  test('contains no unknown fact', () => {
    const internal = { customerId: undefined, cartId: undefined, mayReserve: true };
    const order = readOrderMessage(message());
    expect(JSON.parse(encodeOrderMessage({ ...order, internal }))).toEqual({
      ...order,
      internal: { mayReserve: true },
    });
  });

  test('is normalized, with sorted lines', () => {
    const parsed = readOrderMessage({
      ...lines({ productId: PRODUCT, quantity: 1 }, { productId: OTHER, quantity: 1 }),
      email: ' Ada@example.com ',
    });
    expect(parsed.email).toBe('Ada@example.com');
    expect(parsed.lines.map(({ productId }) => productId)).toEqual([OTHER, PRODUCT]);
  });

  test.each([
    ['orderId', message({ orderId: '8ZZZZZZZZZZZZZZZZZZZZZZZZZ' })],
    ['orderId', message({ orderId: 7 })],
    ['email', message({ email: 'ada@localhost' })],
    ['email', message({ email: 'a@example.com\r\nBcc: b@example.com' })],
    ['email', message({ email: `${'a'.repeat(65)}@example.com` })],
    ['currency', message({ currency: 'euro' })],
    ['address', message({ address: null })],
    ['address.name', address({ name: '  ' })],
    ['address.name', address({ name: 'x'.repeat(121) })],
    ['address.city', address({ city: 'Ber\nlin' })],
    ['address.line1', address({ line1: undefined })],
    ['address.country', address({ country: 'Germany' })],
    ['lines', message({ lines: [] })],
    ['lines', message({ lines: 'all' })],
    ['lines', lines(...Array.from({ length: MAXIMUM_LINES + 1 }, () => ({ productId: PRODUCT, quantity: 1 })))],
    ['lines', lines({ productId: PRODUCT, quantity: 1 }, { productId: PRODUCT, quantity: 1 })],
    ['lines[0]', lines('one')],
    ['lines[0].productId', lines({ productId: "' or 1=1", quantity: 1 })],
    ['lines[0].quantity', lines({ productId: PRODUCT, quantity: 0 })],
    ['lines[0].quantity', lines({ productId: PRODUCT, quantity: 1.5 })],
    ['lines[0].quantity', lines({ productId: PRODUCT, quantity: '1' })],
    ['lines[0].priceMinor', lines({ productId: PRODUCT, quantity: 1, priceMinor: -1 })],
    ['accessToken', message({ accessToken: undefined })],
    ['accessToken', message({ accessToken: 7 })],
    ['accessToken', message({ accessToken: TOKEN.slice(1) })],
    ['accessToken', message({ accessToken: 'ab'.repeat(65) })],
    ['accessToken', message({ accessToken: 'abcde'.repeat(5) })],
    ['accessToken', message({ accessToken: `${TOKEN}.` })],
    ['accessToken', message({ accessToken: `${TOKEN} ` })],
    ['message', []],
  ])('an invalid %s is refused with its name', (field, value) => {
    expect(() => readOrderMessage(value)).toThrow(expect.objectContaining({ field }));
  });

  test.each([TOKEN, 'A-_9'.repeat(5) + 'xyz', '0123456789abcdef'.repeat(2), 'abcdefgh'.repeat(16)])(
    '%s may be the secret',
    (accessToken) => {
      expect(readOrderMessage(message({ accessToken }))).toMatchObject({ accessToken });
    },
  );

  test('facts that only the shop adds are read from the queue and never from a client', () => {
    const internal = { customerId: PRODUCT, cartId: OTHER, mayReserve: false };
    const sent = message({ internal });
    expect(decodeOrderMessage(JSON.stringify(sent))).toEqual(sent);
    expect(readOrderMessage(sent)).not.toHaveProperty('internal');
    expect(decodeOrderMessage(JSON.stringify(message({ internal: {} })))).toMatchObject({ internal: {} });
    for (const [field, broken] of [
      ['internal', 'all'],
      ['internal.customerId', { customerId: "' or 1=1" }],
      ['internal.cartId', { cartId: 7 }],
    ] as const) {
      const text = JSON.stringify(message({ internal: broken }));
      expect(() => decodeOrderMessage(text)).toThrow(expect.objectContaining({ field }));
    }
    // Any value but `true` means no.
    expect(decodeOrderMessage(JSON.stringify(message({ internal: { mayReserve: 'yes' } })))).toMatchObject({
      internal: { mayReserve: false },
    });
  });

  test('a message that is too large or no JSON is refused before its fields are read', () => {
    expect(() => decodeOrderMessage(`"${'x'.repeat(MAXIMUM_MESSAGE_BYTES)}"`)).toThrow('larger');
    expect(() => decodeOrderMessage('{')).toThrow(InvalidInput);
  });

  test('spellings of an e-mail address have the same normalized form', () => {
    expect(normalizeEmail(' Ada@Example.COM ')).toBe('ada@example.com');
  });

  test('a link must be https, or http to this machine', () => {
    expect(readShopUrl('https://shop.example/a b', 'url')).toBe('https://shop.example/a%20b');
    for (const host of ['localhost', '127.0.0.1:8080', '127.255.3.4', '[::1]:80', '127.1', '2130706433']) {
      expect(readShopUrl(`http://${host}/u?token=1`, 'url')).toMatch(/^http:\/\/(localhost|127\.|\[::1\])/);
    }
    for (const url of [
      'http://shop.example',
      'http://127.0.0.1.evil.example',
      'http://localhost.evil.example',
      'http://127.0.0.1@evil.example',
      'http://[::2]',
      'http://128.0.0.1',
      'ftp://localhost',
      'javascript:alert(1)',
      'nonsense',
    ]) {
      expect(() => readShopUrl(url, 'url')).toThrow('https');
    }
  });
});
