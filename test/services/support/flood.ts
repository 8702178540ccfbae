/** Many orders in a short time, from visitors with different addresses, against the shop of the command line. */
import { Agent, request } from 'http';
import { Client } from 'pg';
import { ulid } from 'ulid';
import { sleep } from './test-folder';
import { signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { csrfToken, openSession, OpenedSession } from '../../../shop/domain/accounts/session';
import { newAccessToken } from '../../../shop/domain/orders/order-access';
import { Command } from '../../shop/local/local-process';
import { captured } from '../../shop/support/order-path';

const ADDRESS = { name: 'Ada Lovelace', line1: 'Main Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' };
const PRICE = 1_000;

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface PlacedOrder {
  readonly orderId: string;
  readonly accessToken: string;
}

/** Shop in a separate process with ten products, and queries of its database. */
export class FloodedShop {
  static async open(pieces: number, holdingSeconds: number): Promise<FloodedShop> {
    const command = Command.run(['shop', '--port', '0', '--ship-after', '1'], {
      env: { ORDER_HOLDING_SECONDS: String(holdingSeconds) },
    });
    const url = await command.opened();
    const database = new Client({ connectionString: command.said(/(postgres:\/\/\S+)/) });
    await database.connect();
    const shop = new FloodedShop(command, url, database);
    for (let made = 0; made < 10; made += 1) await shop.addProduct(pieces);
    return shop;
  }

  readonly products: string[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 128 });

  private constructor(
    private readonly command: Command,
    readonly url: string,
    private readonly database: Client,
  ) {}

  async close(): Promise<void> {
    this.agent.destroy();
    await this.database.end();
    await this.command.stop();
  }

  async rows(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return (await this.database.query(sql, [...values])).rows as Record<string, unknown>[];
  }

  async ask(
    method: string,
    path: string,
    address: string,
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const all = {
        'x-shop-viewer-address': address,
        ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        ...headers,
      };
      const call = request(`${this.url}${path}`, { method, agent: this.agent, headers: all }, (response) => {
        let text = '';
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => {
            text += chunk;
          })
          .on('end', () => resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }));
      });
      call.on('error', reject).end(body);
    });
  }

  /** Orders through the store API, without an account. */
  async order(
    address: string,
    productId: string,
    quantity: number,
  ): Promise<PlacedOrder & { readonly status: number }> {
    const order = { orderId: ulid(), accessToken: newAccessToken() };
    const lines = [{ productId, quantity, priceMinor: PRICE }];
    const email = `${order.orderId.toLowerCase()}@example.com`;
    const body = JSON.stringify({ ...order, email, currency: 'EUR', address: ADDRESS, lines });
    const { status } = await this.ask('POST', '/api/orders', address, { 'content-type': 'application/json' }, body);
    return { ...order, status };
  }

  async state({ orderId, accessToken }: PlacedOrder, address: string): Promise<string | undefined> {
    const { status, body } = await this.ask('GET', `/api/orders/${orderId}`, address, {
      authorization: `Bearer ${accessToken}`,
    });
    return status === 200 ? (JSON.parse(body) as { state: string }).state : undefined;
  }

  /** Sends the webhook of the payment provider. */
  async pay(orderId: string, quantity: number): Promise<number> {
    const body = JSON.stringify(captured(orderId, PRICE * quantity));
    const secret = this.command.said(/signed with (\S+)/);
    const headers = {
      'content-type': 'application/json',
      'x-payment-signature': signatureHeader(secret, new Date(), Buffer.from(body)),
    };
    return (await this.ask('POST', '/webhooks/payments/demo', '203.0.113.1', headers, body)).status;
  }

  /** New signed-in account: writes the rows of a registration without the half second for the hash of the password. */
  async account(): Promise<OpenedSession> {
    const id = ulid();
    const opened = openSession({ customerId: id, role: 'customer' }, new Date());
    const { tokenHash, csrfSecret, expiresAt } = opened.session;
    const email = `${id.toLowerCase()}@example.com`;
    await this.rows(`insert into customer (id, email, email_normalized, name, role, locale, created_at)
      values ('${id}', '${email}', '${email}', 'New', 'customer', 'en', now())`);
    await this.rows(`insert into session (token_hash, customer_id, csrf_secret, expires_at)
      values ('${tokenHash}', '${id}', '${csrfSecret}', '${expiresAt.toISOString()}')`);
    return opened;
  }

  /** Orders with the checkout form of the storefront. */
  async checkOut(
    address: string,
    { token, session }: OpenedSession,
    productId: string,
    quantity: number,
  ): Promise<PlacedOrder & { readonly status: number }> {
    const order = { orderId: ulid(), accessToken: newAccessToken() };
    const body = new URLSearchParams({
      ...ADDRESS,
      _csrf: csrfToken(session),
      order: order.orderId,
      access: order.accessToken,
      currency: 'EUR',
      email: 'new@example.com',
      line: `${productId}:${quantity}:${PRICE}`,
    }).toString();
    const { status } = await this.ask(
      'POST',
      '/checkout',
      address,
      {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: `session=${token}`,
      },
      body,
    );
    return { ...order, status };
  }

  /** Pieces of these products that unpaid orders have reserved. */
  async reserved(): Promise<number> {
    const [{ sum }] = await this.rows(
      'select coalesce(sum(reserved), 0) as sum from stock where product_id = any($1)',
      [this.products],
    );
    return Number(sum);
  }

  private async addProduct(pieces: number): Promise<void> {
    const id = ulid();
    await this
      .rows(`insert into product (id, sku, name, description, price_minor, currency, active, version, created_at)
      values ('${id}', '${id}', 'Flooded', 'Flooded', ${PRICE}, 'EUR', true, 1, now())`);
    await this.rows(`insert into stock (product_id, on_hand, reserved, low_mark) values ('${id}', ${pieces}, 0, 0)`);
    await this.rows(`insert into stock_movement (order_id, product_id, kind, on_hand_delta, reserved_delta, created_at)
      values ('${id}', '${id}', 'restock', ${pieces}, 0, now())`);
    this.products.push(id);
  }
}

/** Sends requests at a steady rate, whether or not earlier ones were answered; returns the count of each status. */
export async function steadily(
  count: number,
  seconds: number,
  send: (index: number) => Promise<number>,
): Promise<Record<string, number>> {
  const statuses: Record<string, number> = {};
  const begun = performance.now();
  const running: Promise<void>[] = [];
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, Math.floor((((performance.now() - begun) / 1_000) * count) / seconds) + 1);
    for (; sent < due; sent += 1) {
      running.push(
        send(sent)
          .catch(() => 0)
          .then((status) => {
            statuses[status] = (statuses[status] ?? 0) + 1;
          }),
      );
    }
    await sleep(5);
  }
  await Promise.all(running);
  return statuses;
}
