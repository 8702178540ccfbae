import { ulid } from 'ulid';
import { onEachEngine } from './support/engines';
import { orderFor } from './support/shop-world';
import { figure } from './support/test-folder';
import { oneToFive, repeated, shuffled } from './support/test-queue';

const ORDERS = 1_000;
const PRODUCTS = 20;

onEachEngine(({ engine, world: startWorld }) => {
  test('1,000 orders, delivered one to five times and shuffled, are charged and mailed once each', async () => {
    const world = await startWorld({ copies: oneToFive });
    const { checks: books, queues, cloud, provider, warehouse } = world;
    const products = await Promise.all(
      Array.from({ length: PRODUCTS }, async () => books.addProduct({ onHand: ORDERS })),
    );
    const orders = Array.from({ length: ORDERS }, (_, index) =>
      orderFor(products[index % PRODUCTS], { orderId: ulid(), quantity: 1 + (index % 3) }),
    );
    shuffled(orders).forEach((order) => queues.orders.send(JSON.stringify(order), oneToFive()));
    const delivered = queues.orders.length;
    const begun = performance.now();
    world.connect();
    await world.settle();
    figure(
      `${engine}: 1,000 orders in ${delivered} deliveries until the parcel ` +
        `in ${Math.round((performance.now() - begun) / 1_000)} s`,
    );

    expect(delivered).toBeGreaterThan(2 * ORDERS);
    expect(await books.states()).toEqual({ shipped: ORDERS });
    expect(await books.number('select count(distinct id) as n from orders')).toBe(ORDERS);
    expect(await books.number('select count(*) as n from order_line')).toBe(ORDERS);
    // Charges at the provider, and payments in the shop.
    expect([...provider.charges.values()].map(({ orderId }) => orderId).sort()).toEqual(
      orders.map(({ orderId }) => orderId).sort(),
    );
    expect(await books.number("select count(*) as n from payment where state = 'captured'")).toBe(ORDERS);
    expect(await books.number('select count(distinct order_id) as n from payment')).toBe(ORDERS);
    const charged = [...provider.charges.values()].reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    expect(await books.number('select sum(amount_minor) as n from payment')).toBe(charged);
    // One mail each for received, paid and shipped.
    const mails = cloud.mails.map(({ to, subject }) => `${to} ${subject}`);
    expect(repeated(mails)).toEqual([]);
    expect(repeated(cloud.mails.map(({ tag }) => tag))).toEqual([]);
    expect(mails).toHaveLength(3 * ORDERS);
    // Each link opens its order with the order's token, and no other order.
    const secrets = new Map(
      orders.map(({ orderId, accessToken, email }) => [email, [orderId, accessToken].join('&token=')]),
    );
    const linked = (text: string) => [...text.matchAll(/\/find-order\?order=(\S+)/g)].map(([, secret]) => secret);
    expect(cloud.mails.filter(({ to, text }) => linked(text).join() !== secrets.get(to))).toEqual([]);
    expect([...warehouse.parcels.values()].map(({ size }) => size)).toEqual(Array(ORDERS).fill(1));
    expect(await books.number('select count(*) as n from shipment')).toBe(ORDERS);
    expect(Object.values(queues).flatMap(({ deadLetters }) => deadLetters)).toEqual([]);
    expect(await books.brokenLedger()).toEqual([]);
    expect(await books.number('select sum(on_hand) as n from stock')).toBe(
      PRODUCTS * ORDERS - orders.reduce((sum, { lines }) => sum + lines[0].quantity, 0),
    );
  });
});
