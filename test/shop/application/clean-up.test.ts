import { DummyDriver, Kysely, MysqlAdapter, MysqlIntrospector, MysqlQueryCompiler } from 'kysely';
import { ulid } from 'ulid';
import { removeOldest } from '../../../shop/adapters/database/engine';
import { Schema } from '../../../shop/adapters/database/schema';
import { cleanUp } from '../../../shop/application/clean-up';
import { MIGRATIONS } from '../../../shop/migrations/version';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';
import { writing } from '../support/writing';

const NOW = new Date('2026-11-23T12:00:00Z');
const ago = (days: number) => new Date(NOW.getTime() - days * 86_400_000);

describe('clean-up of webhook events and one-time tokens', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });
  beforeEach(async () => shop.query('truncate webhook_event, one_time_token, customer cascade'));

  const event = async (eventId: string, days: number, outcome: 'handled' | 'unknown') => {
    const { payments } = writing(shop.store);
    await payments.recordEvent({ provider: 'signed', eventId, eventType: 'payment.captured', rawBody: '{}' });
    await payments.setOutcome('signed', eventId, outcome);
    await shop.query('update webhook_event set received_at = $2 where event_id = $1', [eventId, ago(days)]);
  };
  const events = async () =>
    (await shop.query<{ event_id: string }>('select event_id from webhook_event order by 1')).map(
      (row) => row.event_id,
    );

  test('webhook events stay for 90 days, longer than any provider repeats one', async () => {
    await event('handled-91', 91, 'handled');
    await event('handled-89', 89, 'handled');
    await event('unknown-91', 91, 'unknown');
    await event('unknown-1', 1, 'unknown');
    expect(await cleanUp(shop.store, NOW)).toMatchObject({ events: 2, tokens: 0 });
    expect(await events()).toEqual(['handled-89', 'unknown-1']);
  });

  test('one-time tokens are removed a day after they expired, used or not', async () => {
    const customerId = ulid();
    const ada = { id: customerId, email: 'a@example.com', name: 'Ada', role: 'customer', locale: 'en' } as const;
    await writing(shop.store).customers.insert(ada);
    const token = async (letter: string, expiresAt: Date) =>
      writing(shop.store).tokens.insert({ tokenHash: letter.repeat(64), purpose: 'reset', customerId, expiresAt });
    await token('a', ago(1.1));
    await token('b', ago(0.9));
    await token('c', ago(-1));
    await token('d', ago(9));
    await shop.query("update one_time_token set used_at = $1 where token_hash like 'd%'", [ago(9)]);
    expect(await cleanUp(shop.store, NOW)).toMatchObject({ events: 0, tokens: 2 });
    const left = await shop.query('select left(token_hash, 1) as hash from one_time_token order by 1');
    expect(left).toEqual([{ hash: 'b' }, { hash: 'c' }]);
  });

  test('very many rows are removed in pages, a limited number in one run', async () => {
    await shop.query(
      `insert into webhook_event select 'signed', n::text, 'x', '{}', $1, 'handled', null
      from generate_series(1, 5200) n`,
      [ago(100)],
    );
    expect(await cleanUp(shop.store, NOW)).toMatchObject({ events: 5_000 });
    expect(await cleanUp(shop.store, NOW)).toMatchObject({ events: 200 });
    expect(await events()).toEqual([]);
  });

  test.each([
    ['webhook_event', 'received_at'],
    ['one_time_token', 'expires_at'],
  ])('%s is found by an index, not by a scan', async (name, column) => {
    const of = 'select indexdef as made from pg_indexes where tablename = $1';
    const indexes = await shop.query<{ made: string }>(of, [name]);
    expect(indexes.map(({ made }) => made)).toContainEqual(expect.stringContaining(`(${column})`));
    const tables = MIGRATIONS.filter(({ mysql }) => mysql.startsWith(`create table if not exists ${name} (`));
    expect(tables.map(({ mysql }) => mysql)).toEqual([expect.stringMatching(new RegExp(`index \\w+ \\(${column}\\)`))]);
  });
});

test('MySQL has another statement for the deletion', async () => {
  const statements: string[] = [];
  const mysql = new Kysely<Schema>({
    dialect: {
      createAdapter: () => new MysqlAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push(query.sql);
    },
  });
  await removeOldest(mysql, 'webhook_event', NOW, 5);
  await removeOldest(mysql, 'one_time_token', NOW, 5);
  expect(statements).toEqual([
    'delete from `webhook_event` where `received_at` < ? order by `received_at` limit ?',
    'delete from `one_time_token` where `expires_at` < ? order by `expires_at` limit ?',
  ]);
});
