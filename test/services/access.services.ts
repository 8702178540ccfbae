/** Attacks on every route, on MariaDB: `test/shop/access/walk.test.ts` makes the same ones on PostgreSQL. */
import { Kysely } from 'kysely';
import { EngineServer } from './support/engine-server';
import { onEngine } from './support/engines';
import { figure } from './support/test-folder';
import { Database } from '../../shop/adapters/database/connect';
import * as mysql from '../../shop/adapters/database/driver-mysql';
import { passwordSource } from '../../shop/adapters/database/password';
import { Schema } from '../../shop/adapters/database/schema';
import { DatabaseStore } from '../../shop/adapters/database/store';
import { output } from '../../shop/adapters/telemetry/log';
import { migrate } from '../../shop/migrations/runner';
import { openAccessShop } from '../shop/access/support/access-shop';
import { walkRights } from '../shop/access/support/rights';
import { walkSwaps } from '../shop/access/support/swaps';
import { Walk } from '../shop/access/support/walk';
import { buildWorld, World } from '../shop/access/support/world';
import { quickPasswords } from '../shop/presentation/storefront/support/sign-in';

onEngine('mariadb', ({ engine, server, onEnd }) => {
  let database: Database;
  let world: World;
  beforeEach(async () => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
    quickPasswords();
    database = await openDatabase(server());
    onEnd(async () => database.destroy());
    const store = new DatabaseStore(database);
    const shop = await openAccessShop(store);
    onEnd(async () => shop.close());
    world = await buildWorld(shop, store);
  });
  afterEach(() => jest.restoreAllMocks());

  test('an attacker gets from every route the answer of the table, and changes no data of others', async () => {
    const begun = performance.now();
    const { calls, failures } = await (await Walk.open(database, world)).run();
    const milliseconds = performance.now() - begun;
    figure(
      `${engine}: walk of ${world.shop.routes.length} routes, ${calls} calls, ${Math.round(milliseconds / 1_000)} s`,
    );
    expect(failures).toEqual([]);
  });

  test('every route works for those with the right proof', async () => {
    const { calls, failures } = await walkRights(world);
    figure(`${engine}: ${calls} calls with the right proof`);
    expect(failures).toEqual([]);
  });

  test('of 20 orders and 20 access tokens only pairs match', async () => {
    const { calls, opened, expected } = await walkSwaps(world);
    figure(`${engine}: ${calls} calls with swapped secrets`);
    expect(opened).toEqual(expected);
  });
});

async function openDatabase(server: EngineServer): Promise<Database> {
  const config = await server.createDatabase();
  const database = new Kysely<Schema>({
    dialect: mysql.createDialect({
      host: config.host,
      port: config.port,
      database: config.name,
      user: config.user,
      password: passwordSource(config),
      tls: false,
      poolSize: 4,
      connectTimeoutMs: 3_000,
      queryTimeoutMs: 10_000,
    }),
  });
  await migrate(database, { database: config.name });
  return database;
}
