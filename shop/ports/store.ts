/**
 * Database as the use cases need it. All writes of one business step happen in one `transaction`. Its work must be
 * repeatable, because a deadlock or a lost connection runs it again: a key or the expected state guards each write.
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

/** Reads outside a transaction. Each call is independent and is retried by itself. */
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
 * Writes that need no transaction. Each is one repeatable statement and is retried by itself. All other writes belong
 * to a step that must succeed or fail as a whole.
 */
export interface StoreWriter {
  readonly sessions: Pick<Sessions, 'extend' | 'end'>;
  readonly customers: Pick<Customers, 'setName' | 'addAddress' | 'removeAddress'>;
  readonly campaigns: Pick<Campaigns, 'finish'>;
  readonly outbox: Pick<Outbox, 'sent' | 'failed' | 'release'>;
}

/** Repositories of one transaction. */
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
  /**
   * Runs a part of the transaction that can be undone by itself: when it returns false, what it wrote is rolled back.
   */
  attempt(part: () => Promise<boolean>): Promise<boolean>;
}

/** Database of the shop. */
export interface Store {
  readonly read: StoreReader;
  readonly write: StoreWriter;
  transaction<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
