import { SchemaGate } from '../../../shop/application/schema-gate';

describe('schema gate', () => {
  let now = 0;
  const clock = { now: () => new Date(now) };
  const migrations = { request: jest.fn(async () => undefined) };

  test('requests the migration, checks once a second, and never again once the schema exists', async () => {
    const isReady = jest.fn(async () => false);
    const gate = new SchemaGate({ isReady, migrations, clock });
    await expect(Promise.all([gate.pass(), gate.pass()])).rejects.toMatchObject({ problem: 'schema' });
    await expect(gate.pass()).rejects.toMatchObject({ problem: 'schema' });
    expect(isReady).toHaveBeenCalledTimes(1);
    expect(migrations.request).toHaveBeenCalled();
    now += 1_000;
    isReady.mockResolvedValue(true);
    await gate.pass();
    await gate.pass();
    expect(isReady).toHaveBeenCalledTimes(2);
  });

  test('lets requests pass while the database is unavailable, and checks again', async () => {
    const isReady = jest.fn(async (): Promise<boolean> => {
      throw new Error('unavailable');
    });
    const gate = new SchemaGate({ isReady, migrations, clock: undefined });
    await gate.pass();
    isReady.mockResolvedValue(false);
    await expect(gate.pass()).rejects.toMatchObject({ problem: 'schema' });
    expect(isReady).toHaveBeenCalledTimes(2);
  });
});
