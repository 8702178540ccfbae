import { ALBResult, SQSBatchResponse } from 'aws-lambda';
import { ulid } from 'ulid';
import { onEachEngine } from './support/engines';
import { orderFor, ShopWorld } from './support/shop-world';
import { PAYMENT_SECRET } from './support/stand-ins';
import { figure } from './support/test-folder';
import { signatureHeader } from '../../shop/adapters/payment/signed-header';
import { loadBalancerEvent, sqsEvent } from '../shop/support/events';
import { captured } from '../shop/support/order-path';

const BUYERS = 200;
const STOCK = 50;
const ROUNDS = 10;
const PAYING_AT_ONCE = 32;
const PRICE = 1_000;

onEachEngine(({ engine, world: startWorld }) => {
  test.each([
    { share: 25, reserved: 13 },
    { share: 100, reserved: STOCK },
  ])(
    '200 buyers at once for 50 pieces, of which $share % may be reserved: $reserved are, and exactly 50 buyers get one',
    async ({ share, reserved }) => {
      // One environment with a separate connection for each buyer. No mails are sent: another test covers them.
      const environment = { MAIL_SENDER: '', RESERVABLE_SHARE: String(share) };
      const world = await startWorld({ processes: 2, environment });
      const { checks: books, functions } = world;
      await functions.load('order-processing', BUYERS);
      await functions.load('payment-verification', PAYING_AT_ONCE);
      const figures = { again: 0, ordering: 0, paying: 0 };
      const rounds: object[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const product = await books.addProduct({ onHand: STOCK, priceMinor: PRICE });
        const orderIds = Array.from({ length: BUYERS }, () => ulid());
        figures.ordering -= performance.now();
        const again = await Promise.all(orderIds.map(async (orderId, buyer) => order(world, product, orderId, buyer)));
        figures.again += again.reduce((sum, each) => sum + each, 0);
        figures.ordering += performance.now();
        const ordered = await shelf(world, product);
        figures.paying -= performance.now();
        await payAll(world, orderIds);
        figures.paying += performance.now();
        rounds.push({ ordered, paid: await shelf(world, product) });
      }
      const [ordering, paying] = [figures.ordering, figures.paying].map((milliseconds) =>
        Math.round(milliseconds / 1_000),
      );
      figure(
        `${engine}: 200 buyers at once, share ${share} %, ${ROUNDS} rounds: ordered in ${ordering} s, ` +
          `paid in ${paying} s, ${figures.again} deliveries came again`,
      );

      expect(rounds).toEqual(
        Array(ROUNDS).fill({
          ordered: { on_hand: STOCK, reserved, byLedger: reserved, states: { placed: BUYERS } },
          paid: { on_hand: 0, reserved: 0, byLedger: 0, states: { paid: STOCK, refund_due: BUYERS - STOCK } },
        }),
      );
      expect(await books.states()).toEqual({ paid: ROUNDS * STOCK, refund_due: ROUNDS * (BUYERS - STOCK) });
      const returned = await books.number("select count(*) as n from payment where state = 'refund_due'");
      expect(returned).toBe(ROUNDS * (BUYERS - STOCK));
      expect(await books.brokenLedger()).toEqual([]);
    },
  );
});

/** Redelivers failed messages, as the queue would; returns how often. */
async function order({ functions }: ShopWorld, product: string, orderId: string, environment: number): Promise<number> {
  const event = sqsEvent([orderFor(product, { orderId })]);
  const failed = async () =>
    (await functions.invoke<SQSBatchResponse>('order-processing', event, environment)).batchItemFailures.length > 0;
  let again = 0;
  while (await failed()) again += 1;
  return again;
}

/** Runs a number of tasks at a time: each free worker takes the next one. */
async function payAll({ functions }: ShopWorld, orderIds: readonly string[]): Promise<void> {
  const left = [...orderIds];
  await Promise.all(
    Array.from({ length: PAYING_AT_ONCE }, async (_, environment) => {
      for (let orderId = left.pop(); orderId !== undefined; orderId = left.pop()) {
        const body = Buffer.from(JSON.stringify(captured(orderId, PRICE)));
        const webhook = async () =>
          functions.invoke<ALBResult>(
            'payment-verification',
            loadBalancerEvent('POST', '/webhooks/payments/signed', {
              body,
              base64: true,
              headers: { 'x-payment-signature': signatureHeader(PAYMENT_SECRET, new Date(), body) },
            }),
            environment,
          );
        // Any other answer is repeated, as a provider does.
        while ((await webhook()).statusCode !== 200);
      }
    }),
  );
}

/** Stock on hand, pieces that the ledger has reserved or sold, and the states of the orders. */
async function shelf({ checks: books }: ShopWorld, product: string): Promise<object> {
  const [stock] = await books.rows(`select on_hand, reserved from stock where product_id = '${product}'`);
  const rows = await books.rows<{ state: string; n: number }>(`select o.state as state, count(*) as n
    from order_line l join orders o on o.id = l.order_id where l.product_id = '${product}' group by o.state`);
  const held = `select coalesce(sum(reserved_delta), 0) as n from stock_movement where product_id = '${product}'`;
  return {
    ...stock,
    byLedger: await books.number(held),
    states: Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)])),
  };
}
