import { AccessShop, openAccessShop } from './support/access-shop';
import { Walk } from './support/walk';
import { buildWorld, World } from './support/world';
import { FUNCTIONS } from '../../../shop/access/function-table';
import { ROUTES } from '../../../shop/access/route-table';
import { quickPasswords } from '../storefront/support/sign-in';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';

describe('a stranger', () => {
  let database: TestShopDatabase;
  useShop((made) => { database = made; });
  let shop: AccessShop;
  let world: World;
  beforeEach(async () => {
    quickPasswords();
    shop = await openAccessShop(database.store);
    world = await buildWorld(shop, database.store);
  });
  afterEach(async () => shop.close());

  test('gets from every route what the table says, and changes nothing of others', async () => {
    const walk = await Walk.open(database.database, world);
    const { calls, failures } = await walk.run();
    process.stdout.write(`walk: ${ROUTES.length} routes, ${FUNCTIONS.length} functions, ${calls} calls\n`);
    expect(failures).toEqual([]);
  }, 120_000);
});
