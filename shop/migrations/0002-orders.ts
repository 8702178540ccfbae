import { Migration, MYSQL_TABLE } from './migration';

/** Tables of orders and shipments. */
export const orders: readonly Migration[] = [
  {
    version: 6,
    name: 'orders',
    postgres: `create table if not exists orders (
      id char(26) primary key,
      email varchar(254) not null,
      email_normalized varchar(254) not null,
      state varchar(16) not null,
      reason varchar(200),
      version integer not null default 1,
      total_minor bigint not null check (total_minor >= 0),
      currency char(3) not null,
      name varchar(120) not null,
      line1 varchar(120) not null,
      line2 varchar(120),
      postal_code varchar(16) not null,
      city varchar(80) not null,
      country char(2) not null,
      test boolean not null default false,
      placed_at timestamptz(3) not null,
      customer_id char(26),
      access_hash char(64) not null,
      access_copy varchar(400),
      delivery_changed_at timestamptz(3)
    )`,
    mysql: `create table if not exists orders (
      id char(26) not null primary key,
      email varchar(254) not null,
      email_normalized varchar(254) not null,
      state varchar(16) not null,
      reason varchar(200),
      version integer not null default 1,
      total_minor bigint not null check (total_minor >= 0),
      currency char(3) not null,
      name varchar(120) not null,
      line1 varchar(120) not null,
      line2 varchar(120),
      postal_code varchar(16) not null,
      city varchar(80) not null,
      country char(2) not null,
      test tinyint(1) not null default 0,
      placed_at datetime(3) not null,
      customer_id char(26),
      access_hash char(64) not null,
      access_copy varchar(400),
      delivery_changed_at datetime(3),
      index orders_by_email (email_normalized, placed_at),
      index orders_by_customer (customer_id, placed_at),
      index orders_by_state (state, placed_at)
    ) ${MYSQL_TABLE}`,
  },
  {
    version: 7,
    name: 'orders by e-mail',
    postgres: 'create index if not exists orders_by_email on orders (email_normalized, placed_at)',
    mysql: 'do 0',
  },
  {
    version: 8,
    name: 'orders by state',
    postgres: 'create index if not exists orders_by_state on orders (state, placed_at)',
    mysql: 'do 0',
  },
  {
    version: 9,
    name: 'order line',
    postgres: `create table if not exists order_line (
      order_id char(26) not null references orders (id),
      product_id char(26) not null references product (id),
      name varchar(200) not null,
      quantity integer not null check (quantity > 0),
      price_minor bigint not null check (price_minor >= 0),
      primary key (order_id, product_id)
    )`,
    mysql: `create table if not exists order_line (
      order_id char(26) not null,
      product_id char(26) not null,
      name varchar(200) not null,
      quantity integer not null check (quantity > 0),
      price_minor bigint not null check (price_minor >= 0),
      primary key (order_id, product_id),
      constraint line_order foreign key (order_id) references orders (id),
      constraint line_product foreign key (product_id) references product (id)
    ) ${MYSQL_TABLE}`,
  },
  {
    version: 10,
    name: 'shipment',
    postgres: `create table if not exists shipment (
      order_id char(26) primary key references orders (id),
      state varchar(16) not null,
      carrier varchar(80),
      tracking varchar(120),
      test boolean not null,
      created_at timestamptz(3) not null
    )`,
    mysql: `create table if not exists shipment (
      order_id char(26) not null primary key,
      state varchar(16) not null,
      carrier varchar(80),
      tracking varchar(120),
      test tinyint(1) not null,
      created_at datetime(3) not null,
      constraint shipment_order foreign key (order_id) references orders (id)
    ) ${MYSQL_TABLE}`,
  },
];
