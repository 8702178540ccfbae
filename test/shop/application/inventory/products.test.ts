import { ulid } from 'ulid';
import { countDelivery, setLowMark } from '../../../../shop/application/inventory/deliveries';
import { changeProduct, createProduct, ProductDraft } from '../../../../shop/application/inventory/products';
import { findManagedProduct, stockManagerOf } from '../../../../shop/application/inventory/stock-manager';
import { Role } from '../../../../shop/domain/accounts/customer';
import { StockManager } from '../../../../shop/domain/inventory/stock-manager';
import { startPostgres, TestPostgres } from '../../support/postgres';
import { shopDatabase, TestShopDatabase } from '../../support/shop-database';
import { writing } from '../../support/writing';

const NOW = new Date('2026-11-23T10:00:00.000Z');

describe('changes by sellers', () => {
  let server: TestPostgres;
  let shop: TestShopDatabase;
  beforeAll(async () => {
    server = await startPostgres();
    // Several connections, so that concurrent calls really run at once.
    shop = await shopDatabase(server, { poolSize: 5 });
  });
  afterAll(async () => {
    await shop.close();
    await server.stop();
  });

  let seller: StockManager;
  let other: StockManager;
  let admin: StockManager;
  beforeEach(async () => {
    await shop.query('truncate product, customer, outbox, inbox cascade');
    [seller, other, admin] = [await newManager('seller'), await newManager('seller'), await newManager('admin')];
  });

  async function newManager(role: Role): Promise<StockManager> {
    const id = ulid();
    await writing(shop.store).customers.insert({ id, email: `${id}@example.com`, name: 'K', role, locale: 'en' });
    if (role === 'seller') await writing(shop.store).sellers.insert({ id: ulid(), customerId: id, name: 'K' });
    const found = await stockManagerOf(shop.store.read, { id, role });
    if (!found) throw new Error('no stock manager');
    return found;
  }

  const draft = (overrides: Partial<ProductDraft> = {}): ProductDraft => ({
    id: ulid(),
    sku: `SKU-${ulid()}`,
    name: 'Cup',
    description: 'A cup',
    priceMinor: 1290,
    currency: 'EUR',
    active: true,
    lowMark: 2,
    ...overrides,
  });

  const made = async (by: StockManager = seller, overrides: Partial<ProductDraft> = {}): Promise<string> => {
    const product = draft(overrides);
    expect(await createProduct(shop.store, by, product, NOW)).toBe('created');
    return product.id;
  };

  const everything = async () =>
    shop.query(`select (select count(*) from outbox)::int as outbox,
    (select count(*) from price_history)::int as prices, (select count(*) from stock_movement)::int as movements,
    (select sum(version) from product)::int as versions, (select sum(on_hand) from stock)::int as on_hand`);

  test('a new product has no stock, a first price in the history, and invalidates cached lists', async () => {
    const product = draft();
    expect(await createProduct(shop.store, seller, product, NOW)).toBe('created');
    expect(await createProduct(shop.store, seller, product, NOW)).toBe('duplicate');
    const { lowMark, ...fields } = product;
    expect(await shop.store.read.catalogue.find(product.id)).toEqual({
      ...fields,
      version: 1,
      sellerId: (seller as { sellerId: string }).sellerId,
    });
    expect(await shop.store.read.stock.find(product.id)).toEqual({
      productId: product.id,
      onHand: 0,
      reserved: 0,
      lowMark,
    });
    expect(await shop.store.read.inventory.prices(product.id)).toEqual([
      {
        productId: product.id,
        version: 1,
        priceMinor: 1290,
        currency: 'EUR',
        changedBy: seller.customerId,
        changedAt: NOW,
      },
    ]);
    expect(await shop.query('select id, kind, payload::json as payload from outbox')).toEqual([
      {
        id: `${product.id}:invalidate:1`,
        kind: 'invalidate',
        payload: { scopes: [`product:${product.id}`, 'catalogue'] },
      },
    ]);
  });

  test("an article number belongs to one product, and an administrator creates the shop's products", async () => {
    const id = await made(admin, { sku: 'ONE' });
    expect((await shop.store.read.catalogue.find(id))?.sellerId).toBeUndefined();
    expect(await createProduct(shop.store, seller, draft({ sku: 'ONE' }), NOW)).toBe('sku taken');
    // Another seller's product with the same id does not count as a repetition.
    expect(await createProduct(shop.store, seller, draft({ id, sku: 'ONE' }), NOW)).toBe('sku taken');
    expect(await shop.query('select count(*)::int as n from product')).toEqual([{ n: 1 }]);
  });

  test("the history has changed prices with the product's new version, and no other changes", async () => {
    const id = await made();
    expect(await changeProduct(shop.store, seller, id, { version: 1, changes: { name: 'Mug' }, now: NOW })).toEqual({
      outcome: 'changed',
    });
    expect(
      await changeProduct(shop.store, seller, id, { version: 2, changes: { priceMinor: 1490, name: 'Mug' }, now: NOW }),
    ).toEqual({ outcome: 'changed' });
    expect(
      (await shop.store.read.inventory.prices(id)).map(({ version, priceMinor }) => [version, priceMinor]),
    ).toEqual([
      [3, 1490],
      [1, 1290],
    ]);
    expect(await shop.store.read.catalogue.find(id)).toMatchObject({ name: 'Mug', priceMinor: 1490, version: 3 });
    expect(await shop.query('select id from outbox order by id')).toEqual(
      [1, 2, 3].map((version) => ({ id: `${id}:invalidate:${version}` })),
    );
  });

  test('a change of an old version is refused with the current one; a repeated change has no effect', async () => {
    const id = await made();
    const change = { version: 1, changes: { priceMinor: 999 }, now: NOW };
    expect(await changeProduct(shop.store, admin, id, change)).toEqual({ outcome: 'changed' });
    expect(await changeProduct(shop.store, admin, id, change)).toEqual({ outcome: 'unchanged' });
    expect(
      await changeProduct(shop.store, seller, id, {
        version: 1,
        changes: { priceMinor: 888, active: false },
        now: NOW,
      }),
    ).toMatchObject({ outcome: 'stale', current: { priceMinor: 999, version: 2, active: true } });
    expect(await shop.store.read.inventory.prices(id)).toHaveLength(2);
    expect(await shop.store.read.catalogue.find(id)).toMatchObject({ priceMinor: 999, version: 2, active: true });
  });

  test('of two concurrent changes one is written, and the other is refused', async () => {
    const id = await made();
    const change = async (priceMinor: number) =>
      changeProduct(shop.store, seller, id, { version: 1, changes: { priceMinor }, now: NOW });
    const results = await Promise.all([101, 102, 103].map(change));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'stale', 'stale']);
    expect(await shop.store.read.inventory.prices(id)).toHaveLength(2);
  });

  test("another seller's product seems not to exist, and nothing is written", async () => {
    const id = await made(seller);
    const before = await everything();
    expect(await findManagedProduct(shop.store.read, other, id)).toBeUndefined();
    expect(await changeProduct(shop.store, other, id, { version: 1, changes: { priceMinor: 1 }, now: NOW })).toEqual({
      outcome: 'missing',
    });
    expect(await countDelivery(shop.store, other, { id: ulid(), productId: id, delta: 5 }, NOW)).toBe('missing');
    expect(await setLowMark(shop.store, other, id, 9)).toBe('missing');
    expect(await everything()).toEqual(before);
    const own = await made(admin);
    expect(await findManagedProduct(shop.store.read, seller, own)).toBeUndefined();
  });

  test('a customer manages no stock, and neither does a seller without a seller row', async () => {
    const id = ulid();
    expect(await stockManagerOf(shop.store.read, { id, role: 'customer' })).toBeUndefined();
    expect(await stockManagerOf(shop.store.read, { id, role: 'seller' })).toBeUndefined();
  });

  describe('the stock on hand', () => {
    const topics = async () =>
      (
        await shop.query<{ id: string; kind: string; payload: string }>(
          "select id, kind, payload from outbox where kind like 'publish%'",
        )
      ).map(({ id, kind, payload }) => ({ id, kind, ...(JSON.parse(payload) as object) }));
    const deliver = async (productId: string, delta: number, id = ulid()) =>
      countDelivery(shop.store, seller, { id, productId, delta }, NOW);

    test('a delivery is counted once, also after a double click', async () => {
      const id = await made();
      const delivery = ulid();
      const results = await Promise.all([1, 2, 3].map(async () => deliver(id, 7, delivery)));
      expect(results.sort()).toEqual(['done', 'duplicate', 'duplicate']);
      expect(await shop.store.read.stock.find(id)).toMatchObject({ onHand: 7 });
      expect(await shop.query('select order_id, kind, on_hand_delta, reserved_delta from stock_movement')).toEqual([
        { order_id: delivery, kind: 'restock', on_hand_delta: 7, reserved_delta: 0 },
      ]);
    });

    test('a correction never removes reserved pieces, and may be repeated with another number', async () => {
      const id = await made();
      await deliver(id, 5);
      await shop.query('update stock set reserved = 3 where product_id = $1', [id]);
      const delivery = ulid();
      expect(await deliver(id, -3, delivery)).toBe('reserved');
      expect(await shop.query('select count(*)::int as n from stock_movement')).toEqual([{ n: 1 }]);
      expect(await deliver(id, -2, delivery)).toBe('done');
      expect(await shop.store.read.stock.find(id)).toMatchObject({ onHand: 3, reserved: 3 });
    });

    test('notifies of a product back in stock after it was sold out, and of low stock after a correction', async () => {
      const id = await made();
      const first = ulid();
      await deliver(id, 3, first);
      expect(await topics()).toEqual([
        { id: `${id}:stock.back:${first}`, kind: 'stock.back', payload: { productId: id, available: 3 } },
      ]);
      await deliver(id, 1);
      expect(await topics()).toHaveLength(1);
      await deliver(id, -2);
      await deliver(id, -1);
      // One a day, because a second one would repeat the first.
      expect((await topics()).slice(1)).toEqual([
        { id: `${id}:stock.low:2026-11-23`, kind: 'stock.low', payload: { productId: id, available: 2, lowMark: 2 } },
      ]);
      expect(await setLowMark(shop.store, seller, id, 0)).toBe('done');
      expect(await shop.store.read.stock.find(id)).toMatchObject({ lowMark: 0 });
    });

    test('the number of pieces on hand is limited', async () => {
      const id = await made();
      await shop.query('update stock set on_hand = 1000000000 where product_id = $1', [id]);
      await expect(deliver(id, 1)).rejects.toThrow('at most 1000000000');
      expect(await shop.query('select count(*)::int as n from stock_movement')).toEqual([{ n: 0 }]);
    });
  });
});
