import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { ReadThrough } from '../../../../shop/adapters/cache/read-through';
import { BusyError } from '../../../../shop/application/limits/concurrency-limit';
import { Cache } from '../../../../shop/ports/cache';

const KEY = { kind: 'product', id: 'p1', scope: 'p1' };
const absent: Cache = {
  get: async () => undefined,
  set: async () => undefined,
  increment: async () => undefined,
  add: async () => undefined,
  close: async () => undefined,
};

describe('read-through', () => {
  let now = 1_000_000;
  const clock = () => now;
  const make = (cache: Cache, more: object = {}) =>
    new ReadThrough({ cache, schema: 1, now: clock, random: () => 0.5, ...more });

  test('reads the database once, after a second the shared cache, after a minute the database', async () => {
    const cache = new LocalCache(1_000, clock);
    const load = jest.fn(async () => ({ name: 'Cup' }));
    const [one, other] = [make(cache), make(cache)];
    await expect(one.read(KEY, load)).resolves.toEqual({ name: 'Cup' });
    await expect(other.read(KEY, load)).resolves.toEqual({ name: 'Cup' });
    now += 1_500;
    await one.read(KEY, load);
    expect(load).toHaveBeenCalledTimes(1);
    now += 61_000;
    await one.read(KEY, load);
    expect(load).toHaveBeenCalledTimes(2);
  });

  test('keys contain the versions of schema and scope; lifetimes differ by up to a tenth', async () => {
    const set = jest.fn(async () => undefined);
    const cache: Cache = { ...absent, set, get: async (key) => (key === 'v7:version:all' ? '4' : undefined) };
    for (const random of [0, 1]) {
      await make(cache, { schema: 7, random: () => random }).read(
        { kind: 'list', id: 'ä:1', scope: 'all' },
        async () => [1],
      );
    }
    expect(set.mock.calls).toEqual([
      ['v7:list:%C3%A4%3A1:4', '{"value":[1]}', 54],
      ['v7:list:%C3%A4%3A1:4', '{"value":[1]}', 66],
    ]);
  });

  test('after an invalidation the old copy is not served', async () => {
    const cache = new LocalCache(1_000, clock);
    const subject = make(cache);
    await subject.read(KEY, async () => 'old');
    await subject.invalidate('p1');
    now += 1_001;
    await expect(subject.read(KEY, async () => 'new')).resolves.toBe('new');
  });

  test('a hundred concurrent readers cause one read, also of an error, which is not cached', async () => {
    const subject = make(absent);
    const load = jest.fn(async () => {
      throw new Error('unavailable');
    });
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => subject.read(KEY, load)));
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(load).toHaveBeenCalledTimes(1);
    await expect(subject.read(KEY, async () => 'v')).resolves.toBe('v');
  });

  test('reads the database at most four times at once, and refuses calls that would wait too long', async () => {
    const subject = make(absent);
    let running = 0;
    let most = 0;
    const load = async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return 1;
    };
    const reads = Array.from({ length: 300 }, (_, index) => subject.read({ ...KEY, id: `p${index}` }, load));
    const results = await Promise.allSettled(reads);
    expect(most).toBe(4);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(204);
    expect(results.filter((result) => result.status === 'rejected' && result.reason instanceof BusyError)).toHaveLength(
      96,
    );
  });

  test('does not cache missing values, and replaces copies that cannot be parsed', async () => {
    const cache = new LocalCache(1_000, clock);
    const load = jest.fn(async () => undefined);
    const subject = make(cache);
    await subject.read(KEY, load);
    await subject.read(KEY, load);
    expect(load).toHaveBeenCalledTimes(2);
    for (const junk of ['{', '3', 'null', '{"other":1}']) {
      await cache.set('v1:product:p9:0', junk, 60);
      now += 2_000;
      await expect(subject.read({ ...KEY, id: 'p9', scope: 'p9' }, async () => junk)).resolves.toBe(junk);
    }
  });

  test('the number of copies in the process is limited', async () => {
    const subject = make(absent);
    const load = jest.fn(async () => 1);
    for (let index = 0; index <= 500; index += 1) await subject.read({ ...KEY, id: `p${index}` }, load);
    await subject.read({ ...KEY, id: 'p500' }, load);
    expect(load).toHaveBeenCalledTimes(501);
    await subject.read({ ...KEY, id: 'p0' }, load);
    expect(load).toHaveBeenCalledTimes(502);
  });
});

describe('local cache', () => {
  test('removes expired entries, and the oldest ones beyond its size', async () => {
    let now = 0;
    const cache = new LocalCache(2, () => now);
    await cache.set('a', '1', 1);
    await cache.set('b', '2', 10);
    now = 1_000;
    await expect(cache.get('a')).resolves.toBeUndefined();
    await cache.set('c', '3', 10);
    await cache.set('d', '4', 10);
    await expect(cache.get('b')).resolves.toBeUndefined();
    await expect(cache.get('d')).resolves.toBe('4');
    await expect(cache.increment('n')).resolves.toBe(1);
    await expect(cache.increment('n')).resolves.toBe(2);
    await cache.close();
    await expect(cache.get('n')).resolves.toBeUndefined();
  });
});
