/** The tables as Kysely sees them; `shop/migrations` makes them. Amounts are minor units, ids are ULIDs made by the caller. */
import { ColumnType, Generated } from 'kysely';
import { EffectKind, MovementKind, OrderState, WebhookOutcome } from '../../ports/store';

export interface ProductTable {
  id: string;
  sku: string;
  name: string;
  description: string;
  price_minor: number;
  currency: string;
  active: boolean;
  version: number;
  created_at: Date;
}

export interface StockTable {
  product_id: string;
  on_hand: number;
  reserved: number;
  low_mark: number;
}

export interface OrdersTable {
  id: string;
  email: string;
  email_normalized: string;
  state: OrderState;
  reason: string | null;
  version: Generated<number>;
  total_minor: number;
  currency: string;
  name: string;
  line1: string;
  line2: string | null;
  postal_code: string;
  city: string;
  country: string;
  test: Generated<boolean>;
  placed_at: Date;
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
  kind: EffectKind;
  payload: string;
  attempts: Generated<number>;
  due_at: Date;
  lease_until: Date | null;
  state: ColumnType<OutboxState, OutboxState | undefined, OutboxState>;
  last_error: string | null;
  created_at: Date;
}

export type OutboxState = 'pending' | 'sending' | 'sent' | 'dead';

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
  schema_version: SchemaVersionTable;
}
