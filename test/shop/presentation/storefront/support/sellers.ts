import { ulid } from 'ulid';
import { Staff } from './staff';
import { createProduct } from '../../../../../shop/application/inventory/products';
import { MediaStorage } from '../../../../../shop/ports/media';
import { Store } from '../../../../../shop/ports/store';

/** Has whatever it is asked for. */
export const EVERYWHERE: MediaStorage = {
  createUpload: async () => ({ url: 'https://media.example/', fields: {} }),
  exists: async () => true,
};

/** A product of a seller; returns its id. */
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
