/**
 * What the domain needs from the database. Every write of one business step happens in one `transaction`; the work must be
 * repeatable, because a deadlock or a lost connection runs it again: all writes are guarded by a key or by the state they expect.
 */
import { Customers, OneTimeTokens, Sellers, Sessions } from './accounts';
import { Audit } from './audit';
import { Carts } from './carts';
import { Inventory } from './inventory';
import { Campaigns, Consents } from './marketing';
import { Topic } from '../../src/contract/feeds';

export type OrderState =
  | 'placed'
  | 'paid'
  | 'packed'
  | 'shipped'
  | 'delivered'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'refund_due'
  | 'refunded';

export interface Address {
  readonly name: string;
  readonly line1: string;
  readonly line2?: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166 alpha-2. */
  readonly country: string;
}

export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly description: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly active: boolean;
  readonly version: number;
  /** Absent: the shop's own. */
  readonly sellerId?: string;
  /** Where its picture is in the media store; absent: one is drawn. */
  readonly imageKey?: string;
}

export interface StockLevel {
  readonly productId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly lowMark: number;
}

export interface Order {
  readonly id: string;
  readonly email: string;
  readonly state: OrderState;
  /** Why it was rejected. */
  readonly reason?: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly address: Address;
  /** Paid through the demonstration provider: nothing is really owed. */
  readonly test: boolean;
  readonly placedAt: Date;
  readonly version: number;
  /** Whose account it is in; absent for guests. */
  readonly customerId?: string;
  /** SHA-256 of the order's secret (`domain/order-access.ts`), in hexadecimal. */
  readonly accessHash: string;
  /** Time of the last change of the delivery address. */
  readonly deliveryChangedAt?: Date;
}

export interface OrderLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceMinor: number;
}

export type MovementKind = 'reserve' | 'sell' | 'release' | 'restock';

/** One entry of the ledger: the sums of the deltas are the stock row. */
export interface Movement {
  /** For a restock: the delivery's id. */
  readonly orderId: string;
  readonly productId: string;
  readonly kind: MovementKind;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
}

export interface Payment {
  readonly provider: string;
  readonly reference: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: 'captured' | 'refund_due';
}

export type WebhookOutcome = 'handled' | 'ignored' | 'unknown';

export interface WebhookRecord {
  readonly provider: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly rawBody: string;
}

export interface Shipment {
  readonly orderId: string;
  readonly state: 'requested' | 'shipped';
  readonly carrier?: string;
  readonly tracking?: string;
  readonly test: boolean;
}

/** Mails, forgotten copies in the cache, and one publishing kind a topic: a process claims only what it is able to perform. */
export type EffectKind = 'mail' | 'invalidate' | `publish.${Topic}`;

/** Something that must happen outside, written in the transaction that decided it. */
export interface Effect {
  /** `<aggregate>:<event>`: the second insert of the same effect does nothing. */
  readonly id: string;
  readonly kind: EffectKind;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface ClaimedEffect extends Effect {
  /** Including this one. */
  readonly attempts: number;
}

export interface ProductPage {
  readonly products: readonly Product[];
  /** The next page's number, absent on the last. */
  readonly nextPage?: number;
}

export interface Catalogue {
  find(id: string): Promise<Product | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Product[]>;
  /** Active products by name, or the best matches first; pages count from 1. */
  search(query: { readonly search?: string; readonly page?: number; readonly pageSize?: number }): Promise<ProductPage>;
}

/** Each movement is guarded by its condition: `false` means the row did not allow it and nothing was written. */
export interface Stock {
  find(productId: string): Promise<StockLevel | undefined>;
  /** `share`: percent of the pieces on hand that may be reserved altogether, but at least one; 100 when absent. */
  reserve(productId: string, quantity: number, share?: number): Promise<boolean>;
  release(productId: string, quantity: number): Promise<boolean>;
  sellReserved(productId: string, quantity: number): Promise<boolean>;
  sellFree(productId: string, quantity: number): Promise<boolean>;
  record(movement: Movement): Promise<void>;
  /** What the ledger says of an order. */
  movements(orderId: string): Promise<readonly Movement[]>;
}

export type NewOrder = Omit<Order, 'version' | 'reason' | 'test' | 'deliveryChangedAt'>;

export interface MoveDetails {
  readonly reason?: string;
  readonly test?: boolean;
  /** The order has ended: no later mail needs its encrypted secret. */
  readonly closed?: boolean;
}

export interface Orders {
  /** `false`: this order is already there. `accessCopy`: its secret, encrypted for the links in its mails. */
  insert(order: NewOrder, accessCopy?: string): Promise<boolean>;
  insertLines(orderId: string, lines: readonly OrderLine[]): Promise<void>;
  find(id: string): Promise<Order | undefined>;
  /** Holds the row until the transaction ends. */
  lock(id: string): Promise<Order | undefined>;
  lines(id: string): Promise<readonly OrderLine[]>;
  /** The encrypted secret; undefined once the order has ended. */
  accessCopy(id: string): Promise<string | undefined>;
  /** Counts the orders that name this e-mail address and were placed since then, up to `limit`. */
  countByEmail(email: string, since: Date, limit: number): Promise<number>;
  /** True when the account has an order that was paid with real money and not returned. */
  hasPaid(customerId: string): Promise<boolean>;
  /** Newest first. */
  findByCustomer(customerId: string, limit?: number): Promise<readonly Order[]>;
  /** Newest first, of everybody. */
  latest(query: { readonly state?: OrderState; readonly limit?: number }): Promise<readonly Order[]>;
  /** Guarded by the state: `false` when the order is no longer in `from`. */
  move(id: string, from: OrderState, to: OrderState, details?: MoveDetails): Promise<boolean>;
  /** Only while nothing is packed; `false` otherwise. */
  changeDelivery(id: string, address: Address, now: Date): Promise<boolean>;
  /** Ids of orders still in `placed` that were placed before then, oldest first; `skip` passes by so many. */
  overdue(before: Date, limit: number, skip?: number): Promise<readonly string[]>;
  /** Ids of paid orders whose delivery address was last changed before then, oldest first. */
  deliveryChanged(before: Date, limit: number): Promise<readonly string[]>;
}

export interface Payments {
  /** `false`: this event was recorded before. */
  recordEvent(event: WebhookRecord): Promise<boolean>;
  setOutcome(provider: string, eventId: string, outcome: WebhookOutcome, reason?: string): Promise<void>;
  /** Removes events received before then, whatever became of them; returns how many went. */
  forgetEvents(before: Date, limit: number): Promise<number>;
  /** `false`: this payment was recorded before. */
  insert(payment: Payment): Promise<boolean>;
  oweRefund(provider: string, reference: string): Promise<void>;
  /** Oldest first. */
  ofOrder(orderId: string): Promise<readonly Payment[]>;
}

export interface Shipments {
  /** `false`: the order already has one. */
  request(orderId: string, test: boolean): Promise<boolean>;
  find(orderId: string): Promise<Shipment | undefined>;
  /** `false` when it is not waiting for dispatch. */
  dispatch(orderId: string, carrier: string, tracking: string): Promise<boolean>;
}

export interface Outbox {
  /** Removes effects that were performed and are older than that, with the mails' texts; returns how many went. */
  forget(before: Date, limit: number): Promise<number>;
  /** Returns how many were new. */
  add(effects: readonly Effect[]): Promise<number>;
  /** Leases due effects to the caller, who performs them after the commit. */
  claim(kinds: readonly EffectKind[], limit: number): Promise<readonly ClaimedEffect[]>;
  sent(id: string): Promise<void>;
  failed(id: string, problem: string, retryAt: Date | 'never'): Promise<void>;
  /** Gives claimed effects back that nobody tried: the claim does not count. */
  release(ids: readonly string[]): Promise<void>;
}

/** What consumers of topics have had; kept in the transaction of what they did about it. */
export interface Inbox {
  /** `false`: this message was handled before. */
  receive(consumer: string, messageId: string): Promise<boolean>;
  /** Returns how many went. */
  forget(before: Date, limit: number): Promise<number>;
}

export interface Unit {
  readonly catalogue: Catalogue;
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
  readonly audit: Audit;
  /** Runs a part that may be taken back on its own: `false` undoes what it wrote. */
  attempt(part: () => Promise<boolean>): Promise<boolean>;
}

export interface Store {
  /** Reads outside a transaction. */
  readonly read: Unit;
  transaction<T>(work: (unit: Unit) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What a failed database call means for its caller; adapters map their driver's errors to these. */
export type StoreProblem = 'unavailable' | 'schema' | 'other';

export class StoreError extends Error {
  constructor(
    readonly problem: StoreProblem,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StoreError';
  }
}
