import { sql } from 'kysely';
import { Database } from './connect';
import { Executor } from './engine';
import { Clock } from '../../ports';
import { catalogue } from './repositories/catalogue';
import { orders } from './repositories/orders';
import { outbox } from './repositories/outbox';
import { payments } from './repositories/payments';
import { shipments } from './repositories/shipments';
import { stock } from './repositories/stock';
import { inTransaction, Patience, withRetries } from './transaction';
import { Catalogue, Orders, Outbox, Payments, Shipments, Stock, Store, Unit } from '../../ports/store';

export interface DatabaseStoreOptions {
  readonly clock?: Clock;
  readonly patience?: Patience;
}

/** The shop's store on a database. */
export class DatabaseStore implements Store {
  readonly read: Unit;
  private readonly patience: Patience;
  private readonly clock: Clock;

  constructor(private readonly database: Database, options: DatabaseStoreOptions = {}) {
    this.patience = options.patience ?? { unavailableMs: 10_000 };
    this.clock = options.clock ?? { now: () => new Date() };
    this.read = this.repeating(new DatabaseUnit(database, this.clock));
  }

  async transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    return inTransaction(this.database, this.patience, async (transaction) => work(new DatabaseUnit(transaction, this.clock)));
  }

  async close(): Promise<void> {
    await this.database.destroy();
  }

  /** Outside a transaction each call stands alone, so each is tried again on its own. */
  private repeating(unit: Unit): Unit {
    const repeat = <R extends object>(repository: R): R => new Proxy(repository, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        return typeof member === 'function' ? async (...args: unknown[]) => withRetries(this.patience, async () => member.apply(target, args)) : member;
      },
    });
    return {
      catalogue: repeat(unit.catalogue),
      stock: repeat(unit.stock),
      orders: repeat(unit.orders),
      payments: repeat(unit.payments),
      shipments: repeat(unit.shipments),
      outbox: repeat(unit.outbox),
      attempt: async (part) => unit.attempt(part),
    };
  }
}

class DatabaseUnit implements Unit {
  readonly catalogue: Catalogue;
  readonly stock: Stock;
  readonly orders: Orders;
  readonly payments: Payments;
  readonly shipments: Shipments;
  readonly outbox: Outbox;

  constructor(private readonly executor: Executor, clock: Clock) {
    this.catalogue = catalogue(executor);
    this.stock = stock(executor);
    this.orders = orders(executor);
    this.payments = payments(executor);
    this.shipments = shipments(executor);
    this.outbox = outbox(executor, clock);
  }

  async attempt(part: () => Promise<boolean>): Promise<boolean> {
    if (!this.executor.isTransaction) throw new Error('only a part of a transaction can be taken back');
    await sql`savepoint attempt`.execute(this.executor);
    const kept = await part();
    await sql.raw(kept ? 'release savepoint attempt' : 'rollback to savepoint attempt').execute(this.executor);
    return kept;
  }
}
