import { SQSBatchResponse } from 'aws-lambda';
import { ulid } from 'ulid';
import { onEachEngine } from './support/engines';
import { figure } from './support/place';
import { orderFor } from './support/shop-world';
import { sqsEvent } from '../shop/support/events';

const BUYERS = 200;
const STOCK = 50;
const ROUNDS = 20;

onEachEngine(({ engine, world: startWorld }) => {
  test('200 buyers at once for a stock of 50, 20 rounds: exactly 50 get one each round', async () => {
    // One environment with a connection of its own for each buyer. Nobody is mailed: that is another test's.
    const world = await startWorld({ processes: 2, environment: { MAIL_SENDER: '' } });
    const { books, functions } = world;
    await functions.load('order-processing', BUYERS);
    let again = 0;
    const rounds: object[] = [];
    const begun = Date.now();
    for (let round = 0; round < ROUNDS; round += 1) {
      const product = await books.addProduct({ onHand: STOCK });
      const buy = async (_: unknown, buyer: number): Promise<void> => {
        const event = sqsEvent([orderFor(product, { orderId: ulid() })]);
        // What failed comes again, as the queue would bring it.
        while ((await functions.invoke<SQSBatchResponse>('order-processing', event, buyer)).batchItemFailures.length > 0) again += 1;
      };
      await Promise.all(Array.from({ length: BUYERS }, buy));
      const [stock] = await books.rows<{ on_hand: number; reserved: number }>(`select on_hand, reserved from stock where product_id = '${product}'`);
      const committed = `from order_line join orders on orders.id = order_line.order_id where order_line.product_id = '${product}' and orders.state`;
      rounds.push({
        ...stock,
        byCommittedOrders: await books.number(`select sum(quantity) as n ${committed} = 'placed'`),
        rejected: await books.number(`select count(*) as n ${committed} = 'rejected'`),
      });
    }
    figure(`${engine}: 200 buyers at once, 20 rounds in ${Math.round((Date.now() - begun) / 1_000)} s, ${again} deliveries came again`);

    expect(rounds).toEqual(Array(ROUNDS).fill({ on_hand: STOCK, reserved: STOCK, byCommittedOrders: STOCK, rejected: BUYERS - STOCK }));
    expect(await books.states()).toEqual({ placed: ROUNDS * STOCK, rejected: ROUNDS * (BUYERS - STOCK) });
    expect(await books.brokenLedger()).toEqual([]);
  });
});
