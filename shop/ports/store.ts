/**
 * What the use cases need from the database. Every write of one business step happens in one `transaction`; the work must be
 * repeatable, because a deadlock or a lost connection runs it again: all writes are guarded by a key or by the state they expect.
 */
import { Audit } from './repositories/audit';
import { Campaigns, CampaignsReader } from './repositories/campaigns';
import { Carts, CartsReader } from './repositories/carts';
import { Catalogue } from './repositories/catalogue';
import { Consents, ConsentsReader } from './repositories/consents';
import { Customers, CustomersReader } from './repositories/customers';
import { Inbox } from './repositories/inbox';
import { Inventory, InventoryReader } from './repositories/inventory';
import { OneTimeTokens } from './repositories/one-time-tokens';
import { Orders, OrdersReader } from './repositories/orders';
import { Outbox } from './repositories/outbox';
import { Payments, PaymentsReader } from './repositories/payments';
import { Sellers, SellersReader } from './repositories/sellers';
import { Sessions, SessionsReader } from './repositories/sessions';
import { Shipments, ShipmentsReader } from './repositories/shipments';
import { Stock, StockReader } from './repositories/stock';

/** Reads outside a transaction: each call stands alone and is tried again on its own. */
export interface StoreReader {
  readonly catalogue: Catalogue;
  readonly stock: StockReader;
  readonly orders: OrdersReader;
  readonly payments: PaymentsReader;
  readonly shipments: ShipmentsReader;
  readonly customers: CustomersReader;
  readonly sessions: SessionsReader;
  readonly sellers: SellersReader;
  readonly carts: CartsReader;
  readonly inventory: InventoryReader;
  readonly consents: ConsentsReader;
  readonly campaigns: CampaignsReader;
  readonly audit: Audit;
}

/**
 * Writes that need no transaction: each is one statement, which may run twice, and is tried again on its own. All
 * other writes belong to a step that happens as a whole.
 */
export interface StoreWriter {
  readonly sessions: Pick<Sessions, 'extend' | 'end'>;
  readonly customers: Pick<Customers, 'setName' | 'addAddress' | 'removeAddress'>;
  readonly campaigns: Pick<Campaigns, 'finish'>;
  readonly outbox: Pick<Outbox, 'sent' | 'failed' | 'release'>;
}

/** Reads and writes of one transaction. */
export interface UnitOfWork extends StoreReader {
  readonly stock: Stock;
  readonly orders: Orders;
  readonly payments: Payments;
  readonly shipments: Shipments;
  readonly outbox: Outbox;
  readonly inbox: Inbox;
  readonly customers: Customers;
  readonly sessions: Sessions;
  readonly tokens: OneTimeTokens;
  readonly sellers: Sellers;
  readonly carts: Carts;
  readonly inventory: Inventory;
  readonly consents: Consents;
  readonly campaigns: Campaigns;
  /** Runs a part that may be taken back on its own: `false` undoes what it wrote. */
  attempt(part: () => Promise<boolean>): Promise<boolean>;
}

export interface Store {
  readonly read: StoreReader;
  readonly write: StoreWriter;
  transaction<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
