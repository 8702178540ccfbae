import { Environment, loadConfig } from '../../../shop/adapters/configuration/load-config';
import { connect } from '../../../shop/adapters/database/connect';
import { output } from '../../../shop/adapters/telemetry/log';
import { createHandler } from '../../../shop/handlers/migrations';
import { LATEST_VERSION, schemaVersion } from '../../../shop/migrations/version';
import { sqsEvent } from '../support/events';
import { databaseEnvironment, startPostgres, TestPostgres } from '../support/postgres';

describe('the migration function', () => {
  let server: TestPostgres;
  beforeAll(async () => {
    server = await startPostgres({ shared: false });
  });
  beforeEach(() => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => server.stop());

  const run = (env: Environment, readSecret: (arn: string, options?: { fresh?: boolean }) => Promise<string>) =>
    createHandler(() => ({ config: loadConfig(env), readSecret }))(sqsEvent([{ requestedAt: 1 }]));

  test('signs in as master, also after a rotation, and creates a user for the shop', async () => {
    const config = await server.createDatabase();
    const asked: (boolean | undefined)[] = [];
    // The secret is cached until a fresh one is requested.
    let kept = 'rotated';
    const response = await run(
      {
        ...databaseEnvironment(config),
        DATABASE_USER: 'shop',
        DATABASE_PASSWORD: 'local',
        DATABASE_SECRET_ARN: 'arn:master',
      },
      async (arn, options) => {
        expect(arn).toBe('arn:master');
        asked.push(options?.fresh);
        if (options?.fresh) kept = 'postgres';
        return JSON.stringify({ username: 'postgres', password: kept });
      },
    );
    expect(response).toEqual({ batchItemFailures: [] });
    expect(asked).toContain(true);
    const application = connect({ ...config, user: 'shop', password: 'local' });
    expect(await schemaVersion(application)).toBe(LATEST_VERSION);
    await application.destroy();
  });

  test("signs in as the shop's user without a master secret", async () => {
    const config = await server.createDatabase();
    const readSecret = async () => {
      throw new Error('must not be read');
    };
    expect(await run({ ...databaseEnvironment(config), DEMO_CATALOGUE: 'true' }, readSecret)).toEqual({
      batchItemFailures: [],
    });
    expect(await server.query(config, 'select count(*)::int as n from product')).toEqual([{ n: 8 }]);
  });

  test('a failed request stays in its queue', async () => {
    const config = await server.createDatabase();
    const failed = { batchItemFailures: [{ itemIdentifier: 'm1' }] };
    const env = { ...databaseEnvironment(config), DATABASE_SECRET_ARN: 'arn:master' };
    expect(await run(env, async () => 'no json')).toEqual(failed);
    expect(await run(env, async () => '{"username":"postgres"}')).toEqual(failed);
    expect(await run(env, async () => '{"username":"postgres","password":"wrong"}')).toEqual(failed);
    expect(await run({}, async () => '')).toEqual(failed);
    // The server of the tests has no certificate, so nothing is sent to it while verification is on.
    expect(await run({ ...databaseEnvironment(config), DATABASE_TLS: 'verify' }, async () => '')).toEqual(failed);
  });
});
