import { connect } from '../../../shop/adapters/database/connect';
import { migrate, UnknownSchemaVersion } from '../../../shop/migrations/runner';
import { MIGRATIONS, LATEST_VERSION, schemaIsReady, schemaVersion } from '../../../shop/migrations/version';
import { startPostgres, TestPostgres } from '../support/postgres';

describe('migrations', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres({ shared: false });
  });
  afterAll(() => server.stop());

  test('versions count from 1 without gaps', () => {
    expect(MIGRATIONS.map((migration) => migration.version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });

  test('only tables are made in MySQL "if not exists": unlike MariaDB it knows that for no column and no index', () => {
    const statements = MIGRATIONS.map(({ mysql }) => mysql.replace(/^create table if not exists /, ''));
    expect(statements.filter((statement) => /\bif not exists\b/i.test(statement))).toEqual([]);
  });

  test('one of ten concurrent migrations works, nine have no effect', async () => {
    const config = await server.createDatabase();
    const results = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const database = connect(config, { queryTimeoutMs: 90_000 });
        try {
          return await migrate(database, { database: config.name, demoCatalogue: true });
        } finally {
          await database.destroy();
        }
      }),
    );
    expect(results.filter((result) => result.from === 0)).toHaveLength(1);
    expect(results.filter((result) => result.from === LATEST_VERSION)).toHaveLength(9);
    const [counts] = await server.query<Record<string, string>>(
      config,
      `select
      (select count(*) from schema_version where version > 0) as versions, (select count(*) from product) as products,
      (select sum(on_hand) from stock) as stock, (select sum(on_hand_delta) from stock_movement) as ledger`,
    );
    expect(counts).toEqual({
      versions: String(LATEST_VERSION),
      products: '8',
      stock: counts!.ledger,
      ledger: counts!.stock,
    });
  });

  test('a migration continues where a failed one ended, and repeats the failed statement', async () => {
    const config = await server.createDatabase();
    const database = connect(config);
    const broken = [
      ...MIGRATIONS.slice(0, 3),
      { version: 4, name: 'broken', postgres: 'create table oops (', mysql: '' },
    ];
    await expect(migrate(database, { database: config.name, migrations: broken })).rejects.toThrow('syntax error');
    expect(await schemaVersion(database)).toBe(3);
    expect(await schemaIsReady(database)).toBe(false);
    expect(await migrate(database, { database: config.name })).toEqual({ from: 3, to: LATEST_VERSION });
    expect(await schemaIsReady(database)).toBe(true);
    await database.destroy();
  });

  test('a newer schema is refused and not changed', async () => {
    const config = await server.createDatabase();
    const database = connect(config);
    await migrate(database, { database: config.name });
    await server.query(config, 'insert into schema_version values ($1, $2, now())', [
      LATEST_VERSION + 1,
      'from the future',
    ]);
    await expect(migrate(database, { database: config.name, demoCatalogue: true })).rejects.toThrow(
      UnknownSchemaVersion,
    );
    expect(await server.query(config, 'select 1 from product')).toEqual([]);
    expect(await schemaIsReady(database)).toBe(true);
    await database.destroy();
  });

  test('a deleted demonstration catalogue is not created again', async () => {
    const config = await server.createDatabase();
    const database = connect(config);
    const run = async () => migrate(database, { database: config.name, demoCatalogue: true });
    await run();
    await server.query(config, 'truncate product cascade');
    await run();
    expect(await server.query(config, 'select 1 from product')).toEqual([]);
    await database.destroy();
  });

  describe('the application user', () => {
    test('may change rows but no tables, and signs in by IAM where that exists', async () => {
      const config = await server.createDatabase();
      await server.query(config, 'create role rds_iam');
      const database = connect(config);
      await migrate(database, { database: config.name, applicationUser: { name: 'shop_iam', database: config.name } });
      await migrate(database, {
        database: config.name,
        applicationUser: { name: 'shop', database: config.name, password: "it's local" },
      });
      await database.destroy();

      const members = await server.query<{ member: string }>(
        config,
        `select m.rolname as member from pg_auth_members a
        join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member where r.rolname = 'rds_iam'`,
      );
      expect(members).toEqual([{ member: 'shop_iam' }]);

      const application = connect({ ...config, user: 'shop', password: "it's local" });
      await application
        .insertInto('product')
        .values({
          id: '01J8Z00000000000000000AAAA',
          sku: 'a',
          name: 'a',
          description: 'a',
          price_minor: 1,
          currency: 'EUR',
          active: true,
          version: 1,
          created_at: new Date(),
        })
        .execute();
      expect(await schemaVersion(application)).toBe(LATEST_VERSION);
      await expect(application.schema.dropTable('product').execute()).rejects.toThrow('must be owner');
      await expect(application.deleteFrom('schema_version').execute()).rejects.toThrow('permission denied');
      await application.destroy();
    });

    test('must have a plain name', async () => {
      const config = await server.createDatabase();
      const database = connect(config);
      const user = { name: 'shop"; drop table product; --', database: config.name };
      await expect(migrate(database, { database: config.name, applicationUser: user })).rejects.toThrow('plain name');
      await database.destroy();
    });
  });
});
