import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { newShop } from './shop';
import { BusinessFunction } from '../../src/commerce/business-function';
import type { BusinessFunctionCodeOptions } from '../../src/commerce/business-function';
import type { CommerceOptions } from '../../src/commerce/commerce-options';
import { resolveCommerce } from '../../src/commerce/commerce-settings';
import { DatabaseEngine } from '../../src/database/database-engine';
import { OracleEdition } from '../../src/database/oracle-edition';
import { newClient } from '../messaging/room';
import { resources } from '../support/app';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.fn(jest.requireActual('./shop').bundleOf) }));

const { sampleBundle } = jest.requireActual<typeof import('../../src/commerce/sample-bundle')>(
  '../../src/commerce/sample-bundle',
);
const code = Code.fromInline('exports.handler = () => 0;');
const own = (options: Partial<BusinessFunctionCodeOptions> = {}) =>
  BusinessFunction.code(code, { handler: 'index.handler', runtime: Runtime.NODEJS_24_X, ...options });
const three = { orderProcessing: own(), paymentVerification: own(), shippingNotification: own() };

test.each<[string, CommerceOptions, string]>([
  [
    'a concurrency of one',
    { maxConcurrency: 1 },
    '`commerce.maxConcurrency` must be a whole number from 2 to 1000, got 1',
  ],
  [
    'a concurrency above the limit',
    { maxConcurrency: 1001 },
    '`commerce.maxConcurrency` must be a whole number from 2 to 1000',
  ],
  [
    'no time to pay',
    { unpaidOrders: { holdingTime: Duration.seconds(5) } },
    '`commerce.unpaidOrders.holdingTime` must be whole seconds from 10 seconds to 1 day',
  ],
  ['days to pay', { unpaidOrders: { holdingTime: Duration.days(2) } }, '`commerce.unpaidOrders.holdingTime` must be'],
  [
    'a share above all',
    { unpaidOrders: { reservableShare: 101 } },
    '`commerce.unpaidOrders.reservableShare` must be a whole number from 0 to 100, got 101',
  ],
  [
    'no order a session',
    { unpaidOrders: { maxOrdersPerSession: 0 } },
    '`commerce.unpaidOrders.maxOrdersPerSession` must be a whole number from 1',
  ],
  [
    'half a piece',
    { unpaidOrders: { maxPiecesPerEmail: 0.5 } },
    '`commerce.unpaidOrders.maxPiecesPerEmail` must be a whole number from 1',
  ],
  [
    'months before an order is packed',
    { deliveryChangeDelay: Duration.days(31) },
    '`commerce.deliveryChangeDelay` must be whole seconds from 0 to 30 days',
  ],
  [
    'a variable with a dash',
    { environment: { 'SHOP-NAME': 'Tea' } },
    '`commerce.environment` must be variables of letters, digits and underscores',
  ],
  ["a variable of Lambda's own", { environment: { AWS_REGION: 'eu-west-1' } }, 'got "AWS_REGION": rename the variable'],
])('%s is refused', (_, options, message) => expect(() => resolveCommerce(options, 'postgres')).toThrow(message));

test('valid options and tokens are accepted', () => {
  expect(() =>
    resolveCommerce(
      {
        maxConcurrency: Lazy.number({ produce: () => 1 }),
        environment: { SHOP_NAME: 'Tea', AWS_STS_REGIONAL_ENDPOINTS: 'regional' },
      },
      'postgres',
    ),
  ).not.toThrow();
  expect(() => resolveCommerce({}, 'postgres')).not.toThrow();
});

describe('custom code', () => {
  test.each<[string, Partial<BusinessFunctionCodeOptions>, string]>([
    [
      'a handler without an export',
      { handler: 'index' },
      '`handler` must be a file and its export for the runtime nodejs24.x, got "index"',
    ],
    [
      'a handler of Python without an export',
      { handler: 'handler', runtime: Runtime.PYTHON_3_13 },
      'for the runtime python3.13',
    ],
    ['a timeout of nothing', { timeout: Duration.millis(100) }, '`timeout` must be from 1 second to 15 minutes'],
    ['a timeout above the limit', { timeout: Duration.minutes(16) }, '`timeout` must be from 1 second to 15 minutes'],
    ['too little memory', { memorySize: 64 }, '`memorySize` must be from 128 to 10240 MiB, got 64'],
    ['too much memory', { memorySize: 20_000 }, '`memorySize` must be'],
    [
      'a variable that Lambda sets itself',
      { environment: { LAMBDA_TASK_ROOT: '/' } },
      '`environment` must be variables',
    ],
  ])('%s is refused', (_, options, message) => expect(() => own(options)).toThrow(message));

  test.each<[string, Partial<BusinessFunctionCodeOptions>]>([
    ['a handler in a folder', { handler: 'dist/src/index.handler' }],
    ['a class of Java', { handler: 'com.example.Orders::handle', runtime: Runtime.JAVA_21 }],
    ['a binary', { handler: 'bootstrap', runtime: Runtime.PROVIDED_AL2023 }],
    ['tokens', { handler: Lazy.string({ produce: () => 'x' }), memorySize: Lazy.number({ produce: () => 1 }) }],
  ])('%s is accepted', (_, options) => expect(() => own(options)).not.toThrow());
});

describe('the bundles of the samples', () => {
  const root = mkdtempSync(join(tmpdir(), 'package-'));
  const folder = join(root, 'assets', 'functions', 'mysql', 'store-api');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.js'), '');

  test('MySQL and MariaDB share theirs', () => {
    expect(sampleBundle('mysql', 'store-api', root)).toBe(folder);
    expect(sampleBundle('mariadb', 'store-api', root)).toBe(folder);
  });

  test('a missing bundle is an error that names the command that creates it', () => {
    expect(() => sampleBundle('postgres', 'store-api', root)).toThrow(
      'assets/functions/postgres/store-api: run `npm run bundle`',
    );
  });

  test('an engine without samples is an error', () => {
    expect(() => sampleBundle('oracle', 'store-api', root)).toThrow(
      'must run on postgres, mysql or mariadb, got "oracle"',
    );
  });

  test.each([
    ['postgres', DatabaseEngine.postgres()],
    ['mysql', DatabaseEngine.mysql()],
    ['mariadb', DatabaseEngine.mariaDb()],
  ])('%s: seven functions with the bundles of their engine', (family, engine) => {
    const mocked = jest.requireMock<{ sampleBundle: jest.Mock }>('../../src/commerce/sample-bundle').sampleBundle;
    mocked.mockClear();
    newShop({ database: { engine } });
    expect(mocked.mock.calls.map(([engineFamily, name]) => `${engineFamily} ${name}`).sort()).toEqual(
      [
        'customer-notification',
        'migrations',
        'order-processing',
        'payment-verification',
        'scheduled-tasks',
        'shipping-notification',
        'store-api',
      ].map((name) => `${family} ${name}`),
    );
  });
});

describe('Oracle', () => {
  const database = {
    engine: DatabaseEngine.oracle({ edition: OracleEdition.STANDARD_TWO, licenseModel: LicenseModel.LICENSE_INCLUDED }),
  };

  test.each<[string, CommerceOptions, string]>([
    [
      'no code at all',
      {},
      'set `commerce.orderProcessing`, `commerce.paymentVerification`, `commerce.shippingNotification` to your code',
    ],
    [
      'one that is missing',
      { ...three, shippingNotification: undefined },
      '`commerce.shippingNotification` must be BusinessFunction.code() with DatabaseEngine.oracle()',
    ],
    ['a sample', { ...three, orderProcessing: BusinessFunction.sample() }, '`commerce.orderProcessing` must be'],
    [
      'a sample of an optional function',
      { ...three, storeApi: BusinessFunction.sample() },
      'set `commerce.storeApi` to your code, or remove it',
    ],
  ])('%s is refused', (_, options, message) => expect(() => resolveCommerce(options, 'oracle')).toThrow(message));

  test('three custom functions are enough; the others do not exist', () => {
    const { stack, commerce } = newShop({ database, commerce: three });
    const client = newClient(stack);
    commerce.connectServers(client);
    const template = Template.fromStack(stack);
    const { customerNotification, storeApi, scheduledTasks, migrations, migrationQueue } = commerce;
    expect({ customerNotification, storeApi, scheduledTasks, migrations, migrationQueue }).toEqual({});
    template.resourceCountIs('AWS::Events::Rule', 0);
    expect(commerce._routes.map(({ id }) => id)).toEqual(['PaymentVerification']);
    expect(client.environment).toEqual({
      ORDER_QUEUE_URL: stack.resolve(commerce.orderQueue.queueUrl),
      PAYMENT_PROVIDER: 'signed',
    });
    const queues = Object.values(resources(template, 'AWS::SNS::Subscription')).filter(
      ({ Properties }) => Properties.Protocol === 'sqs',
    );
    expect(queues).toHaveLength(1);
  });

  test('a custom optional function is connected', () => {
    const { commerce } = newShop({
      database,
      commerce: { ...three, storeApi: own(), scheduledTasks: own(), migrations: own(), customerNotification: own() },
    });
    expect(commerce._routes).toHaveLength(2);
    expect(commerce.migrationQueue).toBeDefined();
    expect(commerce.scheduledTasks).toBeDefined();
    expect(commerce.customerNotification?.queue).toBeDefined();
  });
});
