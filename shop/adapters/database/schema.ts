/**
 * Types of the tables for Kysely; `shop/migrations` creates the tables. Amounts are in minor units, ids are ULIDs that
 * the caller creates.
 */
import { ColumnType, Generated } from 'kysely';
import { MailState, Role } from '../../domain/accounts/customer';
import { TokenPurpose } from '../../domain/accounts/one-time-token';
import { MovementKind } from '../../domain/inventory/stock';
import { Campaign } from '../../domain/marketing/campaign';
import { Purpose } from '../../domain/marketing/consent';
import { OrderState } from '../../domain/orders/order';
import { OutboxMessageKind } from '../../domain/outbox-message';
import { WebhookOutcome } from '../../domain/payments/payment';

export interface ProductTable {
  id: string;
  sku: string;
  name: string;
  description: string;
  price_minor: number;
  currency: string;
  active: boolean;
  version: number;
  seller_id: string | null;
  image_key: string | null;
  created_at: Date;
}

export interface PriceHistoryTable {
  product_id: string;
  version: number;
  price_minor: number;
  currency: string;
  changed_by: string | null;
  changed_at: Date;
}

export interface StockTable {
  product_id: string;
  on_hand: number;
  reserved: number;
  low_mark: number;
}

export interface AddressColumns {
  name: string;
  line1: string;
  line2: string | null;
  postal_code: string;
  city: string;
  country: string;
}

export interface OrdersTable extends AddressColumns {
  id: string;
  email: string;
  email_normalized: string;
  state: OrderState;
  reason: string | null;
  version: Generated<number>;
  total_minor: number;
  currency: string;
  test: Generated<boolean>;
  placed_at: Date;
  customer_id: string | null;
  access_hash: string;
  access_copy: string | null;
  delivery_changed_at: Date | null;
}

export interface OrderLineTable {
  order_id: string;
  product_id: string;
  name: string;
  quantity: number;
  price_minor: number;
}

export interface StockMovementTable {
  order_id: string;
  product_id: string;
  kind: MovementKind;
  on_hand_delta: number;
  reserved_delta: number;
  created_at: Date;
}

export interface PaymentTable {
  provider: string;
  provider_ref: string;
  order_id: string;
  amount_minor: number;
  currency: string;
  state: 'captured' | 'refund_due';
  created_at: Date;
}

export interface WebhookEventTable {
  provider: string;
  event_id: string;
  event_type: string;
  raw_body: string;
  received_at: Date;
  outcome: WebhookOutcome;
  reason: string | null;
}

export interface ShipmentTable {
  order_id: string;
  state: 'requested' | 'shipped';
  carrier: string | null;
  tracking: string | null;
  test: boolean;
  created_at: Date;
}

export interface OutboxTable {
  id: string;
  kind: OutboxMessageKind;
  payload: string;
  attempts: Generated<number>;
  due_at: Date;
  lease_until: Date | null;
  state: ColumnType<OutboxState, OutboxState | undefined, OutboxState>;
  last_error: string | null;
  created_at: Date;
}

export type OutboxState = 'pending' | 'sending' | 'sent' | 'dead';

export interface InboxTable {
  consumer: string;
  message_id: string;
  received_at: Date;
}

export interface CustomerTable {
  id: string;
  email: string;
  email_normalized: string;
  name: string;
  password_hash: string | null;
  role: Role;
  locale: string;
  mail_state: ColumnType<MailState, MailState | undefined, MailState>;
  created_at: Date;
}

export interface AddressTable extends AddressColumns {
  id: string;
  customer_id: string;
  created_at: Date;
}

export interface SessionTable {
  token_hash: string;
  customer_id: string | null;
  cart_id: string | null;
  csrf_secret: string;
  expires_at: Date;
}

export interface OneTimeTokenTable {
  token_hash: string;
  purpose: TokenPurpose;
  customer_id: string;
  expires_at: Date;
  used_at: Date | null;
}

export interface SellerTable {
  id: string;
  customer_id: string;
  name: string;
  created_at: Date;
}

export interface CartTable {
  id: string;
  customer_id: string | null;
  touched_at: Date;
  reminded_at: Date | null;
}

export interface CartLineTable {
  cart_id: string;
  product_id: string;
  quantity: number;
  price_minor: number;
}

export interface ConsentTable {
  id: string;
  customer_id: string;
  purpose: Purpose;
  granted: boolean;
  source: string;
  text_version: string;
  recorded_at: Date;
}

export interface UnsubscribeTokenTable {
  customer_id: string;
  purpose: Purpose;
  token: string;
  created_at: Date;
}

export interface CampaignTable {
  id: string;
  subject: string;
  body: string;
  created_by: string;
  created_at: Date;
  state: Campaign['state'];
}

export interface CampaignRecipientTable {
  campaign_id: string;
  customer_id: string;
  chosen_at: Date;
}

export interface SchemaVersionTable {
  version: number;
  name: string;
  applied_at: Date;
}

export interface Schema {
  product: ProductTable;
  stock: StockTable;
  orders: OrdersTable;
  order_line: OrderLineTable;
  stock_movement: StockMovementTable;
  payment: PaymentTable;
  webhook_event: WebhookEventTable;
  shipment: ShipmentTable;
  outbox: OutboxTable;
  inbox: InboxTable;
  price_history: PriceHistoryTable;
  customer: CustomerTable;
  address: AddressTable;
  session: SessionTable;
  one_time_token: OneTimeTokenTable;
  seller: SellerTable;
  cart: CartTable;
  cart_line: CartLineTable;
  consent: ConsentTable;
  unsubscribe_token: UnsubscribeTokenTable;
  campaign: CampaignTable;
  campaign_recipient: CampaignRecipientTable;
  schema_version: SchemaVersionTable;
}
