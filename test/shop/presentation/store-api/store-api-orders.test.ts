import { ulid } from 'ulid';
import { StoreError } from '../../../../shop/application/store-error';
import { openSession } from '../../../../shop/domain/accounts/session';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { orderMessage, orderRow } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { Headers, JSON_HEADERS, TestStoreApi } from '../../support/store-api';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const ADDRESS = { name: 'Ann', line1: 'Way 1', postalCode: '10115', city: 'Berlin', country: 'DE' };

let shop: TestShopDatabase;
let api: TestStoreApi;
useShop((made) => {
  shop = made;
});
beforeEach(() => {
  api = new TestStoreApi(shop.store);
});

describe('checkout', () => {
  const order = (overrides: object = {}) =>
    orderMessage(ulid(), { email: 'ann@example.com', address: ADDRESS, ...overrides });
  const post = async (body: object, headers: Headers = {}) => api.send('POST', '/api/orders', body, headers);

  test('is accepted when the queue has it, also while the schema is missing', async () => {
    api.schemaReady = async () => {
      throw new StoreError('schema', new Error('none'));
    };
    const body = order();
    const result = await post({ ...body, admin: true }, { 'content-type': 'application/json; charset=utf-8' });
    expect(result).toMatchObject({ statusCode: 202, json: { orderId: body.orderId, state: 'received' } });
    const location = `/api/orders/${body.orderId}`;
    expect(result.headers).toMatchObject({ location, 'cache-control': 'private, no-store' });
    const sent = api.queue.messages.map((text) => JSON.parse(text) as unknown);
    expect(sent).toEqual([{ ...body, internal: { mayReserve: true } }]);
  });

  test('a client cannot set the internal fields of an order', async () => {
    const internal = { customerId: ulid(), cartId: ulid(), mayReserve: true };
    expect((await post({ ...order(), internal })).statusCode).toBe(202);
    expect(JSON.parse(api.queue.messages[0])).toMatchObject({ internal: { mayReserve: true } });
    expect(api.queue.messages[0]).not.toContain(internal.customerId);
    expect(api.queue.messages[0]).not.toContain(internal.cartId);
  });

  test('a base64-encoded body is decoded', async () => {
    const body = Buffer.from(JSON.stringify(order())).toString('base64');
    expect((await api.ask('POST', '/api/orders', { body, base64: true, headers: JSON_HEADERS })).statusCode).toBe(202);
  });

  test('a malformed order is refused with its problem, and does not reach the queue', async () => {
    const text = async (body: string, headers: Record<string, string> = JSON_HEADERS) =>
      (await api.ask('POST', '/api/orders', { body, headers })).statusCode;
    expect(await text('{')).toBe(400);
    expect(await text('[]')).toBe(400);
    expect((await post({ ...order(), email: 'unknown' })).statusCode).toBe(400);
    expect((await post({ ...order(), lines: [] })).statusCode).toBe(400);
    for (const accessToken of [undefined, 'short', 'a'.repeat(40)]) {
      const detail: unknown = expect.stringContaining('accessToken');
      expect((await post({ ...order(), accessToken })).json).toMatchObject({ status: 400, detail });
    }
    expect(await text(JSON.stringify(order()), { 'content-type': 'text/plain' })).toBe(415);
    expect(await text(JSON.stringify(order()), {})).toBe(415);
    expect(await text(`"${'x'.repeat(256 * 1024)}"`)).toBe(413);
    expect((await api.send('POST', '/api/orders?x=1', order())).statusCode).toBe(400);
    expect(api.queue.messages).toEqual([]);
  });

  test('an unavailable queue is answered with 503; the failed try does not count', async () => {
    api = new TestStoreApi(shop.store, { environment: { UNPAID_ORDER_LIMITS: 'address=1' } });
    const from = { 'x-shop-viewer-address': '192.0.2.1' };
    const body = order();
    api.queue.failing = true;
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await post(body, from)).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    }
    api.queue.failing = false;
    expect((await post(body, from)).statusCode).toBe(202);
  });

  test('is refused beyond the limit of an address, until one order is paid; a repeated order counts once', async () => {
    api = new TestStoreApi(shop.store, { environment: { UNPAID_ORDER_LIMITS: 'address=2' } });
    const from = (address: string) => ({ 'x-shop-viewer-address': address });
    const [one, two, three] = [order(), order(), order()];
    for (const body of [one, two, two]) expect((await post(body, from('192.0.2.1'))).statusCode).toBe(202);
    const refused = await post(three, from('192.0.2.1'));
    const detail = expect.stringContaining('unpaid orders of this address');
    expect(refused).toMatchObject({ statusCode: 429, json: { detail } });
    expect(Number(refused.headers?.['retry-after'])).toBeGreaterThan(0);
    expect(api.metrics.counted).toEqual([['OrdersRefused', 1, { by: 'address' }]]);
    expect((await post(three, from('192.0.2.2'))).statusCode).toBe(202);
    await api.cached.forget(`unpaid:${one.orderId}`);
    expect((await post(order(), from('192.0.2.1'))).statusCode).toBe(202);
  });

  test('beyond the limit of an e-mail address it is accepted without a reservation: anyone may type it', async () => {
    api = new TestStoreApi(shop.store, { environment: { UNPAID_ORDER_LIMITS: 'email=1' } });
    for (const email of ['ann@example.com', 'Ann@Example.com', 'bob@example.com']) {
      expect((await post(order({ email }))).statusCode).toBe(202);
    }
    const sent = api.queue.messages.map((text) => (JSON.parse(text) as { internal: unknown }).internal);
    expect(sent).toEqual([{ mayReserve: true }, { mayReserve: false }, { mayReserve: true }]);
  });
});

describe('orders', () => {
  /** Places an order; returns it with its access token. */
  const placed = async (more: Parameters<typeof orderRow>[0] = {}) => {
    const accessToken = newAccessToken();
    const row = orderRow({ address: ADDRESS, totalMinor: 2_000, accessToken, ...more });
    const productId = await shop.product();
    await shop.store.transaction(async (unit) => {
      await unit.orders.insert(row);
      await unit.orders.insertLines(row.id, [{ productId, name: 'Test product', quantity: 2, priceMinor: 1_000 }]);
    });
    return { id: row.id, accessToken, productId, bearer: { authorization: `Bearer ${accessToken}` } };
  };
  const customer = async () => {
    const customerId = ulid();
    const email = `${customerId}@example.com`;
    await writing(shop.store).customers.insert({ id: customerId, email, name: 'Ann', role: 'customer', locale: 'en' });
    const { token, session } = openSession({ customerId }, new Date());
    await writing(shop.store).sessions.insert(session);
    return { customerId, cookie: `__Host-session=${token}` };
  };
  const show = async (id: string, headers: Headers = {}) => api.ask('GET', `/api/orders/${id}`, { headers });

  test('are shown with their access token, and are not found without it', async () => {
    const { id, accessToken, bearer } = await placed();
    const shown = await show(id, bearer);
    expect(shown).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'private, no-store' } });
    expect(shown.json).toMatchObject({
      id,
      state: 'placed',
      totalMinor: 2_000,
      address: ADDRESS,
      lines: [{ quantity: 2, priceMinor: 1_000 }],
    });
    for (const hidden of ['email', 'accessHash', 'accessToken']) expect(shown.json).not.toHaveProperty(hidden);
    const other = await placed();
    const refused: readonly Headers[] = [
      {},
      other.bearer,
      { authorization: `Bearer ${newAccessToken()}` },
      { authorization: 'Bearer' },
      { authorization: accessToken },
      { cookie: `__Host-orders=${id}${other.accessToken}` },
      { cookie: `__Host-orders=${other.id}${accessToken}` },
    ];
    for (const headers of refused) expect((await show(id, headers)).statusCode).toBe(404);
    expect((await show(ulid(), bearer)).statusCode).toBe(404);
    expect((await show('x', bearer)).statusCode).toBe(404);
  });

  test('an e-mail address proves nothing: it is refused as a parameter, also beside the access token', async () => {
    const { id, bearer } = await placed({ email: 'ann@example.com' });
    for (const headers of [{}, bearer]) {
      expect((await api.ask('GET', `/api/orders/${id}?email=ann%40example.com`, { headers })).statusCode).toBe(400);
    }
    expect((await api.ask('GET', `/api/orders/${id}?token=${bearer.authorization.slice(7)}`)).statusCode).toBe(400);
    const history = `/api/orders/${id}/history?email=ann%40example.com`;
    expect((await api.ask('GET', history, { headers: bearer })).statusCode).toBe(404);
  });

  test('are shown to the browser that has their access tokens, and to their account', async () => {
    const { customerId, cookie } = await customer();
    const [guest, own] = [await placed(), await placed({ customerId })];
    const entries = [own, guest].map(({ id, accessToken }) => id + accessToken);
    for (const { id } of [guest, own]) {
      expect((await show(id, { cookie: `a=b; __Host-orders=${entries.join('.')}` })).statusCode).toBe(200);
    }
    expect((await show(own.id, { cookie })).statusCode).toBe(200);
    expect((await show(guest.id, { cookie })).statusCode).toBe(404);
    expect((await show(own.id, { cookie: (await customer()).cookie })).statusCode).toBe(404);
    await shop.query('update session set expires_at = now() where customer_id = $1', [customerId]);
    expect((await show(own.id, { cookie })).statusCode).toBe(404);
  });

  test('are listed for a signed-in customer, newest first; anonymous callers must sign in', async () => {
    const { customerId, cookie } = await customer();
    const older = await placed({ customerId, placedAt: new Date(Date.now() - 1_000) });
    const newer = await placed({ customerId });
    const other = await placed();
    const list = async (headers: Headers, query = '') => api.ask('GET', `/api/orders${query}`, { headers });
    const listed = await list({ cookie });
    expect(listed).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'private, no-store' } });
    expect((listed.json.orders as { id: string }[]).map(({ id }) => id)).toEqual([newer.id, older.id]);
    const remembered = { cookie: `__Host-orders=${other.id}${other.accessToken}` };
    for (const headers of [{}, other.bearer, remembered, { cookie: '__Host-session=x' }]) {
      expect(await list(headers)).toMatchObject({
        statusCode: 401,
        json: { detail: expect.stringContaining('sign in') },
      });
    }
    expect((await list({ cookie }, '?email=ann%40example.com')).statusCode).toBe(400);
  });

  describe('the delivery address', () => {
    const put = async (id: string, address: object, headers: Headers) =>
      api.send('PUT', `/api/orders/${id}/delivery`, address, headers);
    const moved = { ...ADDRESS, city: 'Hamburg' };

    test('changes until the order is packed, with one mail', async () => {
      const { id, bearer } = await placed();
      expect(await put(id, moved, bearer)).toMatchObject({ statusCode: 200, json: { address: moved } });
      expect((await show(id, bearer)).json).toMatchObject({ address: moved });
      expect(await put(id, moved, bearer)).toMatchObject({ statusCode: 200 });
      expect(await shop.query("select id from outbox where id like $1 and kind = 'mail'", [`${id}%`])).toHaveLength(1);
      expect((await put(id, { ...moved, country: 'Germany' }, bearer)).statusCode).toBe(400);
      await shop.query('update orders set state = $1 where id = $2', ['packed', id]);
      expect((await put(id, ADDRESS, bearer)).statusCode).toBe(409);
      expect((await show(id, bearer)).json).toMatchObject({ address: moved });
    });

    test('cannot be changed without proof', async () => {
      const { id } = await placed();
      for (const headers of [{}, (await placed()).bearer]) expect((await put(id, moved, headers)).statusCode).toBe(404);
      expect(await shop.store.read.orders.find(id)).toMatchObject({ address: ADDRESS });
    });

    test('changes five times an hour for one e-mail address, because anyone may type it', async () => {
      const [one, two] = [await placed({ email: 'dora@example.com' }), await placed({ email: 'Dora@example.com' })];
      const other = await placed();
      const change = async ({ id, bearer }: typeof one, turn: number) =>
        put(id, { ...ADDRESS, line1: `Way ${turn}` }, bearer);
      const answers: number[] = [];
      for (let turn = 0; turn < 6; turn += 1) answers.push((await change(turn % 2 === 0 ? one : two, turn)).statusCode);
      expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
      expect(Number((await change(one, 7)).headers?.['retry-after'])).toBeGreaterThan(0);
      expect((await change(other, 8)).statusCode).toBe(200);
    });
  });

  describe('cancelling', () => {
    const cancel = async (id: string, headers: Headers) => api.send('POST', `/api/orders/${id}/cancel`, {}, headers);
    const stateOf = async (id: string) => (await shop.store.read.orders.find(id))?.state;

    test('an unpaid order is cancelled with its access token; a repetition changes nothing', async () => {
      const { id, bearer } = await placed();
      for (let turn = 0; turn < 2; turn += 1) {
        expect(await cancel(id, bearer)).toMatchObject({ statusCode: 200, json: { id, state: 'cancelled' } });
      }
      expect(await stateOf(id)).toBe('cancelled');
      expect(await shop.query('select 1 from outbox where id like $1', [`${id}:order.cancelled%`])).toHaveLength(1);
    });

    test('is refused without proof, for a paid order, and for the body of a form on another site', async () => {
      const { id, bearer } = await placed();
      expect((await cancel(id, {})).statusCode).toBe(404);
      expect((await cancel(id, (await placed()).bearer)).statusCode).toBe(404);
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const headers = { ...bearer, 'content-type': type };
        const answer = await api.ask('POST', `/api/orders/${id}/cancel`, { body: '{}', headers });
        expect(answer.statusCode).toBe(415);
      }
      expect(await stateOf(id)).toBe('placed');
      await writing(shop.store).orders.move(id, 'placed', 'paid');
      const detail = expect.stringContaining('cannot be cancelled');
      expect(await cancel(id, bearer)).toMatchObject({ statusCode: 409, json: { detail } });
      expect(await stateOf(id)).toBe('paid');
    });
  });
});
