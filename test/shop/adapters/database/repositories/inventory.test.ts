import { ulid } from 'ulid';
import { Store } from '../../../../../shop/ports/store';
import { customerRow } from '../../../support/customers';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { writing } from '../../../support/writing';

describe('the repository of products', () => {
  let shop: TestShopDatabase;
  let store: Store;
  useShop((made) => {
    shop = made;
    store = made.store;
  });

  const customer = async (email?: string) => customerRow(store, email);

  test('a change needs the latest version of the product, and reserved pieces cannot be removed', async () => {
    const { id: by } = await customer();
    const seller = { id: ulid(), customerId: by, name: 'Seller' };
    await writing(store).sellers.insert(seller);
    const product = {
      id: ulid(),
      sku: ulid(),
      name: 'Tea',
      description: 'Green',
      priceMinor: 500,
      currency: 'EUR',
      active: true,
      sellerId: seller.id,
    };
    expect(await writing(store).inventory.insert({ product, lowMark: 3 })).toBe(true);
    expect(await writing(store).inventory.insert({ product: { ...product, id: ulid() }, lowMark: 3 })).toBe(false);
    expect(
      await writing(store).inventory.update(product.id, 1, {
        priceMinor: 600,
        imageKey: 'media/x.jpg',
        name: 'Tea 2',
        description: 'Black',
        active: false,
      }),
    ).toBe(true);
    expect(await writing(store).inventory.update(product.id, 1, { priceMinor: 700 })).toBe(false);
    await writing(store).inventory.recordPrice({
      productId: product.id,
      version: 2,
      priceMinor: 600,
      currency: 'EUR',
      changedBy: by,
      changedAt: new Date(0),
    });
    expect(await store.read.inventory.prices(product.id)).toEqual([
      { productId: product.id, version: 2, priceMinor: 600, currency: 'EUR', changedBy: by, changedAt: new Date(0) },
    ]);
    expect(await writing(store).inventory.adjust(product.id, 5)).toBe(true);
    await writing(store).stock.reserve(product.id, 4);
    expect(await writing(store).inventory.adjust(product.id, -2)).toBe(false);
    await writing(store).inventory.setLowMark(product.id, 1);
    expect(await store.read.inventory.list({ sellerId: seller.id, pageSize: 5 })).toEqual({
      articles: [
        {
          product: {
            ...product,
            name: 'Tea 2',
            description: 'Black',
            priceMinor: 600,
            active: false,
            imageKey: 'media/x.jpg',
            version: 2,
          },
          stock: { productId: product.id, onHand: 5, reserved: 4, lowMark: 1 },
        },
      ],
    });
    await shop.product();
    expect((await store.read.inventory.list({ pageSize: 1 })).nextPage).toBe(2);
  });
});
