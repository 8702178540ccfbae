import { ulid } from 'ulid';
import { mergeCarts, restoreRejected, removeOrdered } from '../../../../shop/application/carts/cart';
import { MAXIMUM_LINES } from '../../../../shop/domain/orders/order-message';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const NOW = new Date('2026-11-23T10:00:00.000Z');

describe('a cart and the orders that come from it', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  /** Product and quantity of each line. */
  type Lines = readonly (readonly [product: string, quantity: number])[];
  const toLines = (lines: Lines, priceMinor = 1_000) =>
    lines.map(([productId, quantity]) => ({ productId, quantity, priceMinor }));

  const cartOf = async (lines: Lines, customerId?: string) => {
    const id = ulid();
    const { carts } = writing(shop.store);
    await carts.insert({ id, customerId, touchedAt: NOW });
    for (const line of toLines(lines)) await carts.putLine(id, line, NOW);
    return id;
  };
  const linesOf = async (id: string) =>
    (await shop.store.read.carts.find(id))?.lines.map(({ productId, quantity }) => [productId, quantity]).sort() ?? [];
  const take = async (id: string, ordered: Lines) =>
    shop.store.transaction(async (unit) => removeOrdered(unit, (await unit.carts.find(id))!, toLines(ordered), NOW));
  const back = async (owner: Parameters<typeof restoreRejected>[1], lines: Lines, priceMinor?: number) =>
    shop.store.transaction(async (unit) => restoreRejected(unit, owner, toLines(lines, priceMinor), NOW));
  const products = async (count: number) =>
    (await Promise.all(Array.from({ length: count }, async () => shop.product()))).sort();

  test('only ordered pieces are removed: other products and additional pieces stay', async () => {
    const [one, two, three] = await products(3);
    const cart = await cartOf([
      [one, 2],
      [two, 5],
      [three, 1],
    ]);
    await take(cart, [
      [one, 2],
      [two, 3],
    ]);
    expect(await linesOf(cart)).toEqual([
      [two, 2],
      [three, 1],
    ]);
  });

  test('ordered pieces that are no longer in the cart cause no error', async () => {
    const [one, two] = await products(2);
    const cart = await cartOf([[one, 1]]);
    await take(cart, [
      [one, 5],
      [two, 1],
    ]);
    expect(await linesOf(cart)).toEqual([]);
  });

  test.each([
    [[3, 2], 4, []],
    [[2, 3], 4, []],
    [[1, 2], 4, [1]],
    [[4, 4], 4, []],
  ])('two concurrent orders of %j pieces leave of %s pieces %j', async (ordered, present, left) => {
    const [product] = await products(1);
    const cart = await cartOf([[product, present]]);
    await take(
      cart,
      ordered.map((quantity) => [product, quantity] as const),
    );
    expect(await linesOf(cart)).toEqual(left.map((quantity) => [product, quantity]));
  });

  test("lines of a rejected order are restored at today's price, in addition to new ones", async () => {
    const [one, two, three] = await products(3);
    const cart = await cartOf([
      [one, 1],
      [three, 1],
    ]);
    await back(
      { cartId: cart },
      [
        [one, 2],
        [two, 4],
      ],
      1_500,
    );
    expect(await linesOf(cart)).toEqual(
      [
        [one, 3],
        [two, 4],
        [three, 1],
      ].sort(),
    );
    const { lines } = (await shop.store.read.carts.find(cart))!;
    const prices = lines.map(({ productId, priceMinor }) => [productId, priceMinor]);
    expect(prices.sort()).toEqual(
      [
        [one, 1_500],
        [two, 1_500],
        [three, 1_000],
      ].sort(),
    );
  });

  test('a cart has at most what one order may have: 99 pieces of a product, and 50 products', async () => {
    const many = await products(MAXIMUM_LINES + 2);
    const cart = await cartOf(many.slice(0, MAXIMUM_LINES - 1).map((product) => [product, 60]));
    await back({ cartId: cart }, [
      [many[0], 60],
      [many[MAXIMUM_LINES - 1], 1],
      [many[MAXIMUM_LINES], 1],
    ]);
    const lines = await linesOf(cart);
    expect(lines).toHaveLength(MAXIMUM_LINES);
    expect(lines).toContainEqual([many[0], 99]);
    expect(lines).toContainEqual([many[MAXIMUM_LINES - 1], 1]);
  });

  test("lines are restored into the customer's cart, or into the guest's", async () => {
    const [product] = await products(1);
    const customerId = ulid();
    const email = `${customerId}@example.com`;
    await writing(shop.store).customers.insert({ id: customerId, email, name: 'Ada', role: 'customer', locale: 'en' });
    const [own, guest] = [await cartOf([], customerId), await cartOf([])];
    await back({ customerId, cartId: guest }, [[product, 1]]);
    expect([await linesOf(own), await linesOf(guest)]).toEqual([[[product, 1]], []]);
    await back({ cartId: guest }, [[product, 2]]);
    expect(await linesOf(guest)).toEqual([[product, 2]]);
    // Without a cart, as for an API client, nothing is restored.
    await back({}, [[product, 3]]);
    await back({ cartId: ulid(), customerId: ulid() }, [[product, 3]]);
  });

  test('a guest who signs in before the rejection finds the lines in the merged cart', async () => {
    const [product] = await products(1);
    const customerId = ulid();
    await writing(shop.store).customers.insert({
      id: customerId,
      email: `${customerId}@example.com`,
      name: 'Ada',
      role: 'customer',
      locale: 'en',
    });
    const cart = await cartOf([[product, 2]]);
    await take(cart, [[product, 2]]);
    await shop.store.transaction(async (unit) => mergeCarts(unit, cart, customerId, NOW));
    await back({ cartId: cart }, [[product, 2]]);
    const found = await shop.store.read.carts.findByCustomer(customerId);
    expect(found?.lines).toMatchObject([{ productId: product, quantity: 2 }]);
  });
});
