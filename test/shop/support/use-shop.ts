import { startPostgres, TestPostgres } from './postgres';
import { shopDatabase, TestShopDatabase } from './shop-database';
import { output } from '../../../shop/adapters/telemetry/log';

/**
 * Gives the tests of a block a PostgreSQL with the shop's schema, and keeps the log quiet.
 *
 * @param use - receives the database before the first test
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

/**
 * Like `useShop`, with a new database for each test.
 *
 * @param use - receives the database and its server before each test
 */
export function useFreshShop(use: (shop: TestShopDatabase, server: TestPostgres) => void): void {
  let server: TestPostgres;
  let shop: TestShopDatabase;
  beforeAll(async () => {
    server = await startPostgres();
  });
  beforeEach(async () => {
    shop = await shopDatabase(server);
    use(shop, server);
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await shop.close();
  });
  afterAll(() => server.stop());
}
