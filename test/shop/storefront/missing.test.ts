import { ulid } from 'ulid';
import { testStorefront } from './support/storefront';
import { hashToken } from '../../../shop/domain/accounts/session';
import { cancelOrder } from '../../../shop/domain/cancel-order';
import { SessionStore } from '../../../shop/storefront/session-store';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';

describe('what is not in the database', () => {
  let database: TestShopDatabase;
  useShop((ready) => {
    database = ready;
  });

  test('an order that is not there cannot be cancelled, and a session that is not there is not read', async () => {
    const { store, cache } = testStorefront(database.store);
    expect(await cancelOrder(store, ulid())).toBeUndefined();
    expect(await new SessionStore(store, cache).read(hashToken('x'))).toBeUndefined();
  });
});
