import { Migration, postgresIndex } from './migration';

/** Indexes for PostgreSQL. MySQL has an index for each foreign key already. */
export const lookUps: readonly Migration[] = [
  postgresIndex(36, 'payment_by_order', 'payment (order_id)'),
  postgresIndex(37, 'movement_by_product', 'stock_movement (product_id)'),
  postgresIndex(38, 'webhook_event_by_time', 'webhook_event (received_at)'),
  postgresIndex(39, 'token_by_expiry', 'one_time_token (expires_at)'),
];
