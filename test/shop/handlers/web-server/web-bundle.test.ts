import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { connect } from '../../../../shop/adapters/database/connect';
import { migrate } from '../../../../shop/migrations/runner';
import { AwsStandIn } from '../../support/aws-stand-in';
import { databaseEnvironment, startPostgres, TestPostgres } from '../../support/postgres';
import { RespServer } from '../../support/resp-server';
import { shopDatabase, TestShopDatabase } from '../../support/shop-database';
import { makeBundles, until, WebProcess } from '../../support/web-process';

let postgres: TestPostgres;
let shop: TestShopDatabase;
let aws: AwsStandIn;
let cache: RespServer;
let web: WebProcess | undefined;

beforeAll(async () => {
  makeBundles();
  postgres = await startPostgres();
  shop = await shopDatabase(postgres, { demoCatalogue: true });
});

afterAll(async () => {
  await shop.close();
  await postgres.stop();
});

beforeEach(async () => {
  aws = await AwsStandIn.start();
  cache = await RespServer.start(
    (user, token) => user === 'shop' && token.startsWith('group/?Action=connect&User=shop&'),
  );
});

afterEach(async () => {
  await web?.stop();
  await cache.kill().catch(() => undefined);
  await aws.close();
});

const withCache = (): Record<string, string> => ({
  CACHE_HOST: '127.0.0.1',
  CACHE_PORT: String(cache.port),
  CACHE_USER: 'shop',
  CACHE_NAME: 'Group',
  CACHE_TLS: 'off',
});

async function start(environment: Record<string, string> = {}, database = shop.config): Promise<WebProcess> {
  web = await WebProcess.start('postgres', {
    ...databaseEnvironment(database),
    ...aws.environment(),
    MIGRATION_QUEUE_URL: aws.queueUrl('migrations'),
    DRAIN_SECONDS: '1',
    ...environment,
  });
  return web;
}

async function productNames(server: WebProcess): Promise<string[]> {
  const response = await server.get('/');
  expect(response.status).toBe(200);
  return [...(await response.text()).matchAll(/<h2><a href="\/products\/[^"]+">([^<]+)<\/a>/g)].map(([, name]) => name);
}

const keptList = () => [...cache.values.keys()].find((key) => key.includes(':list:'));
const inTables = async () =>
  (await shop.query<{ name: string }>('select name from product where active order by name limit 24')).length;

/** Stand-in of the instance metadata service (version 2), which gives processes the role of their instance. */
async function metadataService(): Promise<Server> {
  const role = {
    Code: 'Success',
    AccessKeyId: 'AKIDROLE',
    SecretAccessKey: 'x',
    Token: 'role-session',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  };
  const server = createServer((request, response) => {
    const isToken = request.method === 'PUT' && request.url === '/latest/api/token';
    if (!isToken && request.headers['x-aws-ec2-metadata-token'] !== 'metadata-token') response.writeHead(401).end();
    else if (isToken) response.end('metadata-token');
    else response.end(request.url?.endsWith('/security-credentials/') ? 'shop-role' : JSON.stringify(role));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

describe('the built web server', () => {
  test('lists products, caches them on the server it signed in to, and requests the migration once', async () => {
    const server = await start(withCache());
    await until(() => cache.signIns.length > 0, 'signed in to the cache');
    const names = await productNames(server);
    expect(names).toHaveLength(await inTables());
    await until(async () => (await server.get('/')) && keptList() !== undefined, 'a list in the cache');
    expect(aws.calls.filter(({ action }) => action === 'SendMessage')).toHaveLength(1);
    const page = await (await server.get('/')).text();
    const product = /href="(\/products\/[^"]+)"/.exec(page)?.[1] ?? '';
    expect((await server.get(product)).status).toBe(200);
    const style = /href="(\/static\/[^"]+)"/.exec(page)?.[1] ?? '';
    expect((await server.get(style)).headers.get('content-type')).toContain('text/css');
  });

  test('signs in with the role of its instance', async () => {
    const metadata = await metadataService();
    const { port } = metadata.address() as AddressInfo;
    const server = await start({
      ...withCache(),
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
      HOME: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
    });
    await until(() => cache.signIns.length > 0, 'signed in to the cache');
    expect(cache.signIns[0].token).toContain('AKIDROLE');
    expect(cache.signIns[0].token).toContain('X-Amz-Security-Token=role-session');
    expect((await server.get('/')).status).toBe(200);
    await until(
      () => aws.calls.some(({ authorization }) => authorization.includes('AKIDROLE')),
      'migrations asked for by the role',
    );
    metadata.close();
  });

  test('serves cached pages while the database is unavailable', async () => {
    const server = await start(withCache());
    await until(() => cache.signIns.length > 0, 'signed in to the cache');
    await productNames(server);
    await until(async () => (await server.get('/')) && keptList() !== undefined, 'a list in the cache');
    const key = keptList()!;
    cache.values.set(key, cache.values.get(key)!.replace(/"name":"[^"]+"/, '"name":"From the cache"'));
    await until(async () => (await productNames(server)).includes('From the cache'), 'the copy on the page');
  });

  test('works without a cache that ends, hangs or never existed', async () => {
    const server = await start(withCache());
    await until(() => cache.signIns.length > 0, 'signed in to the cache');
    cache.mood = 'frozen';
    // It answers nothing at all from now on: a page that waited for it would never come.
    expect(await productNames(server)).not.toHaveLength(0);
    expect(cache.mood).toBe('frozen');
    await cache.kill();
    expect((await server.get('/?q=a')).status).toBe(200);
    await server.stop();
    expect(await productNames(await start())).not.toHaveLength(0);
  });

  test('is healthy while the database is unavailable, and answers 503', async () => {
    const server = await start({ DATABASE_PORT: '1' });
    expect((await server.get('/healthz')).status).toBe(200);
    const page = await server.get('/');
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('5');
    expect((await server.get('/healthz')).status).toBe(200);
  });

  test('answers 503 until the schema exists', async () => {
    const empty = await postgres.createDatabase();
    const server = await start({ HEALTH_CHECK_PATH: '/up' }, empty);
    expect((await server.get('/up')).status).toBe(200);
    const page = await server.get('/');
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('getting ready');
    expect(aws.calls.length).toBeGreaterThan(0);
    const database = connect(empty);
    await migrate(database, { database: empty.name, demoCatalogue: true });
    await database.destroy();
    await until(async () => (await server.get('/')).status === 200, 'a page after the migration');
  });

  test('survives when the database closes all connections', async () => {
    const server = await start();
    await productNames(server);
    await postgres.disconnect(shop.config);
    await until(async () => (await server.get('/?q=unseen')).status === 200, 'a page again');
  });

  test('drains on SIGTERM: it becomes unhealthy but serves, then ends with exit code 0', async () => {
    // Long enough for two requests on a busy machine.
    const server = await start({ ...withCache(), DRAIN_SECONDS: '10' });
    server.signal();
    await server.logged('draining');
    expect((await server.get('/healthz')).status).toBe(503);
    expect((await server.get('/')).status).toBe(200);
    await expect(server.ended).resolves.toBe(0);
    await expect(server.get('/healthz')).rejects.toThrow();
  });

  test('a second SIGTERM ends it at once', async () => {
    const server = await start({ DRAIN_SECONDS: '60' });
    server.signal();
    await server.logged('draining');
    server.signal();
    await expect(server.ended).resolves.toBe(1);
  });

  test('names a missing variable and ends', async () => {
    await expect(start({ DATABASE_HOST: '' })).rejects.toThrow('DATABASE_HOST');
  });

  test('starts with the bundle of the other engine and is healthy', async () => {
    web = await WebProcess.start('mysql', {
      ...databaseEnvironment({ ...shop.config, engine: 'mysql' }),
      ...aws.environment(),
      DATABASE_PORT: '1',
      DRAIN_SECONDS: '0',
      ...withCache(),
    });
    expect((await web.get('/healthz')).status).toBe(200);
    expect((await web.get('/')).status).toBe(503);
    await until(() => cache.signIns.length > 0, 'signed in to the cache');
  });
});
