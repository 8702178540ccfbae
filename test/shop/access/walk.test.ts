import { AccessShop, openAccessShop } from './support/access-shop';
import { walkRights } from './support/rights';
import { walkSwaps } from './support/swaps';
import { Walk } from './support/walk';
import { buildWorld, World } from './support/world';
import { FUNCTIONS } from '../../../shop/access/function-table';
import { quickPasswords } from '../presentation/storefront/support/sign-in';
import { TestShopDatabase } from '../support/shop-database';
import { useFreshShop } from '../support/use-shop';

describe('an attacker', () => {
  let database: TestShopDatabase;
  useFreshShop((made) => {
    database = made;
  });
  let shop: AccessShop;
  let world: World;
  beforeEach(async () => {
    quickPasswords();
    shop = await openAccessShop(database.store);
    world = await buildWorld(shop, database.store);
  });
  afterEach(async () => shop.close());

  test('gets from every route the answer of the table, and changes no data of others', async () => {
    const walk = await Walk.open(database.database, world);
    const { calls, failures } = await walk.run();
    process.stdout.write(`walk: ${shop.routes.length} routes, ${FUNCTIONS.length} functions, ${calls} calls\n`);
    expect(failures).toEqual([]);
  }, 600_000);

  test('does not stop callers with the right proof: every route works for them', async () => {
    const { calls, failures } = await walkRights(world);
    process.stdout.write(`rights: ${calls} calls\n`);
    expect(failures).toEqual([]);
  }, 600_000);

  test('opens no order with the token of another: of 20 orders and 20 tokens only pairs match', async () => {
    const { calls, opened, expected } = await walkSwaps(world);
    process.stdout.write(`swaps: ${calls} calls\n`);
    expect(opened).toEqual(expected);
  }, 600_000);
});
