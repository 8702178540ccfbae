import { DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler, QueryResult } from 'kysely';
import { connect, Database } from '../../../../shop/adapters/database/connect';
import { createDialect, engineFamily, poolOptions, typeCast } from '../../../../shop/adapters/database/driver-mysql';
import { DriverOptions } from '../../../../shop/adapters/database/driver-options';
import { familyOf, insertNew, productSearch } from '../../../../shop/adapters/database/engine';
import { Schema } from '../../../../shop/adapters/database/schema';
import { DatabaseStore } from '../../../../shop/adapters/database/store';
import { createApplicationUser } from '../../../../shop/migrations/application-user';
import { migrate } from '../../../../shop/migrations/runner';
import { MIGRATIONS } from '../../../../shop/migrations/version';

type Answer = { rows?: unknown[]; affected?: bigint } | Error | undefined;

/** Stand-in of a MySQL server with given answers. It records the statements. */
function mysqlDatabase(answer: (sql: string) => Answer = () => undefined): { database: Database; asked: string[] } {
  const asked: string[] = [];
  class Driver extends DummyDriver {
    async acquireConnection() {
      return {
        async executeQuery<R>({
          sql,
          parameters,
        }: {
          readonly sql: string;
          readonly parameters: readonly unknown[];
        }): Promise<QueryResult<R>> {
          asked.push(`${sql}${parameters.length > 0 ? ` ${JSON.stringify(parameters)}` : ''}`);
          const result = answer(sql);
          if (result instanceof Error) throw result;
          return { rows: (result?.rows ?? []) as R[], numAffectedRows: result?.affected ?? 1n };
        },
        async *streamQuery(): AsyncIterableIterator<never> {
          /* nothing streams */
        },
      };
    }
  }
  const database = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createDriver: () => new Driver(),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
  });
  return { database, asked };
}

const OPTIONS: DriverOptions = {
  host: '127.0.0.1',
  port: 1,
  database: 'shop',
  user: 'shop',
  password: async () => 'token',
  tls: true,
  poolSize: 1,
  connectTimeoutMs: 500,
  queryTimeoutMs: 500,
};

describe('MySQL and MariaDB', () => {
  test('are a separate engine family', () => {
    expect(engineFamily).toBe('mysql');
    expect(familyOf(mysqlDatabase().database)).toBe('mysql');
    const config = { host: 'h', port: 1, name: 'n', user: 'u', signIn: 'password', password: 'p', tls: false } as const;
    expect(() => connect({ ...config, engine: 'mariadb' })).toThrow('bundle');
  });

  test('a clear-text token is sent only over verified TLS', () => {
    expect(poolOptions(OPTIONS)).toMatchObject({
      enableCleartextPlugin: true,
      ssl: { rejectUnauthorized: true },
      timezone: 'Z',
      charset: 'utf8mb4_bin',
    });
    expect(poolOptions({ ...OPTIONS, certificateAuthorities: ['a', 'b'] }).ssl).toEqual({
      rejectUnauthorized: true,
      ca: ['a', 'b'],
    });
    expect(poolOptions({ ...OPTIONS, tls: false })).toMatchObject({ enableCleartextPlugin: false });
    expect(poolOptions({ ...OPTIONS, tls: false })).not.toHaveProperty('ssl');
  });

  test('values are returned in the types that the code expects', () => {
    const field = (type: string, text: string | null, length = 1) =>
      ({ type, length, string: () => text }) as unknown as Parameters<typeof typeCast>[0];
    const next = () => 'unchanged';
    expect(typeCast(field('TINY', '1'), next)).toBe(true);
    expect(typeCast(field('TINY', '0'), next)).toBe(false);
    expect(typeCast(field('TINY', null), next)).toBeNull();
    expect(typeCast(field('LONGLONG', '9007199254740991', 20), next)).toBe(9007199254740991);
    expect(typeCast(field('LONGLONG', null, 20), next)).toBeNull();
    expect(() => typeCast(field('LONGLONG', '9007199254740993', 20), next)).toThrow('does not fit');
    expect(typeCast(field('VAR_STRING', 'a', 20), next)).toBe('unchanged');
  });

  test('an unavailable server is reported without a wait', async () => {
    const database = new Kysely<Schema>({ dialect: createDialect(OPTIONS) });
    const store = new DatabaseStore(database, { retry: { unavailableMs: 0 } });
    await expect(store.read.catalogue.find('x')).rejects.toMatchObject({ problem: 'unavailable' });
    await store.close();
  });

  test('an insert of an existing key is no error, any other failure is', async () => {
    const failing = (errno: number) =>
      mysqlDatabase(() => Object.assign(new Error('x'), { errno, sqlState: '23000' })).database;
    const row = { product_id: 'p', on_hand: 1, reserved: 0, low_mark: 0 };
    expect(await insertNew(failing(1062), 'stock', row)).toBe(false);
    await expect(insertNew(failing(1406), 'stock', row)).rejects.toMatchObject({ errno: 1406 });
    const { database, asked } = mysqlDatabase();
    expect(await insertNew(database, 'stock', row)).toBe(true);
    expect(asked).toEqual([
      'insert into `stock` (`product_id`, `on_hand`, `reserved`, `low_mark`) values (?, ?, ?, ?) ["p",1,0,0]',
    ]);
  });

  test('a search uses the full-text index', async () => {
    const { database, asked } = mysqlDatabase(() => ({ rows: [] }));
    expect(productSearch(database, 'tea').matches.compile(database).sql).toBe(
      'match (name, description) against (? in natural language mode) > 0',
    );
    await new DatabaseStore(database).read.catalogue.search({ search: 'tea' });
    expect(asked[0]).toContain(
      'match (name, description) against (? in natural language mode) desc, `name`, `id` limit ?',
    );
  });

  test('a claim skips outbox messages that others have locked', async () => {
    const { database, asked } = mysqlDatabase((sql) =>
      sql.startsWith('select')
        ? {
            rows: [
              { id: 'a', kind: 'mail', payload: '{}', attempts: 0 },
              { id: 'b', kind: 'publish.orders', payload: '{}', attempts: 1 },
            ],
          }
        : undefined,
    );
    const claimed = await new DatabaseStore(database).transaction(async (unit) =>
      unit.outbox.claim(['mail', 'publish.orders'], 5),
    );
    expect(claimed.map(({ id, attempts }) => [id, attempts])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(asked[0]).toMatch(/limit \? for update skip locked/);
    expect(asked).toHaveLength(3);
  });

  describe('migrations', () => {
    test('run under a named lock, with an explicit character set', async () => {
      const { database, asked } = mysqlDatabase((sql) =>
        sql.includes('get_lock') ? { rows: [{ taken: 1 }] } : { rows: [] },
      );
      expect(
        await migrate(database, { database: 'shop', applicationUser: { name: 'shop', database: 'shop' } }),
      ).toEqual({ from: 0, to: MIGRATIONS.length });
      expect(asked.filter((sql) => sql.startsWith('create table')).every((sql) => sql.includes('utf8mb4_bin'))).toBe(
        true,
      );
      expect(asked[0]).toContain('get_lock');
      expect(asked.at(-1)).toContain('release_lock');
      expect(asked.filter((sql) => /^(create|alter) user |^grant /.test(sql))).toEqual([
        "create user if not exists 'shop'@'%' identified with AWSAuthenticationPlugin as 'RDS'",
        "alter user 'shop'@'%' require ssl",
        "grant select, insert, update, delete on `shop`.* to 'shop'@'%'",
      ]);
    });

    test('without the lock nothing is changed', async () => {
      const { database, asked } = mysqlDatabase(() => ({ rows: [{ taken: 0 }] }));
      await expect(migrate(database, { database: 'shop' })).rejects.toThrow('another migration');
      expect(asked).toHaveLength(1);
    });

    test('a local user has a password', async () => {
      const { database, asked } = mysqlDatabase();
      await createApplicationUser(database, { name: 'shop', database: 'shop', password: "it's" });
      expect(asked[0]).toBe("create user if not exists 'shop'@'%' identified by 'it''s'");
      await expect(
        createApplicationUser(database, { name: 'shop', database: 'shop', password: 'a\\b' }),
      ).rejects.toThrow('backslash');
    });
  });
});
