import { ulid } from 'ulid';
import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { NoCache } from '../../../../shop/adapters/cache/no-cache';
import { Limits } from '../../../../shop/application/limits/limits';
import { UnpaidOrders } from '../../../../shop/application/limits/unpaid-orders';
import { readVisitorAddress } from '../../../../shop/domain/limits/address';
import { DEFAULT_UNPAID_LIMITS, UnpaidLimits } from '../../../../shop/domain/limits/unpaid-limits';
import { paidOrderOf, unpaidScope } from '../../../../shop/domain/limits/unpaid-scope';
import { Cache } from '../../../../shop/ports/cache';

const MINUTE = 60_000;
const KETTLE = ulid();
const TEA = ulid();

describe('the limits of unpaid orders', () => {
  let now: number;
  const clock = { now: () => new Date(now) };
  beforeEach(() => {
    now = Date.UTC(2026, 10, 23, 3);
  });

  type SomeLimits = { readonly [kind in keyof UnpaidLimits]?: object };
  const open = (given: SomeLimits = {}, cache: Cache = new LocalCache(10_000, () => now)) => {
    const { orders, pieces } = DEFAULT_UNPAID_LIMITS;
    const own = { orders: { ...orders, ...given.orders }, pieces: { ...pieces, ...given.pieces } };
    const limits = new Limits({ cache, clock });
    return new UnpaidOrders({ limits, cache, clock, unpaidLimits: own, holdingMs: 30 * MINUTE });
  };
  type Lines = readonly (readonly [productId: string, quantity: number])[];
  const order = (lines: Lines = [[KETTLE, 1]], email = `${ulid()}@example.com`) => ({
    orderId: ulid(),
    email,
    lines: lines.map(([productId, quantity]) => ({ productId, quantity })),
  });
  const at = (address: string, session?: string) => ({ session, address: readVisitorAddress(address) });

  test.each([
    ['session', { orders: { session: 2 } }, () => ({ session: 's' })],
    ['address', { orders: { address: 2 } }, () => at('192.0.2.1', ulid())],
    ['network', { orders: { network: 2 } }, (turn: number) => at(`192.0.2.${turn}`, ulid())],
    ['session', { pieces: { session: 2 } }, () => ({ session: 's' })],
    ['address', { pieces: { address: 2 } }, () => at('192.0.2.1', ulid())],
  ])('count by %s: %j', async (refusedBy, given, visitor) => {
    const unpaid = open(given);
    const first = order();
    for (const [turn, each] of [first, order()].entries()) {
      expect(await unpaid.admit(each, visitor(turn))).toEqual({ mayReserve: true });
    }
    const third = order();
    const refused = await unpaid.admit(third, visitor(3));
    expect(refused).toEqual({ refusedBy, waitSeconds: expect.any(Number) });
    // After the named time, or after a payment, another order is accepted.
    await unpaid.settle(first.orderId);
    expect(await unpaid.admit(third, visitor(3))).toEqual({ mayReserve: true });
    expect(await unpaid.admit(order(), visitor(4))).toMatchObject({ refusedBy });
    now += ('waitSeconds' in refused ? refused.waitSeconds : 0) * 1_000;
    expect(await unpaid.admit(order(), visitor(5))).toEqual({ mayReserve: true });
  });

  test.each([
    ['orders to one e-mail address', { orders: { email: 2 } }, '10.0.N.1', 'ada@example.com'],
    ['pieces to one e-mail address', { pieces: { email: 2 } }, '10.0.N.1', 'ADA@example.com'],
    ['pieces of one network', { pieces: { network: 2 } }, '192.0.2.N', undefined],
  ])('beyond the limit of %s an order is accepted without a reservation', async (_, given, address, email) => {
    const unpaid = open(given);
    const results = [];
    for (const turn of ['1', '2', '3', '4']) {
      results.push(await unpaid.admit(order([[KETTLE, 1]], email), at(address.replace('N', turn))));
    }
    expect(results).toEqual([{ mayReserve: true }, { mayReserve: true }, { mayReserve: false }, { mayReserve: false }]);
  });

  test('count pieces by product', async () => {
    const unpaid = open({ pieces: { session: 10 } });
    const visitor = { session: 's' };
    expect(
      await unpaid.admit(
        order([
          [KETTLE, 9],
          [TEA, 9],
        ]),
        visitor,
      ),
    ).toEqual({ mayReserve: true });
    expect(
      await unpaid.admit(
        order([
          [KETTLE, 1],
          [TEA, 2],
        ]),
        visitor,
      ),
    ).toMatchObject({ refusedBy: 'session' });
    // Refused orders are not counted.
    expect(
      await unpaid.admit(
        order([
          [KETTLE, 1],
          [TEA, 1],
        ]),
        visitor,
      ),
    ).toEqual({ mayReserve: true });
  });

  test('accept an order of many products if each is within its limit, and count none otherwise', async () => {
    const unpaid = open({ pieces: { session: 5 } });
    const many = Array.from({ length: 50 }, () => [ulid(), 3] as const);
    const visitor = { session: 's' };
    expect(await unpaid.admit(order(many), visitor)).toEqual({ mayReserve: true });
    const more = [...Array.from({ length: 49 }, () => [ulid(), 5] as const), many[49]];
    expect(await unpaid.admit(order(more), visitor)).toMatchObject({ refusedBy: 'session' });
    expect(await unpaid.admit(order(more.slice(0, 49)), visitor)).toEqual({ mayReserve: true });
  });

  test('count a repeated order once, and give the same answer', async () => {
    const unpaid = open({ orders: { session: 1, email: 1 } });
    const [one, two] = [order(), order([[KETTLE, 1]], 'ada@example.com')];
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await unpaid.admit(one, { session: 's' })).toEqual({ mayReserve: true });
    }
    await unpaid.admit(order([[KETTLE, 1]], 'ada@example.com'), {});
    for (let turn = 0; turn < 2; turn += 1) expect(await unpaid.admit(two, {})).toEqual({ mayReserve: false });
  });

  test('at the limit of its network an account with an earlier paid order is accepted, unreserved', async () => {
    const unpaid = open({ orders: { network: 1 } });
    await unpaid.admit(order(), at('192.0.2.1', 'a'));
    expect(await unpaid.admit(order(), at('192.0.2.2', 'b'), async () => true)).toEqual({ mayReserve: false });
    const newcomer = await unpaid.admit(order(), at('192.0.2.3', 'c'), async () => false);
    expect(newcomer).toMatchObject({ refusedBy: 'network' });
    const unavailable = async () => {
      throw new Error('database unavailable');
    };
    expect(await unpaid.admit(order(), at('192.0.2.4', 'd'), unavailable)).toMatchObject({ refusedBy: 'network' });
    // The other limit of the address has room, because refused orders did not consume it.
    const asked = jest.fn(async () => true);
    expect(await unpaid.admit(order(), at('198.51.100.1', 'e'), asked)).toEqual({ mayReserve: true });
    expect(asked).not.toHaveBeenCalled();
  });

  test('count only the e-mail address without session and address', async () => {
    const unpaid = open({ orders: { session: 1, address: 1, network: 1 } });
    for (let turn = 0; turn < 5; turn += 1) expect(await unpaid.admit(order(), {})).toEqual({ mayReserve: true });
  });

  test('without a cache still limit the orders of one process', async () => {
    const unpaid = open({ orders: { session: 2 } }, new NoCache());
    const results = [];
    for (let turn = 0; turn < 3; turn += 1) results.push(await unpaid.admit(order(), { session: 's' }));
    expect(results).toMatchObject([{ mayReserve: true }, { mayReserve: true }, { refusedBy: 'session' }]);
    await unpaid.settle(ulid());
  });

  test('a paid order has a separate scope', () => {
    expect(paidOrderOf(unpaidScope('O1'))).toBe('O1');
    for (const scope of ['catalogue', 'product:unpaid:O1']) expect(paidOrderOf(scope)).toBeUndefined();
  });
});
