import { Client } from 'pg';
import { ulid } from 'ulid';
import { record, Statement } from './record';
import { compare, Result } from './result';
import { output } from '../../shop/adapters/log';
import { OutboxRelay } from '../../shop/adapters/outbox-relay';
import { DatabaseConfig, loadConfig } from '../../shop/config';
import { createHandler } from '../../shop/handlers/order-processing';
import { sqsEvent } from '../../test/shop/support/events';
import { startPostgres } from '../../test/shop/support/postgres';
import { shopDatabase, TestShopDatabase } from '../../test/shop/support/shop-database';

const BATCH = 10;
const BATCHES = 40;
const LINES = 2;

type Process = (orders: readonly string[]) => Promise<void>;

/** Batches in turns; before the first round both sides run until they are compiled. */
export async function orders(rounds: number): Promise<readonly Result[]> {
  const server = await startPostgres();
  const shop = await shopDatabase(server);
  const direct = await connectDirectly(shop.config);
  try {
    const products = await Promise.all(Array.from({ length: LINES }, async () => shop.product({ onHand: 1_000_000 })));
    const handler = throughHandler(shop, products);
    const model = ulid();
    const statements = await record(async () => handler([model]));
    const other = directly(direct, model, statements);
    await check(shop, handler, other);
    const measured = { shop: [] as number[], other: [] as number[], control: [] as number[] };
    for (let round = -1; round < rounds; round++) {
      const times = await inTurns({ shop: handler, other, control: other });
      if (round < 0) continue;
      for (const key of ['shop', 'other', 'control'] as const) measured[key].push(BATCHES * BATCH * 1_000 / times[key]);
    }
    return [compare(`batches of ${BATCH}, ${statements.length} statements each`, measured, { least: 0.7 }, (value) => `${value.toFixed(0)} /s`)];
  } finally {
    await direct.end();
    await shop.close();
    await server.stop();
  }
}

async function inTurns(sides: Record<'shop' | 'other' | 'control', Process>): Promise<Record<'shop' | 'other' | 'control', number>> {
  const times = { shop: 0, other: 0, control: 0 };
  const order = Object.keys(sides) as (keyof typeof sides)[];
  for (let batch = 0; batch < BATCHES; batch++) {
    for (const key of batch % 2 === 0 ? order : [...order].reverse()) {
      const ids = Array.from({ length: BATCH }, () => ulid());
      const begun = performance.now();
      await sides[key](ids);
      times[key] += performance.now() - begun;
    }
  }
  return times;
}

/** The function's own handler over the real store. What goes out is the relay's and is not measured; nor is where the log's lines end. */
function throughHandler(shop: TestShopDatabase, products: readonly string[]): Process {
  const config = loadConfig({ MAIL_SENDER: 'shop@example.com', SHOP_NAME: 'Shop' });
  output.line = () => undefined;
  const handler = createHandler(() => ({
    config,
    store: shop.store,
    migrations: { request: async () => undefined },
    clock: { now: () => new Date() },
    relay: new OutboxRelay({ store: shop.store, kinds: [] }),
  }));
  return async (ids) => {
    const event = sqsEvent(ids.map((orderId) => ({
      orderId,
      email: 'customer@example.com',
      currency: 'EUR',
      address: { name: 'A Customer', line1: '1 Long Street', postalCode: '12345', city: 'Somewhere', country: 'DE' },
      lines: products.map((productId) => ({ productId, quantity: 1, priceMinor: 1_000 })),
    })));
    const { batchItemFailures } = await handler(event);
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} of ${ids.length} orders failed`);
  };
}

/** The recorded statements with another order's id, one transaction an order. Nothing is parsed, priced, rendered or logged. */
function directly(client: Client, model: string, statements: readonly Statement[]): Process {
  return async (ids) => {
    for (const id of ids) {
      const renamed = (value: unknown) => (typeof value === 'string' ? value.replaceAll(model, id) : value);
      for (const { text, values } of statements) await client.query(text, values.map(renamed));
    }
  };
}

/** Both sides leave the same rows. */
async function check(shop: TestShopDatabase, handler: Process, other: Process): Promise<void> {
  const [one, two] = [ulid(), ulid()];
  await handler([one]);
  await other([two]);
  const counts = async (id: string) => shop.query(`
    select (select count(*) from orders where id = $1 and state = 'placed') as orders, (select count(*) from order_line where order_id = $1) as lines,
      (select count(*) from stock_movement where order_id = $1) as movements, (select count(*) from outbox where id like $1 || ':%') as effects`, [id]);
  const [mine, theirs] = [JSON.stringify(await counts(one)), JSON.stringify(await counts(two))];
  if (mine !== theirs || mine.includes('"0"')) throw new Error(`an order through the handler leaves ${mine}, one issued directly ${theirs}: they must be the same`);
}

async function connectDirectly({ host, port, name, user, password }: DatabaseConfig): Promise<Client> {
  const client = new Client({ host, port, database: name, user, password });
  await client.connect();
  return client;
}
