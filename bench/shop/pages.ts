import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { join } from 'path';
import { start } from './compiled';
import { Answered, Load, PageSpec, Serve } from './page-spec';
import { record } from './record';
import { compare, Result } from './result';
import { DatabaseConfig } from '../../shop/adapters/configuration/shop-config';
import { Store } from '../../shop/ports/store';
import { databaseEnvironment, startPostgres } from '../../test/shop/support/postgres';
import { shopDatabase, TestShopDatabase } from '../../test/shop/support/shop-database';
import { freePort, ROOT, until } from '../../test/shop/support/web-process';

const CONNECTIONS = 16;
const POOL_SIZE = 10;
const PAGE_SIZE = 24;
const PRODUCTS = 500;
const SHOP_NAME = 'Bean & Leaf';

type Servers = Readonly<Record<'warm' | 'off' | 'bare' | 'control', number>>;

/**
 * With a warm cache at least as fast as a server that queries the database each time; without any copies at least half
 * as fast.
 */
export async function pages(rounds: number): Promise<readonly Result[]> {
  const postgres = await startPostgres();
  const children: ChildProcess[] = [];
  try {
    const shop = await shopDatabase(postgres);
    const specs = await catalogueOf(shop);
    const serve = { database: shop.config, poolSize: POOL_SIZE, shopName: SHOP_NAME, pages: specs };
    const [warm, off, bare, control] = [
      await startShop(shop.config, {}),
      await startShop(shop.config, { CACHE_HOST: 'off' }),
      await startBare(serve),
      await startBare(serve),
    ];
    const load = start('load');
    children.push(warm.child, off.child, bare.child, control.child, load);
    await shop.close();
    const ports = { warm: warm.port, off: off.port, bare: bare.port, control: control.port };
    for (const page of specs) await checkSameBytes(page, ports);
    return (await measure(rounds, specs, ports, load)).flatMap(({ page, values }) => {
      const others = { other: values.bare, control: values.control };
      const show = (value: number) => `${value.toFixed(0)} /s`;
      return [
        compare(`${page.name}, cache warm`, { ...others, shop: values.warm }, { least: 1 }, show),
        compare(`${page.name}, cache off`, { ...others, shop: values.off }, { least: 0.5 }, show),
      ];
    });
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await postgres.stop();
  }
}

/** Creates a catalogue of more than one page; returns the shop's statements for each kind of page. */
async function catalogueOf(shop: TestShopDatabase): Promise<readonly PageSpec[]> {
  await shop.query(`insert into product (id, sku, name, description, price_minor, currency, active, version, created_at)
    select '01J8Z0000000000000000' || to_char(n, 'FM00000'), 'SKU-' || n,
      'Product no. ' || n || (case when n % 10 = 0 then ' kettle' else ' "& more"' end),
      'What there is to say about product ' || n ||
        ': it is made of steel, works on every hob and comes in a box of cardboard.',
      500 + n, 'EUR', true, 1, now()
    from generate_series(1, ${PRODUCTS}) n`);
  await shop.query('insert into stock (product_id, on_hand, reserved, low_mark) select id, 50, 0, 5 from product');
  await shop.query('analyze product');
  const { read } = shop.store;
  const [{ id }] = (await read.catalogue.search({ pageSize: 1 })).products;
  const list = { pageSize: PAGE_SIZE };
  const spec = async (
    name: string,
    path: string,
    search: string,
    work: (store: Store['read']) => Promise<unknown>,
  ): Promise<PageSpec> => ({
    ...list,
    name,
    path,
    search,
    statements: await record(async () => work(read)),
  });
  return [
    await spec('catalogue', '/', '', async ({ catalogue }) => catalogue.search({ ...list, page: 1 })),
    await spec('search', '/?q=kettle', 'kettle', async ({ catalogue }) =>
      catalogue.search({ ...list, page: 1, search: 'kettle' }),
    ),
    await spec('product', `/products/${id}`, '', async ({ catalogue, stock }) => {
      await catalogue.find(id);
      await stock.find(id);
    }),
  ];
}

/**
 * Measures in turns, and each round in reverse order, so that other work of the machine affects all in the same way.
 */
async function measure(rounds: number, specs: readonly PageSpec[], ports: Servers, load: ChildProcess) {
  const measured = specs.map((page) => ({
    page,
    values: { warm: [] as number[], off: [] as number[], bare: [] as number[], control: [] as number[] },
  }));
  const order = ['bare', 'warm', 'control', 'off'] as const;
  for (let round = 0; round < rounds; round++) {
    for (const { page, values } of measured) {
      for (const server of round % 2 === 0 ? order : [...order].reverse()) {
        const { perSecond, failed } = await ask(load, {
          port: ports[server],
          path: page.path,
          connections: CONNECTIONS,
          warmMs: 300,
          measuredMs: 1_200,
        });
        if (failed > 0) {
          throw new Error(`${page.name}: ${failed} requests of the server "${server}" were not answered with 200`);
        }
        values[server].push(perSecond);
      }
    }
  }
  return measured;
}

async function checkSameBytes(page: PageSpec, ports: Servers): Promise<void> {
  const texts = await Promise.all(
    Object.values(ports).map(async (port) => (await fetch(`http://127.0.0.1:${port}${page.path}`)).text()),
  );
  if (!texts[0].includes('</html>')) throw new Error(`${page.name}: the shop answered no page: ${texts[0]}`);
  if (texts.some((text) => text !== texts[0])) {
    throw new Error(`${page.name}: the servers do not answer the same bytes`);
  }
}

async function startShop(
  database: DatabaseConfig,
  environment: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; port: number }> {
  const port = await freePort();
  const child = spawn(process.execPath, [join(ROOT, 'assets/web/postgres/server.js')], {
    env: {
      PATH: process.env.PATH,
      NODE_NO_WARNINGS: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      PORT: String(port),
      SHOP_NAME,
      ...databaseEnvironment(database),
      ...environment,
    },
    // Its log is written, but not read.
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await until(
    async () =>
      child.exitCode !== null || (await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined))?.status === 200,
    'a page of the shop',
  );
  if (child.exitCode !== null) throw new Error(`the shop's server ended with ${child.exitCode}`);
  return { child, port };
}

async function startBare(serve: Serve): Promise<{ child: ChildProcess; port: number }> {
  const child = start('bare-server');
  child.send(serve);
  const [port] = (await once(child, 'message')) as [number];
  return { child, port };
}

async function ask(load: ChildProcess, task: Load): Promise<Answered> {
  load.send(task);
  const [answered] = (await once(load, 'message')) as [Answered];
  return answered;
}
