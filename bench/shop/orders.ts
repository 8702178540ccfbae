import { once } from 'events';
import { start } from './compiled';
import { OrderRun, OrderTimes } from './order-run';
import { compare, Result } from './result';
import { startPostgres } from '../../test/shop/support/postgres';
import { shopDatabase } from '../../test/shop/support/shop-database';

const BATCH = 10;
const BATCHES = 40;
const LINES = 2;

/** Compares the handler, which also parses, prices, renders the mail and logs, with its plain statements. */
export async function orders(rounds: number): Promise<readonly Result[]> {
  const server = await startPostgres();
  const shop = await shopDatabase(server);
  const child = start('order-process');
  try {
    const products = await Promise.all(Array.from({ length: LINES }, async () => shop.product({ onHand: 1_000_000 })));
    const run: OrderRun = { database: shop.config, products, rounds, batches: BATCHES, batch: BATCH };
    child.send(run);
    const [times] = (await Promise.race([once(child, 'message'), ended(child)])) as [OrderTimes];
    return [
      compare(
        `batches of ${BATCH}, ${times.statements} statements each`,
        times,
        { least: 0.7 },
        (value) => `${value.toFixed(0)} /s`,
      ),
    ];
  } finally {
    child.kill('SIGKILL');
    await shop.close();
    await server.stop();
  }
}

async function ended(child: ReturnType<typeof start>): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the process that places orders ended with ${code}`);
}
