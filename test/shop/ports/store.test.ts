import { ulid } from 'ulid';
import { connect, Database } from '../../../shop/adapters/database/connect';
import { DatabaseStore } from '../../../shop/adapters/database/store';
import { StoreReader, StoreWriter, UnitOfWork } from '../../../shop/ports/store';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';

/** One call of each reading method. A missing method, or one that does not read, does not compile. */
type Reads = {
  readonly [R in keyof StoreReader]: {
    readonly [M in keyof StoreReader[R]]: (repository: StoreReader[R]) => Promise<unknown>;
  };
};

/** All other methods of a unit of work. A name that `read` has as well does not compile. */
type Writes = {
  readonly [R in keyof Omit<UnitOfWork, 'attempt'>]: readonly Exclude<
    keyof UnitOfWork[R],
    R extends keyof StoreReader ? keyof StoreReader[R] : never
  >[];
};

const [id, now] = [ulid(), new Date()];

const READS: Reads = {
  catalogue: {
    find: async (catalogue) => catalogue.find(id),
    findMany: async (catalogue) => catalogue.findMany([id]),
    search: async (catalogue) => catalogue.search({ search: 'cup' }),
  },
  stock: { find: async (stock) => stock.find(id), movements: async (stock) => stock.movements(id) },
  orders: {
    find: async (orders) => orders.find(id),
    lines: async (orders) => orders.lines(id),
    accessCopy: async (orders) => orders.accessCopy(id),
    countByEmail: async (orders) => orders.countByEmail('ada@example.com', now, 5),
    hasPaid: async (orders) => orders.hasPaid(id),
    findByCustomer: async (orders) => orders.findByCustomer(id),
    latest: async (orders) => orders.latest({ state: 'paid' }),
    overdue: async (orders) => orders.overdue(now, 5),
    deliveryChanged: async (orders) => orders.deliveryChanged(now, 5),
  },
  payments: { ofOrder: async (payments) => payments.ofOrder(id) },
  shipments: { find: async (shipments) => shipments.find(id) },
  customers: {
    find: async (customers) => customers.find(id),
    findByEmail: async (customers) => customers.findByEmail('ada@example.com'),
    list: async (customers) => customers.list({ search: 'ada' }),
    addresses: async (customers) => customers.addresses(id),
  },
  sessions: { find: async (sessions) => sessions.find('0'.repeat(64)) },
  sellers: {
    find: async (sellers) => sellers.find(id),
    findByCustomer: async (sellers) => sellers.findByCustomer(id),
  },
  carts: { find: async (carts) => carts.find(id), findByCustomer: async (carts) => carts.findByCustomer(id) },
  inventory: {
    list: async (inventory) => inventory.list({ low: true }),
    prices: async (inventory) => inventory.prices(id),
  },
  consents: {
    granted: async (consents) => consents.granted(id, 'offers'),
    findSubscription: async (consents) => consents.findSubscription('token'),
  },
  campaigns: {
    find: async (campaigns) => campaigns.find(id),
    list: async (campaigns) => campaigns.list(),
    unfinished: async (campaigns) => campaigns.unfinished(5),
    candidates: async (campaigns) => campaigns.candidates(id, 5),
    audience: async (campaigns) => campaigns.audience(),
  },
  audit: {
    stockMismatches: async (audit) => audit.stockMismatches(5),
    capturedButUnpaid: async (audit) => audit.capturedButUnpaid(5),
    paidWithoutSale: async (audit) => audit.paidWithoutSale(5),
    unknownEvents: async (audit) => audit.unknownEvents(now, 5),
    outbox: async (audit) => audit.outbox(now),
  },
};

const WRITES: Writes = {
  catalogue: [],
  stock: ['reserve', 'release', 'sellReserved', 'sellFree', 'record'],
  orders: ['insert', 'insertLines', 'lock', 'move', 'changeDelivery'],
  payments: ['recordEvent', 'setOutcome', 'forgetEvents', 'insert', 'oweRefund'],
  shipments: ['request', 'dispatch'],
  outbox: ['forget', 'add', 'claim', 'sent', 'failed', 'release'],
  inbox: ['receive', 'forget'],
  customers: ['insert', 'setName', 'setPassword', 'setRole', 'setMailState', 'addAddress', 'removeAddress'],
  sessions: ['insert', 'setCart', 'extend', 'end', 'endAll', 'removeExpired'],
  tokens: ['insert', 'take', 'removeExpired'],
  sellers: ['insert'],
  carts: ['insert', 'putLine', 'removeLine', 'clear', 'give', 'claimAbandoned', 'reminded', 'removeForgotten'],
  inventory: ['insert', 'update', 'recordPrice', 'adjust', 'setLowMark'],
  consents: ['record', 'unsubscribeToken'],
  campaigns: ['insert', 'addRecipient', 'finish'],
  audit: [],
};

describe('methods that are called reads write nothing', () => {
  let shop: TestShopDatabase;
  let database: Database;
  let store: DatabaseStore;
  useShop((made) => {
    shop = made;
  });
  beforeAll(async () => {
    await shop.query(`alter database "${shop.config.name}" set default_transaction_read_only = on`);
    database = connect(shop.config);
    store = new DatabaseStore(database);
  });
  afterAll(async () => store.close());

  test.each(
    Object.entries(READS).flatMap(([name, calls]) =>
      Object.entries(calls).map(([method, call]) => [name as keyof StoreReader, method, call as never] as const),
    ),
  )('%s.%s reads a database that takes no writes', async (name, _, call: (repository: unknown) => Promise<unknown>) => {
    await expect(call(store.read[name])).resolves.not.toThrow();
  });

  test('the database of this test refuses writes', async () => {
    const { campaigns }: StoreWriter = store.write;
    await expect(campaigns.finish(id)).rejects.toThrow('read-only transaction');
  });

  test('every method of the repositories is a read or a write', async () => {
    const repositories = store.write as unknown as UnitOfWork;
    const methods = Object.entries(repositories).map(([name, repository]) => [name, Object.keys(repository).sort()]);
    const named = Object.entries(WRITES).map(([name, writes]) => [
      name,
      [...writes, ...Object.keys(name in READS ? READS[name as keyof Reads] : {})].sort(),
    ]);
    expect(Object.fromEntries(methods)).toEqual(Object.fromEntries(named));
  });

  test('a write by `read`, or a write of a whole step without a transaction, does not compile', () => {
    // @ts-expect-error: sessions are ended by `write`.
    expect(() => store.read.sessions.end).not.toThrow();
    // @ts-expect-error: an order is placed by a transaction.
    expect(() => store.write.orders.insert).not.toThrow();
  });
});
