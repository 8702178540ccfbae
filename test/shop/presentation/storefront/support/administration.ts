import { FastifyInstance } from 'fastify';
import { signedIn, Staff } from './staff';
import { testStorefront, TestStorefront } from './storefront';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';

export interface Administration {
  readonly shop: TestShopDatabase;
  readonly storefront: TestStorefront;
  readonly app: FastifyInstance;
  readonly admin: Staff;
}

/** An empty shop for each test, with an administrator who is signed in. */
export function useAdministration(use: (made: Administration) => void): void {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });
  let app: FastifyInstance;
  beforeEach(async () => {
    await shop.query('truncate product, customer, orders, outbox, inbox, campaign, payment, webhook_event cascade');
    const storefront = testStorefront(shop.store);
    app = buildApp(storefront);
    use({ shop, storefront, app, admin: await signedIn(app, shop.store, 'admin') });
  });
  afterEach(async () => app.close());
}
