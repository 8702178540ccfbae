import { Migration, postgresIndex, table } from './migration';

/** Tables of shopping carts. */
export const carts: readonly Migration[] = [
  table(
    26,
    'cart',
    [
      'id char(26) not null primary key',
      // One for each customer; both engines accept several rows without one.
      'customer_id char(26) unique',
      'touched_at time not null',
      'reminded_at time',
      'constraint cart_customer foreign key (customer_id) references customer (id)',
    ],
    ['index cart_by_touch (touched_at)'],
  ),
  postgresIndex(27, 'cart_by_touch', 'cart (touched_at)'),
  table(28, 'cart_line', [
    'cart_id char(26) not null',
    'product_id char(26) not null',
    'quantity integer not null check (quantity > 0)',
    'price_minor bigint not null check (price_minor >= 0)',
    'primary key (cart_id, product_id)',
    'constraint cart_line_cart foreign key (cart_id) references cart (id)',
    'constraint cart_line_product foreign key (product_id) references product (id)',
  ]),
];
