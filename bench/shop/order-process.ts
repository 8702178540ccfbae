/**
 * Places orders through the function's handler and as plain statements. Runs in a separate process, which receives the
 * database and reports the measurements.
 */
import { Client } from 'pg';
import { ulid } from 'ulid';
import { OrderRun, OrderTimes } from './order-run';
import { record, Statement } from './record';
import { loadConfig } from '../../shop/adapters/configuration/load-config';
import { DatabaseConfig } from '../../shop/adapters/configuration/shop-config';
import { connect } from '../../shop/adapters/database/connect';
import { DatabaseStore } from '../../shop/adapters/database/store';
import { EncryptedAccessCopies } from '../../shop/adapters/secrets/order-access-copies';
import { log, output } from '../../shop/adapters/telemetry/log';
import { OutboxRelay } from '../../shop/application/outbox/outbox-relay';
import { newAccessToken } from '../../shop/domain/orders/order-access';
import { createHandler } from '../../shop/handlers/order-processing';
import { Store } from '../../shop/ports/store';
import { sqsEvent } from '../../test/shop/support/events';

type Process = (orders: readonly string[]) => Promise<void>;
type Sides<T> = Record<'shop' | 'other' | 'control', T>;

process.once('message', (message) => {
  run(message as OrderRun).then(
    (times) => process.send?.(times),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

/** Runs batches in turns. Before the first round all run until they are compiled. */
async function run({ database, products, rounds, batches, batch }: OrderRun): Promise<OrderTimes> {
  const store = new DatabaseStore(connect(database, { poolSize: 1 }));
  const direct = await connectDirectly(database);
  const handler = throughHandler(store, products);
  const model = ulid();
  const statements = await record(async () => handler([model]));
  const other = directly(direct, model, statements);
  await check(direct, handler, other);
  const measured: Sides<number[]> = { shop: [], other: [], control: [] };
  for (let round = -1; round < rounds; round++) {
    const times = await inTurns({ shop: handler, other, control: other }, batches, batch);
    if (round < 0) continue;
    for (const key of ['shop', 'other', 'control'] as const) measured[key].push((batches * batch * 1_000) / times[key]);
  }
  await direct.end();
  await store.close();
  return { ...measured, statements: statements.length };
}

async function inTurns(sides: Sides<Process>, batches: number, size: number): Promise<Sides<number>> {
  const times = { shop: 0, other: 0, control: 0 };
  const order = Object.keys(sides) as (keyof typeof sides)[];
  for (let batch = 0; batch < batches; batch++) {
    for (const key of batch % 2 === 0 ? order : [...order].reverse()) {
      const ids = Array.from({ length: size }, () => ulid());
      const begun = performance.now();
      await sides[key](ids);
      times[key] += performance.now() - begun;
    }
  }
  return times;
}

/**
 * The function's handler on the real store. The delivery of outbox messages is not measured, and neither is the output
 * of the log.
 */
function throughHandler(store: Store, products: readonly string[]): Process {
  const config = loadConfig({ MAIL_SENDER: 'shop@example.com', SHOP_NAME: 'Shop' });
  output.line = () => undefined;
  const accessToken = newAccessToken();
  const handler = createHandler(() => ({
    config,
    store,
    migrations: { request: async () => undefined },
    clock: { now: () => new Date() },
    access: new EncryptedAccessCopies(async () => ['secret']),
    relay: new OutboxRelay({ store, log, kinds: [] }),
  }));
  return async (ids) => {
    const event = sqsEvent(
      ids.map((orderId) => ({
        orderId,
        // A different address for each order, because one address would not get mails for all.
        email: `${orderId.toLowerCase()}@example.com`,
        currency: 'EUR',
        address: { name: 'A Customer', line1: '1 Long Street', postalCode: '12345', city: 'Somewhere', country: 'DE' },
        lines: products.map((productId) => ({ productId, quantity: 1, priceMinor: 1_000 })),
        accessToken,
      })),
    );
    const { batchItemFailures } = await handler(event);
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} of ${ids.length} orders failed`);
  };
}

/**
 * The recorded statements with another order's id, in one transaction for each order. Nothing is parsed, priced,
 * rendered or logged.
 */
function directly(client: Client, model: string, statements: readonly Statement[]): Process {
  return async (ids) => {
    for (const id of ids) {
      const rename = (text: string) => text.replaceAll(model, id).replaceAll(model.toLowerCase(), id.toLowerCase());
      const renamed = (value: unknown) => (typeof value === 'string' ? rename(value) : value);
      for (const { text, values } of statements) await client.query(text, values.map(renamed));
    }
  };
}

/** Checks that both sides write the same rows. */
async function check(client: Client, handler: Process, other: Process): Promise<void> {
  const [one, two] = [ulid(), ulid()];
  await handler([one]);
  await other([two]);
  const counts = async (id: string) =>
    (
      await client.query(
        `
    select (select count(*) from orders where id = $1 and state = 'placed') as orders,
      (select count(*) from order_line where order_id = $1) as lines,
      (select count(*) from stock_movement where order_id = $1) as movements,
      (select count(*) from outbox where id like $1 || ':%') as messages`,
        [id],
      )
    ).rows;
  const [mine, theirs] = [JSON.stringify(await counts(one)), JSON.stringify(await counts(two))];
  if (mine !== theirs || mine.includes('"0"')) {
    throw new Error(
      `an order through the handler leaves ${mine}, one issued directly ${theirs}: they must be the same`,
    );
  }
}

async function connectDirectly({ host, port, name, user, password }: DatabaseConfig): Promise<Client> {
  const client = new Client({ host, port, database: name, user, password });
  await client.connect();
  return client;
}
