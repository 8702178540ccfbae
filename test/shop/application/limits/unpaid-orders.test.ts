import { ulid } from 'ulid';
import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { NoCache } from '../../../../shop/adapters/cache/no-cache';
import { Limits } from '../../../../shop/application/limits/limits';
import { UnpaidOrders } from '../../../../shop/application/limits/unpaid-orders';
import { DEFAULT_UNPAID_LIMITS } from '../../../../shop/domain/limits/unpaid-limits';
import { paidOrderOf, unpaidScope } from '../../../../shop/domain/limits/unpaid-scope';
import { Cache } from '../../../../shop/ports/cache';

const PRODUCT = ulid();
const HOLDING_MS = 1_800_000;

let now: number;
beforeEach(() => {
  now = Date.UTC(2026, 10, 23);
});

function make(cache: Cache = new LocalCache(100_000, () => now)): UnpaidOrders {
  const clock = { now: () => new Date(now) };
  return new UnpaidOrders({
    limits: new Limits({ cache, clock }),
    cache,
    clock,
    unpaidLimits: DEFAULT_UNPAID_LIMITS,
    holdingMs: HOLDING_MS,
  });
}

const order = (email = `${ulid().toLowerCase()}@example.com`, quantity = 1, productId = PRODUCT) => ({
  orderId: ulid(),
  email,
  lines: [{ productId, quantity }],
});
const address = (index = 0, network = '198.51.100') => ({ address: { address: `${network}.${index}`, network } });

type Try = Parameters<UnpaidOrders['admit']>;

/** Outcome of each of many attempts. */
async function outcomes(
  unpaid: UnpaidOrders,
  tries: number,
  next: (index: number) => Try,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let index = 0; index < tries; index += 1) {
    const admission = await unpaid.admit(...next(index));
    const name =
      'refusedBy' in admission ? `refused by ${admission.refusedBy}` : admission.mayReserve ? 'reserves' : 'taken';
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

test('a session may have ten unpaid orders, an address forty, with any e-mail addresses', async () => {
  expect(await outcomes(make(), 15, () => [order(), { session: 'a' }])).toEqual({
    reserves: 10,
    'refused by session': 5,
  });
  expect(await outcomes(make(), 60, () => [order(), address()])).toEqual({ reserves: 40, 'refused by address': 20 });
  expect(await outcomes(make(), 60, (index) => [order(), { ...address(), session: String(index) }])).toEqual({
    reserves: 40,
    'refused by address': 20,
  });
});

test('testing of cards from many addresses of a network is stopped, except for accounts that have paid', async () => {
  const unpaid = make();
  const next = (index: number): Try => [order(), address(index % 250)];
  expect(await outcomes(unpaid, 400, next)).toEqual({ reserves: 200, 'refused by network': 200 });
  expect(await outcomes(unpaid, 3, () => [order(), address(251), async () => true])).toEqual({ taken: 3 });
  expect(
    await outcomes(unpaid, 1, () => [
      order(),
      address(252),
      async () => {
        throw new Error('database unavailable');
      },
    ]),
  ).toEqual({ 'refused by network': 1 });
  expect(await outcomes(unpaid, 1, () => [order(), address(1, '203.0.113')])).toEqual({ reserves: 1 });
});

test('no order is refused because others type the same e-mail address: only the reservation is lost', async () => {
  const unpaid = make();
  const next = (index: number): Try => [order('Victim@example.com'), address(1, `10.0.${index}`)];
  expect(await outcomes(unpaid, 50, next)).toEqual({ reserves: 10, taken: 40 });
  expect(await outcomes(unpaid, 1, () => [order(' victim@EXAMPLE.com '), address(1, '192.0.2')])).toEqual({ taken: 1 });
});

test('pieces are limited as well, of each product separately', async () => {
  const many = (quantity: number, productId?: string): Try => [order(undefined, quantity, productId), { session: 'a' }];
  const unpaid = make();
  expect(await outcomes(unpaid, 3, () => many(60))).toEqual({ reserves: 1, 'refused by session': 2 });
  expect(await outcomes(unpaid, 1, () => many(40))).toEqual({ reserves: 1 });
  expect(await outcomes(unpaid, 1, () => many(1))).toEqual({ 'refused by session': 1 });
  expect(await outcomes(unpaid, 1, () => many(90, ulid()))).toEqual({ reserves: 1 });
});

test('neighbours in a network share its limit of pieces: beyond it orders have no reservation', async () => {
  expect(await outcomes(make(), 10, (index) => [order(undefined, 90), address(index)])).toEqual({
    reserves: 4,
    taken: 6,
  });
});

test('a repeated order is counted once, and a refused one not at all', async () => {
  const unpaid = make();
  const same = order();
  expect(await outcomes(unpaid, 30, () => [same, { session: 'a' }])).toEqual({ reserves: 30 });
  expect(await outcomes(unpaid, 30, () => [order(), { session: 'a' }])).toEqual({
    reserves: 9,
    'refused by session': 21,
  });
});

test('a paid order is no longer counted, also when another process reports the payment', async () => {
  const cache = new LocalCache(100_000, () => now);
  const [server, schedule] = [make(cache), make(cache)];
  const paid = order();
  await server.admit(paid, { session: 'a', ...address() });
  expect(await outcomes(server, 10, () => [order(), { session: 'a' }])).toEqual({
    reserves: 9,
    'refused by session': 1,
  });
  const orderId = paidOrderOf(unpaidScope(paid.orderId));
  expect(orderId).toBe(paid.orderId);
  for (let turn = 0; turn < 3; turn += 1) await schedule.settle(paid.orderId);
  expect(await outcomes(server, 3, () => [order(), { session: 'a' }])).toEqual({
    reserves: 1,
    'refused by session': 2,
  });
});

test('after the payment time nothing is counted any more', async () => {
  const unpaid = make();
  await outcomes(unpaid, 50, () => [order(), address()]);
  const refusal = await unpaid.admit(order(), address());
  const wait = 'refusedBy' in refusal ? refusal.waitSeconds : 0;
  expect(wait).toBeGreaterThan((HOLDING_MS / 1_000) * 0.9);
  expect(wait).toBeLessThanOrEqual((HOLDING_MS / 1_000) * 1.25);
  now += wait * 1_000;
  expect(await outcomes(unpaid, 40, () => [order(), address()])).toEqual({ reserves: 40 });
});

test('without a cache the process counts by itself, and no order is lost', async () => {
  expect(await outcomes(make(new NoCache()), 60, () => [order(), address()])).toEqual({
    reserves: 40,
    'refused by address': 20,
  });
});

test('an order of many products is counted a few commands at a time', async () => {
  let [running, most] = [0, 0];
  const cache = new NoCache();
  jest.spyOn(cache, 'add').mockImplementation(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    return undefined;
  });
  const lines = Array.from({ length: 50 }, () => ({ productId: ulid(), quantity: 1 }));
  expect(await make(cache).admit({ ...order(), lines }, { session: 'a', ...address() })).toEqual({ mayReserve: true });
  expect(most).toBeLessThanOrEqual(16);
});
