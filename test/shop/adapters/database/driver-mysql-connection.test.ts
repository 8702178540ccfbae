import { Kysely, sql } from 'kysely';
import * as mysql from 'mysql2';
import { createDialect } from '../../../../shop/adapters/database/driver-mysql';
import { classify } from '../../../../shop/adapters/database/errors';
import { Schema } from '../../../../shop/adapters/database/schema';

jest.mock('mysql2', () => ({ createPool: jest.fn() }));

const ISOLATION = 'set session transaction isolation level read committed';
type Reply = (text: string) => object | undefined;

/** Stand-in of mysql2's pool: one connection until it is destroyed. */
function fakePool(reply: Reply, refuse: (password: string) => boolean = () => false) {
  const asked: string[] = [];
  let opened = 0;
  let current: object | undefined;
  const connectionConfig: { password?: string } = {};
  const open = () => ({
    query({ sql: text }: { sql: string }, callback: (error: object | null, result: unknown) => void) {
      asked.push(text);
      callback(reply(text) ?? null, []);
    },
    destroy() {
      current = undefined;
    },
    release() {
      /* stays */
    },
  });
  const pool = {
    config: { connectionConfig },
    getConnection(callback: (error: object | null, connection?: object) => void) {
      if (current) return callback(null, current);
      if (refuse(connectionConfig.password ?? '')) return callback({ errno: 1045 });
      opened += 1;
      current = open();
      callback(null, current);
    },
    end: (callback: () => void) => callback(),
  };
  jest.mocked(mysql.createPool).mockReturnValue(pool as unknown as mysql.Pool);
  return { asked, opened: () => opened };
}

describe('a connection to MySQL', () => {
  const open = (password = async (_fresh: boolean) => 'token') =>
    new Kysely<Schema>({
      dialect: createDialect({
        host: 'db',
        port: 3306,
        database: 'shop',
        user: 'shop',
        password,
        tls: true,
        poolSize: 1,
        connectTimeoutMs: 1_000,
        queryTimeoutMs: 200,
      }),
    });
  const failureOf = async (database: Kysely<Schema>, text: string): Promise<unknown> =>
    database
      .transaction()
      .execute(async (transaction) => sql.raw(text).execute(transaction))
      .catch((error: unknown) => error);

  test('is set to read committed once, and reused', async () => {
    const server = fakePool(() => undefined);
    const database = open();
    await sql`do 1`.execute(database);
    await sql`do 2`.execute(database);
    expect(server.asked).toEqual([ISOLATION, 'do 1', 'do 2']);
    await database.destroy();
  });

  test('that cannot be set is never used, and its place in the pool is free again', async () => {
    let broken = true;
    const server = fakePool((text) => (text === ISOLATION && broken ? { errno: 1227, sqlState: '42000' } : undefined));
    const database = open();
    await expect(sql`do 1`.execute(database)).rejects.toMatchObject({ errno: 1227 });
    broken = false;
    await sql`do 1`.execute(database);
    expect(server.opened()).toBe(2);
  });

  test('asks for a fresh password when the first is refused', async () => {
    fakePool(
      () => undefined,
      (password) => password === 'old',
    );
    const asked: boolean[] = [];
    await sql`do 1`.execute(
      open(async (fresh) => {
        asked.push(fresh);
        return fresh ? 'new' : 'old';
      }),
    );
    expect(asked).toEqual([false, true]);
    fakePool(
      () => undefined,
      () => true,
    );
    await expect(sql`do 1`.execute(open())).rejects.toMatchObject({ errno: 1045 });
  });

  test('without an answer is closed with its reason, and the next one works', async () => {
    const server = fakePool((text) => (text === 'do slow' ? { code: 'PROTOCOL_SEQUENCE_TIMEOUT' } : undefined));
    const database = open();
    const failure = await failureOf(database, 'do slow');
    expect([failure, classify(failure)]).toEqual([{ code: 'PROTOCOL_SEQUENCE_TIMEOUT' }, 'unavailable']);
    expect(server.asked).not.toContain('rollback');
    await sql`do 1`.execute(database);
    expect(server.opened()).toBe(2);
  });

  test('stays in use after an error that the server answers', async () => {
    const server = fakePool((text) => (text === 'do wrong' ? { errno: 1213, sqlState: '40001' } : undefined));
    const database = open();
    expect(classify(await failureOf(database, 'do wrong'))).toBe('conflict');
    await sql`do 1`.execute(database);
    expect([server.opened(), server.asked.filter((text) => text === 'rollback').length]).toEqual([1, 1]);
  });
});
