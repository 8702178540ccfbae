import { sql } from 'kysely';
import { DatabaseConfig } from '../../../../shop/adapters/configuration/shop-config';
import { connect } from '../../../../shop/adapters/database/connect';
import { passwordSource } from '../../../../shop/adapters/database/password';
import { DatabaseStore } from '../../../../shop/adapters/database/store';
import { startPostgres, TestPostgres } from '../../support/postgres';
import { shopDatabase } from '../../support/shop-database';
import { signal } from '../../support/signal';

describe('signing in to the database', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  /** Caches its value, as the real sources do. */
  const rotating = (asked: boolean[], passwords: string[]) => async (fresh: boolean) => {
    asked.push(fresh);
    if (fresh && passwords.length > 1) passwords.shift();
    return passwords[0];
  };

  test('a refused password is renewed at most twice', async () => {
    const config = await server.createDatabase();
    const asked: boolean[] = [];
    const database = connect(config, { password: rotating(asked, ['old', 'postgres']) });
    await sql`select 1`.execute(database);
    expect(asked).toEqual([false, true, false]);
    await database.destroy();

    // The secret changes a moment after the database.
    const late = connect(config, { password: rotating([], ['old', 'old', 'postgres']) });
    await sql`select 1`.execute(late);
    await late.destroy();

    const hopeless: boolean[] = [];
    const refused = connect(config, { password: rotating(hopeless, ['wrong']) });
    await expect(sql`select 1`.execute(refused)).rejects.toMatchObject({ code: '28P01' });
    expect(hopeless).toEqual([false, true, false, true, false]);
    await refused.destroy();
  });

  test('no connection fails when the password is rotated while some sign in and others are idle', async () => {
    const config = await server.createDatabase();
    const passwords = ['postgres'];
    const database = connect(config, { poolSize: 6, password: rotating([], passwords) });
    await Promise.all([1, 2, 3].map(async () => sql`select pg_sleep(0.05)`.execute(database)));
    passwords.splice(0, 1, 'old', 'postgres');
    await Promise.all(Array.from({ length: 40 }, async () => sql`select pg_sleep(0.01)`.execute(database)));
    await database.destroy();
  });

  test('an IAM token is signed for this host and user, and reused for ten minutes', async () => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
    const before = { ...process.env };
    Object.assign(process.env, keys);
    const config: DatabaseConfig = {
      engine: 'postgres',
      host: 'proxy.example',
      port: 5432,
      name: 'shop',
      user: 'shop',
      signIn: 'iam',
      tls: true,
      region: 'eu-central-1',
    };
    const source = passwordSource(config);
    const token = await source(false);
    expect(token).toMatch(/^proxy\.example:5432\/\?Action=connect&DBUser=shop&.*X-Amz-Signature=/);
    expect(await source(false)).toBe(token);
    expect(await source(true)).toContain('X-Amz-Signature');
    process.env = before;
    expect(await passwordSource({ ...config, signIn: 'password', password: 'p' })(false)).toBe('p');
    expect(() => passwordSource({ ...config, signIn: 'password' })).toThrow('DATABASE_PASSWORD');
  });

  test('a number that does not fit exactly is an error, not a rounded amount', async () => {
    const database = connect(await server.createDatabase());
    expect((await sql<{ n: number }>`select cast(9007199254740991 as bigint) as n`.execute(database)).rows).toEqual([
      { n: 9007199254740991 },
    ]);
    await expect(sql`select cast(9007199254740993 as bigint) as n`.execute(database)).rejects.toThrow('does not fit');
    await database.destroy();
  });

  test('a part of a transaction can be rolled back alone', async () => {
    const shop = await shopDatabase(server);
    expect(await shop.store.transaction(async (unit) => unit.attempt(async () => true))).toBe(true);
    for (const outside of [shop.store.read, shop.store.write]) expect(outside).not.toHaveProperty('attempt');
    await shop.close();
  });

  test('a catalogue is searched by words and read by pages', async () => {
    const shop = await shopDatabase(server, { demoCatalogue: true });
    const { catalogue } = shop.store.read;
    expect((await catalogue.search({ search: 'coffee beans' })).products.map(({ sku }) => sku).sort()).toEqual([
      'BNS-BRA-1000',
      'BNS-ETH-250',
    ]);
    expect(await catalogue.search({ search: "'; drop table product; --" })).toEqual({ products: [] });
    const first = await catalogue.search({ pageSize: 5 });
    expect([first.products.length, first.nextPage]).toEqual([5, 2]);
    const second = await catalogue.search({ pageSize: 5, page: 2, search: ' ' });
    expect([second.products.length, second.nextPage]).toEqual([3, undefined]);
    expect(await catalogue.findMany([])).toEqual([]);
    await shop.close();
  });

  test('one of two transactions in a deadlock is retried', async () => {
    const shop = await shopDatabase(server, { poolSize: 2 });
    const [one, two] = [await shop.product(), await shop.product()];
    let [runs, holding] = [0, 0];
    const bothHold = signal();
    const both = async (first: string, second: string) =>
      shop.store.transaction(async (unit) => {
        runs += 1;
        await unit.stock.reserve(first, 1);
        // Each has the first before either asks for the second; the one that is tried again need not wait.
        if ((holding += 1) === 2) bothHold.give();
        await bothHold.given;
        await unit.stock.reserve(second, 1);
      });
    await Promise.all([both(one, two), both(two, one)]);
    expect(runs).toBe(3);
    expect([await shop.store.read.stock.find(one), await shop.store.read.stock.find(two)]).toMatchObject([
      { reserved: 2 },
      { reserved: 2 },
    ]);
    await shop.close();
  });

  test('a transaction that fails writes nothing', async () => {
    const shop = await shopDatabase(server);
    const product = await shop.product();
    const store = new DatabaseStore(shop.database);
    await expect(
      store.transaction(async (unit) => {
        await unit.stock.reserve(product, 1);
        throw new TypeError('bug');
      }),
    ).rejects.toThrow(TypeError);
    expect(await store.read.stock.find(product)).toMatchObject({ reserved: 0 });
    await shop.close();
  });
});
