import { ulid } from 'ulid';
import { testStorefront } from './support/storefront';
import { SessionStore } from '../../../../shop/application/accounts/session-store';
import { cancelOrder } from '../../../../shop/application/orders/cancel-order';
import { hashToken } from '../../../../shop/domain/accounts/session';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('missing rows', () => {
  let database: TestShopDatabase;
  useShop((ready) => {
    database = ready;
  });

  test('a missing order cannot be cancelled, and a missing session is not read', async () => {
    const { store, cache } = testStorefront(database.store);
    expect(await cancelOrder(store, ulid())).toBeUndefined();
    expect(await new SessionStore(store, cache).read(hashToken('x'))).toBeUndefined();
  });
});
