import { ALBResult, SQSBatchResponse } from 'aws-lambda';
import { build } from 'esbuild';
import { ulid } from 'ulid';
import { EngineServer } from './support/engine-server';
import { onEachEngine } from './support/engines';
import { FunctionHost } from './support/function-host';
import { failures, percentile, startLoad } from './support/load';
import { orderFor } from './support/shop-world';
import { builtFile, figure, ROOT, until } from './support/test-folder';
import { loadBalancerEvent, sqsEvent } from '../shop/support/events';

const ROTATIONS = 5;
const READS_PER_SECOND = 60;
const ORDERS_PER_SECOND = 15;
/** Between two rotations, however long a busy machine takes for them. */
const READS_BETWEEN = 120;
const ORDERS_BETWEEN = 30;
/** So that a machine that is too slow for the rate is not flooded: what is tested here are rotations. */
const READS_AT_ONCE = 8;
const ORDERS_AT_ONCE = 4;
const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop-abcdef';
const MASTER = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:master-abcdef';

onEachEngine(({ engine, server, world: startWorld, onEnd }) => {
  test('five rotations of the password under load, each ending all sessions, fail no request', async () => {
    await bundle(server());
    const world = await startWorld();
    const { checks: books, cloud } = world;
    const product = await books.addProduct({ onHand: 10_000 });
    cloud.secrets.set(SECRET, books.config.password);
    const master = () => cloud.secrets.set(MASTER, JSON.stringify(server().administrator(books.config)));
    master();
    const shop = new FunctionHost(server().bundle, { ...world.environment, PASSWORD_SECRET: SECRET });
    const migrations = new FunctionHost(server().bundle, { ...world.environment, DATABASE_SECRET_ARN: MASTER });
    onEnd(async () => {
      await Promise.all([shop.kill(), migrations.kill()]);
    });

    const reads = startLoad(
      READS_PER_SECOND,
      async () =>
        (await shop.invoke<ALBResult>('rotating-shop', loadBalancerEvent('GET', `/api/products/${product}/stock`)))
          .statusCode,
      READS_AT_ONCE,
    );
    const takeOrder = async () => {
      const { batchItemFailures } = await shop.invoke<SQSBatchResponse>(
        'rotating-shop',
        sqsEvent([orderFor(product, { orderId: ulid() })]),
      );
      return batchItemFailures.length === 0 ? 200 : 500;
    };
    const orders = startLoad(ORDERS_PER_SECOND, takeOrder, ORDERS_AT_ONCE);
    const underLoad = async () => {
      const [read, ordered] = [reads.samples.length + READS_BETWEEN, orders.samples.length + ORDERS_BETWEEN];
      await until(() => reads.samples.length >= read && orders.samples.length >= ordered, 'answers since a rotation');
    };
    for (let rotation = 1; rotation <= ROTATIONS; rotation += 1) {
      await underLoad();
      await server().changePassword(books.config, books.config.user, `secret-${rotation}`);
      cloud.secrets.set(SECRET, `secret-${rotation}`);
      // Open connections stay signed in, so only a connection that signs in again shows the effect of a rotation.
      await server().disconnect(books.config, books.config.user);
      await server().changePassword(books.config, server().administrator(books.config).username, `master-${rotation}`);
      master();
      expect(await migrations.invoke<SQSBatchResponse>('migrations', sqsEvent([{}]))).toEqual({
        batchItemFailures: [],
      });
    }
    await underLoad();
    const [readSamples, orderSamples] = await Promise.all([reads.stop(), orders.stop()]);
    figure(
      `${engine}: ${ROTATIONS} rotations under load: ${readSamples.length} reads, ${orderSamples.length} orders, ` +
        `failed ${JSON.stringify([failures(readSamples), failures(orderSamples)])}, ` +
        `slowest ${percentile([...readSamples, ...orderSamples], 1)} ms`,
    );

    expect(shop.troubles).toEqual([]);
    expect([failures(readSamples), failures(orderSamples)]).toEqual([{}, {}]);
    expect(shop.alive).toBe(true);
    expect(await books.states()).toEqual({ placed: orderSamples.length });
    expect(await books.brokenLedger()).toEqual([]);
  });
});

/** With the driver of the engine, as `shop/bundle.mjs` chooses it. */
async function bundle(server: EngineServer): Promise<void> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/services/support/rotating-shop.ts'],
    outfile: builtFile('functions', server.bundle, 'rotating-shop', 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['pg-native'],
    tsconfigRaw: {},
    logLevel: 'error',
    plugins: [
      {
        name: 'driver',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\/driver$/ }, ({ resolveDir }) => ({
            path: `${resolveDir}/driver-${server.bundle}.ts`,
          })),
      },
    ],
  });
}
