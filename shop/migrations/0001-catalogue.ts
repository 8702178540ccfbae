import { Migration, MYSQL_TABLE } from './migration';

/** Tables of products and stock. */
export const catalogue: readonly Migration[] = [
  {
    version: 1,
    name: 'product',
    postgres: `create table if not exists product (
      id char(26) primary key,
      sku varchar(64) not null unique,
      name varchar(200) not null,
      description text not null,
      price_minor bigint not null check (price_minor >= 0),
      currency char(3) not null,
      active boolean not null,
      version integer not null,
      seller_id char(26),
      image_key varchar(200),
      created_at timestamptz(3) not null
    )`,
    mysql: `create table if not exists product (
      id char(26) not null primary key,
      sku varchar(64) not null unique,
      name varchar(200) collate utf8mb4_unicode_ci not null,
      description text collate utf8mb4_unicode_ci not null,
      price_minor bigint not null check (price_minor >= 0),
      currency char(3) not null,
      active tinyint(1) not null,
      version integer not null,
      seller_id char(26),
      image_key varchar(200),
      created_at datetime(3) not null,
      index product_by_name (active, name),
      index product_by_seller (seller_id, name),
      fulltext index product_search (name, description)
    ) ${MYSQL_TABLE}`,
  },
  {
    version: 2,
    name: 'product search',
    postgres:
      'create index if not exists product_search on product ' +
      "using gin (to_tsvector('simple', name || ' ' || description))",
    // Created with the table, because MySQL has no "create index if not exists".
    mysql: 'do 0',
  },
  {
    version: 3,
    name: 'product by name',
    postgres: 'create index if not exists product_by_name on product (active, name)',
    mysql: 'do 0',
  },
  {
    version: 4,
    name: 'stock',
    postgres: `create table if not exists stock (
      product_id char(26) primary key references product (id),
      on_hand integer not null,
      reserved integer not null,
      low_mark integer not null,
      constraint stock_bounds check (0 <= reserved and reserved <= on_hand)
    )`,
    mysql: `create table if not exists stock (
      product_id char(26) not null primary key,
      on_hand integer not null,
      reserved integer not null,
      low_mark integer not null,
      constraint stock_bounds check (0 <= reserved and reserved <= on_hand),
      constraint stock_product foreign key (product_id) references product (id)
    ) ${MYSQL_TABLE}`,
  },
  {
    version: 5,
    name: 'stock movement',
    // No foreign key to the order, because a restock has the delivery's id instead.
    postgres: `create table if not exists stock_movement (
      order_id char(26) not null,
      product_id char(26) not null references product (id),
      kind varchar(16) not null,
      on_hand_delta integer not null,
      reserved_delta integer not null,
      created_at timestamptz(3) not null,
      primary key (order_id, product_id, kind)
    )`,
    mysql: `create table if not exists stock_movement (
      order_id char(26) not null,
      product_id char(26) not null,
      kind varchar(16) not null,
      on_hand_delta integer not null,
      reserved_delta integer not null,
      created_at datetime(3) not null,
      primary key (order_id, product_id, kind),
      constraint movement_product foreign key (product_id) references product (id)
    ) ${MYSQL_TABLE}`,
  },
];
