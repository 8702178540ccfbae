/**
 * The whole shop in this process, attacked over HTTP by anonymous callers.
 *
 *   const shop = await RunningShop.open();
 *   const order = newOrder(product, { email: 'victim@shop.example' });
 *   const answer = await shop.send('POST', '/api/orders', { json: order, from: '203.0.113.9' });
 *   await shop.becomes(order.orderId, 'placed');
 *   await shop.close();
 */
import { randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { connect, Database } from '../../../shop/adapters/database/connect';
import { DatabaseStore } from '../../../shop/adapters/database/store';
import { output } from '../../../shop/adapters/telemetry/log';
import { LocalShop } from '../../../shop/local/shop';
import { databaseFromUrl } from '../../../shop/local/urls';
import { eventually } from '../local/local-process';
import { orderPath } from '../support/order-path';
import { ROOT } from '../support/web-process';

export const SECRET = 'whsec_attacked';

export const HOME = { name: 'Vera Victim', line1: 'Quiet Lane 7', postalCode: '10115', city: 'Berlin', country: 'DE' };

export interface OrderBody {
  readonly orderId: string;
  readonly accessToken: string;
  readonly email: string;
  readonly currency: string;
  readonly address: Readonly<Record<string, string>>;
  readonly lines: readonly { readonly productId: string; readonly quantity: number }[];
}

/** Returns the body of an order as an API client makes it, with a new access token. */
export function newOrder(productId: string, overrides: Partial<OrderBody> = {}): OrderBody {
  return {
    orderId: ulid(),
    accessToken: randomBytes(32).toString('base64url'),
    email: `${ulid().toLowerCase()}@buyers.example`,
    currency: 'EUR',
    address: HOME,
    lines: [{ productId, quantity: 1 }],
    ...overrides,
  };
}

export interface Sending {
  readonly json?: object;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Visitor's address in the header of the edge. */
  readonly from?: string;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Page of the mail, and the mail as HTML. */
  readonly content: string;
}

export class RunningShop {
  static async open(): Promise<RunningShop> {
    const lines: string[] = [];
    jest.spyOn(output, 'line').mockImplementation((line) => {
      lines.push(line);
    });
    const options = { help: false, port: 0, shipAfterSeconds: 0, demo: true };
    const env = { PAYMENT_SECRETS: SECRET };
    const local = await LocalShop.start({ options, lookIn: [ROOT], env, onLost: () => undefined });
    return new RunningShop(local, lines);
  }

  private readonly database: Database;
  private readonly store: DatabaseStore;

  private constructor(
    private readonly local: LocalShop,
    readonly lines: string[],
  ) {
    this.database = connect(databaseFromUrl(String(local.facts.databaseUrl)), { poolSize: 1 });
    this.store = new DatabaseStore(this.database);
  }

  get url(): string {
    return this.local.facts.url;
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.local.stop();
    jest.restoreAllMocks();
  }

  /** Sends a request without cookies; redirects are not followed. */
  async send(method: string, path: string, sending: Sending = {}): Promise<Response> {
    const { json, body, headers, from = '203.0.113.1' } = sending;
    return fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'x-shop-viewer-address': from,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? body : JSON.stringify(json),
    });
  }

  /** Returns the row of an order, also of one that the shop would not show. */
  async order(orderId: string) {
    return this.store.read.orders.find(orderId);
  }

  async lineOf(orderId: string) {
    return this.store.read.orders.lines(orderId);
  }

  async becomes(orderId: string, ...states: readonly string[]): Promise<void> {
    const isThere = async () => states.includes((await this.order(orderId))?.state ?? '');
    await eventually(isThere, `order ${states.join(' or ')}`);
  }

  /** Returns the pieces that visitors can buy. */
  async available(productId: string): Promise<number> {
    const answer = (await (await this.send('GET', `/api/products/${productId}/stock`)).json()) as { available: number };
    return answer.available;
  }

  async reserved(productId: string): Promise<number> {
    return (await this.store.read.stock.find(productId))?.reserved ?? 0;
  }

  /** Runs `work` while another customer takes the last pieces, which `work` does not see yet. */
  async sellingOut<T>(productId: string, work: () => Promise<T>): Promise<T> {
    return this.database.transaction().execute(async (others) => {
      await others.updateTable('stock').set({ on_hand: 0, reserved: 0 }).where('product_id', '=', productId).execute();
      return work();
    });
  }

  /** Runs the scheduled tasks once, at a time that is so many minutes from now. */
  async tick(minutes: number): Promise<void> {
    const { clock, runScheduledTasks } = orderPath(this.store);
    clock.advance(minutes * 60_000);
    await runScheduledTasks(clock.now().toISOString());
  }

  /** Resolves when no outbox message waits for its delivery. */
  async outboxEmpty(): Promise<void> {
    const waiting = this.database.selectFrom('outbox').select('id').where('state', 'in', ['pending', 'sending']);
    await eventually(async () => (await waiting.execute()).length === 0, 'an empty outbox');
  }

  /** Returns all mails that the shop has sent, newest first, read from the mail page. */
  async mails(): Promise<readonly Mail[]> {
    const list = await (await this.send('GET', '/_mail')).text();
    const entries = [...list.matchAll(/<a href="(\/_mail\/\d+)">([^<]*)<\/a> <span class="soft">([^,]+),/g)];
    return Promise.all(
      entries.map(async ([, path, subject, to]) => {
        const pages = [path, `${path}/html`].map(async (each) => (await this.send('GET', each)).text());
        return { to, subject, content: (await Promise.all(pages)).join('\n') };
      }),
    );
  }

  async mailsTo(email: string): Promise<readonly Mail[]> {
    return (await this.mails()).filter(({ to }) => to.toLowerCase() === email.toLowerCase());
  }
}
