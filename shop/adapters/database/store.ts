import { CompiledQuery, Transaction } from 'kysely';
import { Database } from './connect';
import { Executor } from './engine';
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
import { Schema } from './schema';
import { inTransaction, RetryLimits, withRetries } from './transaction';
import { Clock } from '../../ports/clock';
import { Store, StoreReader, StoreWriter, UnitOfWork } from '../../ports/store';

/** Options of `DatabaseStore`. */
export interface DatabaseStoreOptions {
  readonly clock?: Clock;
  readonly retry?: RetryLimits;
}

type Repositories = Omit<UnitOfWork, 'attempt'>;

/** Store of the shop in a relational database. */
export class DatabaseStore implements Store {
  readonly read: StoreReader;
  readonly write: StoreWriter;
  private readonly retry: RetryLimits;
  private readonly clock: Clock;

  constructor(
    private readonly database: Database,
    options: DatabaseStoreOptions = {},
  ) {
    this.retry = options.retry ?? { unavailableMs: 10_000 };
    this.clock = options.clock ?? { now: () => new Date() };
    const retrying = this.retrying(repositoriesOf(database, this.clock));
    this.read = retrying;
    this.write = retrying;
  }

  async transaction<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return inTransaction(this.database, this.retry, async (transaction) => work(unitOf(transaction, this.clock)));
  }

  async close(): Promise<void> {
    await this.database.destroy();
  }

  /** Outside a transaction each call is independent, so each is retried by itself. */
  private retrying(repositories: Repositories): Repositories {
    const repeat = <R extends object>(repository: R): R =>
      new Proxy(repository, {
        get: (target, name, receiver) => {
          const member: unknown = Reflect.get(target, name, receiver);
          return typeof member === 'function'
            ? async (...args: unknown[]) => withRetries(this.retry, async () => member.apply(target, args))
            : member;
        },
      });
    const repeated = Object.fromEntries(
      Object.entries(repositories).map(([name, repository]) => [name, repeat(repository)]),
    );
    return repeated as Repositories;
  }
}

function unitOf(transaction: Transaction<Schema>, clock: Clock): UnitOfWork {
  return { ...repositoriesOf(transaction, clock), attempt: async (part) => withSavepoint(transaction, part) };
}

function repositoriesOf(executor: Executor, clock: Clock): Repositories {
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
  };
}

async function withSavepoint(executor: Executor, part: () => Promise<boolean>): Promise<boolean> {
  await executor.executeQuery(CompiledQuery.raw('savepoint attempt'));
  const kept = await part();
  await executor.executeQuery(CompiledQuery.raw(kept ? 'release savepoint attempt' : 'rollback to savepoint attempt'));
  return kept;
}
