import { startPostgres, TestPostgres } from './postgres';
import { shopDatabase, TestShopDatabase } from './shop-database';
import { output } from '../../../shop/adapters/log';

/**
 * Gives the tests of a block a PostgreSQL with the shop's schema, and keeps the log quiet.
 *
 * @param use is handed the database before the first test
 */
export function useShop(use: (shop: TestShopDatabase) => void): void {
  let server: TestPostgres;
  let shop: TestShopDatabase;
  beforeAll(async () => {
    server = await startPostgres();
    shop = await shopDatabase(server);
    use(shop);
  });
  beforeEach(() => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await shop.close();
    await server.stop();
  });
}
