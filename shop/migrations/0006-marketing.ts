import { Migration, postgresIndex, table } from './migration';

/** Tables of consents, campaigns and processed messages. */
export const marketing: readonly Migration[] = [
  table(
    29,
    'consent',
    [
      'id char(26) not null primary key',
      'customer_id char(26) not null',
      'purpose varchar(32) not null',
      'granted flag not null',
      'source varchar(64) not null',
      'text_version varchar(32) not null',
      'recorded_at time not null',
      'constraint consent_customer foreign key (customer_id) references customer (id)',
    ],
    ['index consent_latest (customer_id, purpose, recorded_at)'],
  ),
  postgresIndex(30, 'consent_latest', 'consent (customer_id, purpose, recorded_at)'),
  table(31, 'campaign', [
    'id char(26) not null primary key',
    'subject varchar(200) not null',
    'body text not null',
    'created_by char(26) not null',
    'created_at time not null',
    'state varchar(16) not null',
  ]),
  table(32, 'campaign_recipient', [
    'campaign_id char(26) not null',
    'customer_id char(26) not null',
    'chosen_at time not null',
    'primary key (campaign_id, customer_id)',
    'constraint recipient_campaign foreign key (campaign_id) references campaign (id)',
    'constraint recipient_customer foreign key (customer_id) references customer (id)',
  ]),
  table(
    33,
    'inbox',
    [
      'consumer varchar(64) not null',
      'message_id varchar(200) not null',
      'received_at time not null',
      'primary key (consumer, message_id)',
    ],
    ['index inbox_by_time (received_at)'],
  ),
  postgresIndex(34, 'inbox_by_time', 'inbox (received_at)'),
];
