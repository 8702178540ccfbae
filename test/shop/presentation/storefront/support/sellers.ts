import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { signedIn, Staff } from './staff';
import { testStorefront } from './storefront';
import { createProduct } from '../../../../../shop/application/inventory/products';
import { MediaStorage } from '../../../../../shop/ports/media';
import { Store } from '../../../../../shop/ports/store';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';

/** A media store that has every picture. */
export const ANY_PICTURE: MediaStorage = {
  createUpload: async () => ({ url: 'https://media.example/', fields: {} }),
  exists: async () => true,
};

/** Stores a product of a seller; returns its id. */
export async function productOf(
  store: Store,
  owner: Staff,
  overrides: { readonly name?: string; readonly currency?: string } = {},
): Promise<string> {
  const id = ulid();
  await createProduct(
    store,
    { role: 'seller', customerId: owner.customerId, sellerId: owner.sellerId },
    {
      id,
      sku: `S-${id}`,
      name: 'Cup',
      description: 'A cup',
      priceMinor: 1290,
      currency: 'EUR',
      active: true,
      lowMark: 1,
      ...overrides,
    },
    new Date(),
  );
  return id;
}

/** The form of a new product, filled in. */
export const filled = (overrides: Readonly<Record<string, string>> = {}) => ({
  id: ulid(),
  sku: 'CUP-1',
  name: 'Cup',
  description: 'Line one\r\nLine two',
  price: '12,90',
  currency: 'eur',
  lowMark: '5',
  active: 'yes',
  ...overrides,
});

/** The form of a product's details, filled in. */
export const details = (overrides: Readonly<Record<string, string>> = {}) => ({
  version: '1',
  name: 'Cup',
  description: 'A cup',
  price: '12.90',
  active: 'yes',
  ...overrides,
});

export interface Market {
  readonly shop: TestShopDatabase;
  readonly app: FastifyInstance;
  readonly seller: Staff;
  readonly other: Staff;
  readonly admin: Staff;
}

/** An empty shop for each test, with two sellers and an administrator who are signed in. */
export function useMarket(use: (made: Market) => void): void {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });
  let app: FastifyInstance;
  beforeEach(async () => {
    await shop.query('truncate product, customer, outbox, inbox cascade');
    app = buildApp(testStorefront(shop.store, { media: ANY_PICTURE }));
    const [seller, other, admin] = [
      await signedIn(app, shop.store, 'seller'),
      await signedIn(app, shop.store, 'seller'),
      await signedIn(app, shop.store, 'admin'),
    ];
    use({ shop, app, seller, other, admin });
  });
  afterEach(async () => app.close());
}

/** Returns all rows that a refused request must not change. */
export async function everythingIn(shop: TestShopDatabase) {
  return shop.query(`select
    (select json_agg(p order by id) from product p) as products,
    (select json_agg(s order by product_id) from stock s) as stock,
    (select count(*) from stock_movement)::int as movements,
    (select count(*) from price_history)::int as prices,
    (select count(*) from outbox)::int as outbox`);
}
