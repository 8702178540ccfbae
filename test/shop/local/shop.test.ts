import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { eventually, isRunning } from './local-process';
import { Run } from './local-run';
import { signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { output } from '../../../shop/adapters/telemetry/log';
import { passwordMatches } from '../../../shop/domain/accounts/password';
import { main } from '../../../shop/local/main';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';
import { captured, orderMessage } from '../support/order-path';
import { startPostgres, TestPostgres } from '../support/postgres';
import { RespServer } from '../support/resp-server';

let run: Run;
const line = output.line;
beforeEach(() => {
  run = new Run();
});
afterEach(async () => {
  if (run.url !== '' && run.code === undefined) await run.stop();
  output.line = line;
  jest.restoreAllMocks();
});

test('sells, mails and ends, with an embedded database that is kept', async () => {
  const data = mkdtempSync(join(tmpdir(), 'shop-data-'));
  await run.main('--port', '0', '--ship-after', '0', '--data', data);
  expect(run.line('Data')).toBe(data);
  expect(run.line('Admin')).toMatch(/^admin@shop\.example, password [2-9a-z]{4}(-[2-9a-z]{4}){3}$/);

  const { id, priceMinor } = DEMO_PRODUCTS[0];
  const order = orderMessage(id);
  const post = async (path: string, body: string, headers = {}) =>
    fetch(run.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
  const bearer = { authorization: `Bearer ${order.accessToken}` };
  const ask = async () => fetch(`${run.url}/api/orders/${order.orderId}`, { headers: bearer });
  const state = async () => ((await (await ask()).json()) as { state?: string }).state;
  expect((await post('/api/orders', JSON.stringify(order))).status).toBe(202);
  await eventually(async () => (await state()) === 'placed', 'a placed order');
  // The page of the demonstration, as a browser without scripts uses it.
  const another = orderMessage(id);
  expect((await post('/api/orders', JSON.stringify(another))).status).toBe(202);
  const page = `${run.url}/webhooks/payments/demo/checkout/${another.orderId}`;
  const headers = { cookie: `orders=${another.orderId}${another.accessToken}` };
  await eventually(async () => (await fetch(page, { headers })).status === 200, 'its payment page');
  expect((await fetch(page)).status).toBe(404);
  const clicked = await fetch(page, { method: 'POST', headers, body: new URLSearchParams(), redirect: 'manual' });
  expect([clicked.status, clicked.headers.get('location')]).toEqual([303, `/orders/${another.orderId}`]);
  await eventually(
    async () =>
      (await (await fetch(`${run.url}/_mail`)).text()).includes(
        `We received your payment for order ${another.orderId}`,
      ),
    'its mail',
  );
  expect(run.out).not.toMatch(/(warn|error): /);

  const body = JSON.stringify(captured(order.orderId, priceMinor));
  expect((await post('/webhooks/payments/demo', body, { 'x-payment-signature': 't=1,v1=00' })).status).toBe(401);
  expect(
    (
      await post('/webhooks/payments/demo', body, {
        'x-payment-signature': signatureHeader('whsec_test', new Date(), Buffer.from(body)),
      })
    ).status,
  ).toBe(200);
  await eventually(async () => (await state()) === 'shipped', 'a shipped order');
  // The other order is shipped as well, so its mail may arrive first.
  let mail = '';
  await eventually(async () => {
    const box = await (await fetch(`${run.url}/_mail`)).text();
    [, mail = ''] = new RegExp(`href="(/_mail/\\d+)">Your order ${order.orderId} is on its way`).exec(box) ?? [];
    return mail !== '';
  }, 'its mail');
  // The link of a mail opens the order in a browser without cookies.
  const shown = await (await fetch(run.url + mail)).text();
  const [link] = /http:[^"\s]*find-order[^"\s<]*/.exec(shown.replaceAll('&amp;', '&').replaceAll('&#38;', '&')) ?? [];
  expect(link).toBe(`${run.url}/find-order?order=${order.orderId}&token=${order.accessToken}`);
  const found = await fetch(link ?? '', { redirect: 'manual' });
  expect(found.headers.get('location')).toBe(`/orders/${order.orderId}`);
  const cookie = `orders=${order.orderId}${order.accessToken}`;
  expect(found.headers.get('set-cookie')).toContain(cookie);
  const orderPage = await fetch(`${run.url}/orders/${order.orderId}`, { headers: { cookie } });
  expect(await orderPage.text()).toContain('Your parcel has left our warehouse');
  expect((await fetch(`${run.url}/media/none.png`)).status).toBe(404);
  expect((await fetch(run.url)).status).toBe(200);
  expect(run.out).toMatch(/\d\d:\d\d:\d\d {2}POST \/api\/orders 202 \d+ ms/);

  const pid = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
  await run.stop('SIGTERM');
  expect([run.code, run.complaints, isRunning(pid)]).toEqual([0, [], false]);
  expect(run.out).toContain('Stopped.');

  // Accounts, passwords and products are the same.
  const passwords = ['Admin', 'Seller', 'Customer'].map((name) => run.line(name));
  const again = new Run();
  await again.main('--port', '0', '--data', data);
  expect(['Admin', 'Seller', 'Customer'].map((name) => again.line(name))).toEqual(passwords);
  expect(new Set(passwords).size).toBe(3);
  await again.stop();
  rmSync(data, { recursive: true });
});

test('two signals of one Ctrl-C count once, and a later one ends the shop at once', async () => {
  await run.main('--port', '0', '--no-demo');
  expect(run.line('Admin')).not.toBe('');
  expect(run.line('Seller')).toBe('');
  run.signals.get('SIGINT')?.();
  run.signals.get('SIGINT')?.();
  expect(run.code).toBeUndefined();
  run.later(400);
  run.signals.get('SIGTERM')?.();
  expect(run.code).toBe(1);
  await eventually(() => run.out.includes('Stopped.'), 'the end');
});

test('a database that ends by itself ends the shop', async () => {
  const data = mkdtempSync(join(tmpdir(), 'shop-data-'));
  await run.main('--port', '0', '--no-demo', '--data', data);
  process.kill(Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL');
  await eventually(() => run.code !== undefined, 'the end');
  expect([run.code, run.complaints]).toEqual([1, ['PostgreSQL has ended: the shop cannot continue.']]);
  rmSync(data, { recursive: true });
});

describe('with existing servers', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(async () => server.stop());

  const address = async () => {
    const { user, password, port, name } = await server.createDatabase();
    return { url: `postgres://${user}:${password}@127.0.0.1:${port}/${name}`, name };
  };

  test('uses the given database and cache; passwords are printed once', async () => {
    const cache = await RespServer.start();
    const { url, name } = await address();
    await run.main('--port', '0', '--database-url', url, '--cache-url', `redis://127.0.0.1:${cache.port}`);
    expect(run.line('Database')).toBe(`postgres on 127.0.0.1:${server.port}`);
    const config = {
      engine: 'postgres',
      host: '127.0.0.1',
      port: server.port,
      name,
      user: 'postgres',
      signIn: 'password',
      tls: false,
    } as const;
    const rows = await server.query<{ email: string; role: string; password_hash: string }>(
      config,
      'select email, role, password_hash from customer order by email',
    );
    expect(rows.map(({ email, role }) => [email, role])).toEqual([
      ['admin@shop.example', 'admin'],
      ['customer@shop.example', 'customer'],
      ['seller@shop.example', 'seller'],
    ]);
    const password = /password (\S+)$/.exec(run.line('Admin'))?.[1] ?? '';
    expect([
      await passwordMatches(password, rows[0].password_hash),
      await passwordMatches(password, rows[2].password_hash),
    ]).toEqual([true, false]);
    const [{ products }] = await server.query<{ products: number }>(
      config,
      'select count(*)::int as products from product where seller_id is not null',
    );
    expect(products).toBe(1);
    const ledger = await server.query(
      config,
      `select s.product_id from stock s join stock_movement m on m.product_id = s.product_id
      group by s.product_id, s.on_hand having s.on_hand <> sum(m.on_hand_delta)`,
    );
    expect(ledger).toEqual([]);
    await eventually(
      async () => (await fetch(run.url)).ok && [...cache.values.keys()].some((key) => key.includes(':list:')),
      'a list in the cache',
    );
    await run.stop();

    const again = new Run();
    await again.main('--port', '0', '--database-url', url);
    expect(again.line('Admin')).toBe(
      'admin@shop.example, password as printed when the account was created, or a new one by mail',
    );
    await again.stop();
    await cache.kill();
  });

  test('creates no accounts with --no-demo', async () => {
    const { url, name } = await address();
    await run.main('--port', '0', '--no-demo', '--database-url', url);
    const config = {
      engine: 'postgres',
      host: '127.0.0.1',
      port: server.port,
      name,
      user: 'postgres',
      signIn: 'password',
      tls: false,
    } as const;
    expect(
      await server.query(
        config,
        'select (select count(*) from customer)::int as customers, (select count(*) from product)::int as products',
      ),
    ).toEqual([{ customers: 0, products: 0 }]);
  });

  test('reports certificates that cannot be read or do not match', async () => {
    const { url } = await address();
    await run.main('--port', '0', '--database-url', `${url}?sslmode=verify-full&sslrootcert=/nonexistent.pem`);
    expect([run.code, run.complaints]).toEqual([
      1,
      [expect.stringMatching(/^Error: the certificates of --database-url cannot be read: ENOENT/)],
    ]);
    const file = join(mkdtempSync(join(tmpdir(), 'shop-ca-')), 'ca.pem');
    writeFileSync(file, 'no certificate');
    const other = new Run();
    await other.main('--port', '0', '--database-url', `${url}?sslmode=verify-full&sslrootcert=${file}`);
    expect([other.code, other.complaints]).toEqual([
      1,
      [expect.stringMatching(/^Error: the database \S+ on 127\.0\.0\.1:\d+ cannot be used: /)],
    ]);
    expect(other.complaints.join()).not.toContain('postgres:postgres');
  });
});

test('prints help, and errors for a wrong option, a port in use and a missing database', async () => {
  await run.main('--help');
  expect([run.code, run.said[0]]).toEqual([0, expect.stringContaining('--ship-after <seconds>')]);
  const wrong = new Run();
  await wrong.main('--prot', '1');
  expect([wrong.code, wrong.complaints]).toEqual([2, [expect.stringMatching(/^Error: Unknown option '--prot'\n/)]]);
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const busy = new Run();
  await busy.main('--port', String(port));
  expect([busy.code, busy.complaints]).toEqual([1, [expect.stringContaining(`port ${port} is in use`)]]);
  taken.close();
  const stranger = new Run();
  // Found from the package's folder if the user's folder does not have it.
  await main(['--port', '0', '--no-demo'], stranger.host({ cwd: '/' }));
  expect(stranger.code).toBeUndefined();
  await stranger.stop();
});

test('a signal during the start ends it without an error', async () => {
  const started = run.main('--port', '0', '--data', '/dev/null/data');
  run.signals.get('SIGINT')?.();
  await started;
  await eventually(() => run.code !== undefined, 'the end');
  expect([run.code, run.complaints]).toEqual([0, []]);
});

test('an unexpected error is shown with its stack', async () => {
  await run.main('--port', '0', '--data', '/dev/null/data');
  expect(run.code).toBe(1);
  expect(run.out).toMatch(/error: the shop did not start \n +Error: (ENOTDIR|EEXIST)/);
  expect(existsSync('/dev/null/data')).toBe(false);
});
