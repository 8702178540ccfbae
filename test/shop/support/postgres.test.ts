import { startPostgres, TestPostgres } from './postgres';

describe('the PostgreSQL of the tests', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  test('gives each caller a separate database', async () => {
    const [one, two] = [await server.createDatabase(), await server.createDatabase()];
    await server.query(one, 'create table a (id int)');
    expect(await server.query(one, 'select id from a')).toEqual([]);
    await expect(server.query(two, 'select id from a')).rejects.toThrow('does not exist');
  });
});
