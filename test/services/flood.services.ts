import { FloodedShop, PlacedOrder, steadily } from './support/flood';
import { figure, sleep } from './support/test-folder';
import { OpenedSession } from '../../shop/domain/accounts/session';

const ORDERS = 10_000;
const SECONDS = 60;
const HOLDING_SECONDS = 30;
const PIECES = 100;

/** Visitors who buy during the flood and are not part of it. */
const BUYERS = 60;

let shop: FloodedShop;

beforeEach(async () => {
  shop = await FloodedShop.open(PIECES, HOLDING_SECONDS);
});
afterEach(async () => {
  await shop.close();
});

interface Bought {
  readonly product: string;
  readonly address: string;
  readonly order: PlacedOrder;
  readonly waitedMs: number;
}

/** New visitor who opens a product, orders one piece and pays. Throws when a request is refused. */
async function buy(index: number): Promise<Bought> {
  const product = shop.products[index % shop.products.length];
  const address = `192.0.${index}.1`;
  const begun = performance.now();
  const page = await shop.ask('GET', `/products/${product}`, address);
  if (page.status !== 200 || !page.body.includes('/cart/add')) {
    throw new Error(`product page ${page.status}, without a way to buy`);
  }
  // Every sixth uses the storefront with a new account; the others use the store API without one.
  const order =
    index % 6 === 0
      ? await shop.checkOut(address, await shop.account(), product, 1)
      : await shop.order(address, product, 1);
  if (order.status !== 202 && order.status !== 303) throw new Error(`order ${order.status}`);
  let state = await shop.state(order, address);
  for (
    const end = performance.now() + 240_000;
    state === undefined && performance.now() < end;
    state = await shop.state(order, address)
  ) {
    await sleep(250);
  }
  if (state !== 'placed') throw new Error(`state ${state}`);
  if ((await shop.pay(order.orderId, 1)) !== 200) throw new Error('payment not taken');
  return { product, address, order, waitedMs: Math.round(performance.now() - begun) };
}

/** Reads the stock twice a second; returns the fewest free pieces of any product. */
function watchShelves(): { stop(): Promise<number> } {
  let watching = true;
  let fewest = PIECES;
  const looking = (async () => {
    while (watching) {
      const [{ free }] = await shop.rows(
        'select min(on_hand - reserved) as free from stock where product_id = any($1)',
        [shop.products],
      );
      fewest = Math.min(fewest, Number(free));
      await sleep(500);
    }
  })();
  return {
    async stop() {
      watching = false;
      await looking;
      return fewest;
    },
  };
}

async function flood(name: string, send: (index: number) => Promise<number>): Promise<void> {
  const buyers: Promise<Bought>[] = [];
  const buying = steadily(BUYERS, SECONDS, async (index) => {
    const bought = buy(index);
    bought.catch(() => undefined);
    buyers.push(bought);
    return 0;
  });
  const watching = watchShelves();
  const statuses = await steadily(ORDERS, SECONDS, send);
  await buying;
  const fewest = await watching.stop();
  const bought = await Promise.all(buyers);
  expect(Object.keys(statuses).filter((status) => status !== '202' && status !== '303' && status !== '429')).toEqual(
    [],
  );

  const accepted = (statuses[202] ?? 0) + (statuses[303] ?? 0) + BUYERS;
  const placed = async () => Number((await shop.rows('select count(*) as count from orders'))[0].count);
  for (const end = performance.now() + 300_000; (await placed()) < accepted && performance.now() < end;) {
    await sleep(500);
  }
  expect(await placed()).toBe(accepted);
  const drained = performance.now();
  for (
    const end = drained + HOLDING_SECONDS * 1_000 + 120_000;
    (await shop.reserved()) > 0 && performance.now() < end;
  ) {
    await sleep(500);
  }
  const backAfter = Math.round(performance.now() - drained);
  expect(await shop.reserved()).toBe(0);

  const states = await shop.rows('select state, count(*)::int as count from orders group by state order by state');
  const waits = bought.map(({ waitedMs }) => waitedMs).sort((a, b) => a - b);
  figure(
    `flood, ${name}: ${ORDERS} orders in ${SECONDS} s, ${JSON.stringify(statuses)}; ${BUYERS} new visitors bought, ` +
      `at least ${fewest} of ${PIECES} pieces of each product were free at any time, ` +
      `median ${waits[BUYERS / 2]} ms, slowest ${waits[BUYERS - 1]} ms; ` +
      `all reserved stock released ${Math.round(backAfter / 1_000)} s after the queue was empty ` +
      `(reserved for ${HOLDING_SECONDS} s); ${JSON.stringify(states)}`,
  );

  // Three quarters of the pieces on hand are free at any time.
  expect(fewest).toBeGreaterThanOrEqual(Math.floor(PIECES * 0.75) - BUYERS / shop.products.length);
  // Every new visitor has got the pieces, nothing is oversold, and stock and ledger agree.
  for (const { order, address } of bought) {
    expect(['paid', 'packed', 'shipped']).toContain(await shop.state(order, address));
  }
  const shelves = await shop.rows('select product_id, on_hand, reserved from stock where product_id = any($1)', [
    shop.products,
  ]);
  for (const { product_id: id, on_hand: onHand } of shelves) {
    const sold = bought.filter(({ product }) => product === id).length;
    expect(onHand).toBe(PIECES - sold);
  }
  const sums = await shop.rows(`select s.product_id from stock s join (
      select product_id, sum(on_hand_delta) as moved, sum(reserved_delta) as held
      from stock_movement group by product_id
    ) m on m.product_id = s.product_id where s.on_hand <> m.moved or s.reserved <> m.held`);
  expect(sums).toEqual([]);
}

const product = (index: number) => shop.products[index % shop.products.length];
const pieces = (index: number) => 1 + (index % 5);

test('10,000 anonymous orders from 50 addresses stop no one else from buying', async () => {
  await flood(
    '50 addresses',
    async (index) => (await shop.order(`198.51.100.${index % 50}`, product(index), pieces(index))).status,
  );
}, 900_000);

test('10,000 anonymous orders from 5,000 addresses in 1,000 networks stop no one else from buying', async () => {
  const address = (index: number) =>
    `10.${Math.floor((index % 1_000) / 250)}.${index % 250}.${(Math.floor(index / 1_000) % 5) + 1}`;
  await flood(
    '5,000 addresses',
    async (index) => (await shop.order(address(index), product(index), pieces(index))).status,
  );
}, 900_000);

test('10,000 orders of 500 new accounts stop no one else from buying', async () => {
  const accounts: OpenedSession[] = [];
  while (accounts.length < 500) accounts.push(await shop.account());
  const address = (index: number) => `10.${Math.floor((index % 500) / 250)}.${index % 250}.1`;
  await flood(
    '500 accounts',
    async (index) => (await shop.checkOut(address(index), accounts[index % 500], product(index), pieces(index))).status,
  );
}, 900_000);
