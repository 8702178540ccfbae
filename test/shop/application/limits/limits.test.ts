import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { NoCache } from '../../../../shop/adapters/cache/no-cache';
import { Limits } from '../../../../shop/application/limits/limits';
import { readVisitorAddress } from '../../../../shop/domain/limits/address';

const TRIES = { name: 'try', of: 'ada', most: 10, minutes: 15 };

describe.each([
  ['in the cache', true],
  ['in the process', false],
])('counted %s', (_, cached) => {
  let now: number;
  const clock = { now: () => new Date(now) };
  const make = () => new Limits({ clock, cache: cached ? new LocalCache(10, () => now) : new NoCache() });
  const allowed = async (limits: Limits, tries: number, consumption: object = {}) => {
    const waits: (number | undefined)[] = [];
    for (let turn = 0; turn < tries; turn += 1) waits.push(await limits.exceeded({ ...TRIES, ...consumption }));
    return waits.filter((wait) => wait === undefined).length;
  };
  beforeEach(() => {
    now = Date.UTC(2026, 10, 23, 3, 14, 59, 900);
  });

  test('no window of the full length allows more, at any start time', async () => {
    for (let offset = 0; offset < 30; offset += 1) {
      now = Date.UTC(2026, 10, 23, 3, offset, 59, 900);
      const limits = make();
      expect(await allowed(limits, 12)).toBe(10);
      for (const step of [100, 60_000, 6 * 60_000, 7 * 60_000]) {
        now += step;
        expect(await allowed(limits, 12)).toBe(0);
      }
      now += 5 * 60_000;
      expect(await allowed(limits, 12)).toBe(10);
    }
  });

  test('a retry is accepted after the seconds that a refusal names', async () => {
    const limits = make();
    await allowed(limits, 6);
    now += 5 * 60_000;
    await allowed(limits, 4);
    const wait = (await limits.exceeded(TRIES)) ?? 0;
    expect(wait).toBeGreaterThan(9 * 60);
    now += (wait - 1) * 1_000;
    expect(await limits.exceeded(TRIES)).toBeDefined();
    now += 1_000;
    expect(await limits.exceeded(TRIES)).toBeUndefined();
  });

  test('a refused request consumes nothing, neither of this limit nor of the others', async () => {
    const limits = make();
    const small = { name: 'small', of: 'ada', most: 1, minutes: 1 };
    for (let turn = 0; turn < 50; turn += 1) await limits.exceeded(TRIES, small);
    expect(await allowed(limits, 20)).toBe(9);
  });

  test('two concurrent requests cannot both be the last one within the limit', async () => {
    const limits = make();
    const waits = await Promise.all(Array.from({ length: 50 }, async () => limits.exceeded(TRIES)));
    expect(waits.filter((wait) => wait === undefined)).toHaveLength(10);
  });

  test('amounts are summed up; other names and other visitors are counted separately', async () => {
    const limits = make();
    expect(await allowed(limits, 3, { amount: 4 })).toBe(2);
    expect(await limits.exceeded({ ...TRIES, amount: 3 })).toBeDefined();
    expect(await limits.exceeded({ ...TRIES, amount: 11, of: 'eve' })).toBeDefined();
    expect(await allowed(limits, 20, { of: 'bob' })).toBe(10);
    expect(await allowed(limits, 20, { name: 'other' })).toBe(10);
  });

  test('released or forgotten consumption can be consumed again', async () => {
    const limits = make();
    const taken = await limits.consume([{ ...TRIES, amount: 10 }]);
    now += 10 * 60_000;
    expect(await allowed(limits, 2)).toBe(0);
    await limits.release('receipts' in taken ? taken.receipts : []);
    expect(await allowed(limits, 12)).toBe(10);
    await limits.forget(TRIES);
    expect(await allowed(limits, 12)).toBe(10);
  });
});

test('servers share the counts of the cache, and use local ones when it is unavailable', async () => {
  const clock = { now: () => new Date(Date.UTC(2026, 10, 23)) };
  const cache = new LocalCache();
  const [one, two] = [new Limits({ clock, cache }), new Limits({ clock, cache })];
  for (let turn = 0; turn < 5; turn += 1) {
    await one.exceeded(TRIES);
    await two.exceeded(TRIES);
  }
  expect(await one.exceeded(TRIES)).toBeDefined();
  jest.spyOn(cache, 'add').mockResolvedValue(undefined as unknown as number);
  jest.spyOn(cache, 'get').mockResolvedValue(undefined);
  const rest = await Promise.all(Array.from({ length: 10 }, async () => one.exceeded(TRIES)));
  expect(rest.filter((wait) => wait === undefined)).toHaveLength(5);
});

test('reading many pages removes no count from a cache in the process', async () => {
  const cache = new LocalCache(10);
  await cache.add('count', 3, 60);
  for (let page = 0; page < 100; page += 1) await cache.set(`page ${page}`, 'x', 60);
  expect(await cache.add('count', 1, 60)).toBe(4);
});

describe('an address', () => {
  test.each([
    ['198.51.100.7', '198.51.100.7', '198.51.100'],
    [' ::ffff:198.51.100.7 ', '198.51.100.7', '198.51.100'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2', '2001:db8:1'],
    ['2001:0DB8:0001::', '2001:db8:1:0', '2001:db8:1'],
    ['2001:db8::1', '2001:db8:0:0', '2001:db8:0'],
    ['::1', '0:0:0:0', '0:0:0'],
  ])('%s counts as %s in the network %s', (text, address, network) => {
    expect(readVisitorAddress(text)).toEqual({ address, network });
  });

  test.each([undefined, '', 'localhost', '1.2.3', '198.51.100.7, 203.0.113.9', ['198.51.100.7']])(
    '%p is none',
    (text) => {
      expect(readVisitorAddress(text)).toBeUndefined();
    },
  );
});
