import { Migration, postgresIndex } from './migration';

/** MySQL has an index for each foreign key already. */
export const lookUps: readonly Migration[] = [
  postgresIndex(36, 'payment_by_order', 'payment (order_id)'),
  postgresIndex(37, 'movement_by_product', 'stock_movement (product_id)'),
];
