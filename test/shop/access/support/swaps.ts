/** Requests of many orders with the access token of each. */
import { Client } from './client';
import { order, World } from './world';

const ORDERS = 20;

/** @returns every pair of order and token that opened, by their positions in the list */
export async function walkSwaps(
  world: World,
): Promise<{ readonly calls: number; readonly opened: readonly string[]; readonly expected: readonly string[] }> {
  const { shop, store, goods } = world;
  const secrets = [];
  for (let index = 0; index < ORDERS; index += 1) {
    secrets.push(await order(shop, store, { product: goods, email: `swap${index}@example.com`, mark: 'Typed' }));
  }
  const client = new Client(shop);
  const opened: string[] = [];
  for (const [row, { id }] of secrets.entries()) {
    for (const [column, { token }] of secrets.entries()) {
      const answers = await Promise.all([
        client.ask({ method: 'GET', path: `/api/orders/${id}`, identity: { bearer: token } }),
        client.ask({ method: 'GET', path: `/orders/${id}`, identity: { orders: [{ id, token }] } }),
        client.ask({
          method: 'GET',
          path: `/webhooks/payments/demo/checkout/${id}`,
          identity: { orders: [{ id, token }] },
        }),
        client.ask({ method: 'GET', path: '/find-order', query: { order: id, token } }),
      ]);
      answers.forEach(({ status }, way) => {
        if (status !== 404) opened.push(`${way}: ${row} by ${column}: ${status}`);
      });
    }
  }
  client.close();
  const expected = secrets.flatMap((_, each) =>
    [200, 200, 200, 303].map((status, way) => `${way}: ${each} by ${each}: ${status}`),
  );
  return { calls: client.calls, opened, expected };
}
