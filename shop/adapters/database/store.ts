import { CompiledQuery } from 'kysely';
import { Database } from './connect';
import { Executor } from './engine';
import { Clock } from '../../ports';
import { audit } from './repositories/audit';
import { carts } from './repositories/carts';
import { catalogue } from './repositories/catalogue';
import { customers } from './repositories/customers';
import { inbox } from './repositories/inbox';
import { inventory } from './repositories/inventory';
import { campaigns, consents } from './repositories/marketing';
import { orders } from './repositories/orders';
import { outbox } from './repositories/outbox';
import { payments } from './repositories/payments';
import { sellers } from './repositories/sellers';
import { sessions, tokens } from './repositories/sessions';
import { shipments } from './repositories/shipments';
import { stock } from './repositories/stock';
import { inTransaction, Patience, withRetries } from './transaction';
import { Store, Unit } from '../../ports/store';

export interface DatabaseStoreOptions {
  readonly clock?: Clock;
  readonly patience?: Patience;
}

/** The shop's store on a database. */
export class DatabaseStore implements Store {
  readonly read: Unit;
  private readonly patience: Patience;
  private readonly clock: Clock;

  constructor(
    private readonly database: Database,
    options: DatabaseStoreOptions = {},
  ) {
    this.patience = options.patience ?? { unavailableMs: 10_000 };
    this.clock = options.clock ?? { now: () => new Date() };
    this.read = this.repeating(unitOf(database, this.clock));
  }

  async transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    return inTransaction(this.database, this.patience, async (transaction) => work(unitOf(transaction, this.clock)));
  }

  async close(): Promise<void> {
    await this.database.destroy();
  }

  /** Outside a transaction each call stands alone, so each is tried again on its own. */
  private repeating(unit: Unit): Unit {
    const repeat = <R extends object>(repository: R): R =>
      new Proxy(repository, {
        get: (target, name, receiver) => {
          const member: unknown = Reflect.get(target, name, receiver);
          return typeof member === 'function'
            ? async (...args: unknown[]) => withRetries(this.patience, async () => member.apply(target, args))
            : member;
        },
      });
    const { attempt, ...repositories } = unit;
    const repeated = Object.fromEntries(
      Object.entries(repositories).map(([name, repository]) => [name, repeat(repository)]),
    );
    return { ...(repeated as typeof repositories), attempt };
  }
}

function unitOf(executor: Executor, clock: Clock): Unit {
  return {
    catalogue: catalogue(executor),
    stock: stock(executor),
    orders: orders(executor),
    payments: payments(executor),
    shipments: shipments(executor),
    outbox: outbox(executor, clock),
    inbox: inbox(executor),
    customers: customers(executor),
    sessions: sessions(executor),
    tokens: tokens(executor),
    sellers: sellers(executor),
    carts: carts(executor),
    inventory: inventory(executor),
    consents: consents(executor),
    campaigns: campaigns(executor),
    audit: audit(executor),
    attempt: async (part) => takingBack(executor, part),
  };
}

async function takingBack(executor: Executor, part: () => Promise<boolean>): Promise<boolean> {
  if (!executor.isTransaction) throw new Error('only a part of a transaction can be taken back');
  await executor.executeQuery(CompiledQuery.raw('savepoint attempt'));
  const kept = await part();
  await executor.executeQuery(CompiledQuery.raw(kept ? 'release savepoint attempt' : 'rollback to savepoint attempt'));
  return kept;
}
