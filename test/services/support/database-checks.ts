/** Queries about the tables, in SQL that both engines accept. */
import { ulid } from 'ulid';
import { EngineServer } from './engine-server';
import { DatabaseConfig } from '../../../shop/adapters/configuration/shop-config';
import { openSession } from '../../../shop/domain/accounts/session';

export class DatabaseChecks {
  constructor(
    readonly server: EngineServer,
    readonly config: DatabaseConfig,
  ) {}

  async rows<T = Record<string, unknown>>(sql: string): Promise<T[]> {
    return this.server.query<T>(this.config, sql);
  }

  /** Returns the only number of a query. */
  async number(sql: string): Promise<number> {
    const [row] = await this.rows(sql);
    return Number(Object.values(row)[0]);
  }

  async states(): Promise<Record<string, number>> {
    const rows = await this.rows<{ state: string; n: number }>(
      'select state, count(*) as n from orders group by state',
    );
    return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
  }

  /**
   * Products whose ledger does not agree with their stock, and lines of orders whose ledger does not agree with the
   * order: there must be none. An unpaid order has reserved nothing or all its lines, a paid one has bought them, and
   * every other one has neither.
   */
  async brokenLedger(): Promise<unknown[]> {
    const products = await this.rows(`
      select s.product_id, s.on_hand, s.reserved, l.on_hand as ledger_on_hand, l.reserved as ledger_reserved
      from stock s
      left join (select product_id, sum(on_hand_delta) as on_hand, sum(reserved_delta) as reserved
        from stock_movement group by product_id) l on l.product_id = s.product_id
      where s.on_hand <> coalesce(l.on_hand, 0) or s.reserved <> coalesce(l.reserved, 0)
        or s.reserved < 0 or s.reserved > s.on_hand`);
    const sold = "('paid', 'packed', 'shipped', 'delivered')";
    const lines = await this.rows(`
      select o.id, o.state, l.product_id, l.quantity, m.moved, m.held
      from order_line l join orders o on o.id = l.order_id
      left join (select order_id, product_id, sum(on_hand_delta) as moved, sum(reserved_delta) as held
        from stock_movement group by order_id, product_id) m on m.order_id = l.order_id and m.product_id = l.product_id
      where coalesce(m.held, 0) not in (0, case when o.state = 'placed' then l.quantity else 0 end)
        or coalesce(m.moved, 0) <> case when o.state in ${sold} then -l.quantity else 0 end`);
    return [...products, ...lines];
  }

  async addProduct({
    onHand,
    priceMinor = 1_000,
  }: {
    readonly onHand: number;
    readonly priceMinor?: number;
  }): Promise<string> {
    const id = ulid();
    await this
      .rows(`insert into product (id, sku, name, description, price_minor, currency, active, version, created_at)
      values ('${id}', '${id}', 'Test product', 'For tests', ${priceMinor}, 'EUR', true, 1, current_timestamp)`);
    await this.rows(`insert into stock (product_id, on_hand, reserved, low_mark) values ('${id}', ${onHand}, 0, 0)`);
    await this.rows(`insert into stock_movement (order_id, product_id, kind, on_hand_delta, reserved_delta, created_at)
      values ('${ulid()}', '${id}', 'restock', ${onHand}, 0, current_timestamp)`);
    return id;
  }

  /** Creates a signed-in customer; returns the token of the session. */
  async signIn(email: string): Promise<string> {
    const customerId = ulid();
    await this.rows(`insert into customer (id, email, email_normalized, name, role, locale, created_at)
      values ('${customerId}', '${email}', '${email}', 'Test customer', 'customer', 'en', current_timestamp)`);
    const { token, session } = openSession({ customerId, role: 'customer' }, new Date());
    await this.rows(`insert into session (token_hash, customer_id, csrf_secret, expires_at)
      values ('${session.tokenHash}', '${customerId}', '${session.csrfSecret}', current_timestamp + interval '1' day)`);
    return token;
  }

  /** Outbox messages that are neither delivered nor given up. */
  async pendingMessages(kind: 'mail' | 'publish'): Promise<number> {
    return this.number(
      `select count(*) as n from outbox where state in ('pending', 'sending') and kind like '${kind}%'`,
    );
  }

  /** Sets the time of pending outbox messages back. */
  async moveDueTimes(kind: 'mail' | 'publish', seconds: number): Promise<void> {
    const interval = `interval '${seconds}' second`;
    await this.rows(`update outbox set due_at = due_at - ${interval}, lease_until = lease_until - ${interval}
      where state in ('pending', 'sending') and kind like '${kind}%'`);
  }
}
