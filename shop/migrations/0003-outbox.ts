import { Migration, MYSQL_TABLE } from './migration';

/** Tables of payments, webhook events and outbox messages. */
export const outbox: readonly Migration[] = [
  {
    version: 11,
    name: 'payment',
    postgres: `create table if not exists payment (
      provider varchar(32) not null,
      provider_ref varchar(128) not null,
      order_id char(26) not null references orders (id),
      amount_minor bigint not null check (amount_minor >= 0),
      currency char(3) not null,
      state varchar(16) not null,
      created_at timestamptz(3) not null,
      primary key (provider, provider_ref)
    )`,
    mysql: `create table if not exists payment (
      provider varchar(32) not null,
      provider_ref varchar(128) not null,
      order_id char(26) not null,
      amount_minor bigint not null check (amount_minor >= 0),
      currency char(3) not null,
      state varchar(16) not null,
      created_at datetime(3) not null,
      primary key (provider, provider_ref),
      constraint payment_order foreign key (order_id) references orders (id)
    ) ${MYSQL_TABLE}`,
  },
  {
    version: 12,
    name: 'webhook event',
    // The body may have any content up to the size limit. It is stored as the text that was signed.
    postgres: `create table if not exists webhook_event (
      provider varchar(32) not null,
      event_id varchar(128) not null,
      event_type varchar(128) not null,
      raw_body text not null,
      received_at timestamptz(3) not null,
      outcome varchar(16) not null,
      reason varchar(200),
      primary key (provider, event_id)
    )`,
    mysql: `create table if not exists webhook_event (
      provider varchar(32) not null,
      event_id varchar(128) not null,
      event_type varchar(128) not null,
      raw_body mediumtext not null,
      received_at datetime(3) not null,
      outcome varchar(16) not null,
      reason varchar(200),
      primary key (provider, event_id),
      index webhook_event_by_time (received_at)
    ) ${MYSQL_TABLE}`,
  },
  {
    version: 13,
    name: 'outbox',
    postgres: `create table if not exists outbox (
      id varchar(200) primary key,
      kind varchar(32) not null,
      payload text not null,
      attempts integer not null default 0,
      due_at timestamptz(3) not null,
      lease_until timestamptz(3),
      state varchar(16) not null default 'pending',
      last_error varchar(500),
      created_at timestamptz(3) not null
    )`,
    mysql: `create table if not exists outbox (
      id varchar(200) not null primary key,
      kind varchar(32) not null,
      payload mediumtext not null,
      attempts integer not null default 0,
      due_at datetime(3) not null,
      lease_until datetime(3),
      state varchar(16) not null default 'pending',
      last_error varchar(500),
      created_at datetime(3) not null,
      index outbox_due (state, due_at)
    ) ${MYSQL_TABLE}`,
  },
  {
    version: 14,
    name: 'outbox due',
    postgres: 'create index if not exists outbox_due on outbox (state, due_at)',
    mysql: 'do 0',
  },
];
