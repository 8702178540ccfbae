import { SchemaGate } from '../../../shop/application/schema-gate';

describe('schema gate', () => {
  let now = 0;
  const clock = { now: () => new Date(now) };
  const migrations = { request: jest.fn(async () => undefined) };

  test('asks for the schema, looks once a second, and never again once it is there', async () => {
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

  test('a database that is away turns nobody away, and is asked again', async () => {
    const isReady = jest.fn(async (): Promise<boolean> => {
      throw new Error('away');
    });
    const gate = new SchemaGate({ isReady, migrations, clock: undefined });
    await gate.pass();
    isReady.mockResolvedValue(false);
    await expect(gate.pass()).rejects.toMatchObject({ problem: 'schema' });
    expect(isReady).toHaveBeenCalledTimes(2);
  });
});
