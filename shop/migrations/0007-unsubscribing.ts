import { Migration, table } from './migration';

/** Table of the tokens in unsubscribe links. */
export const unsubscribing: readonly Migration[] = [
  table(35, 'unsubscribe_token', [
    'customer_id char(26) not null',
    'purpose varchar(32) not null',
    // Not hashed, unlike other tokens: each mail contains the same one, and it can only end these mails.
    'token char(43) not null unique',
    'created_at time not null',
    'primary key (customer_id, purpose)',
    'constraint unsubscribe_customer foreign key (customer_id) references customer (id)',
  ]),
];
