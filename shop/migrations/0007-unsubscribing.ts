import { Migration, table } from './migration';

export const unsubscribing: readonly Migration[] = [
  table(35, 'unsubscribe_token', [
    'customer_id char(26) not null',
    'purpose varchar(32) not null',
    // Readable, unlike other tokens: the same one goes into every mail, and all it can do is end them.
    'token char(43) not null unique',
    'created_at time not null',
    'primary key (customer_id, purpose)',
    'constraint unsubscribe_customer foreign key (customer_id) references customer (id)',
  ]),
];
