import { ConfigError, required } from '../../../../shop/adapters/configuration/config-error';
import { loadConfig } from '../../../../shop/adapters/configuration/load-config';
import { DEFAULT_UNPAID_LIMITS } from '../../../../shop/domain/limits/unpaid-limits';

const DATABASE = {
  DATABASE_ENGINE: 'postgres',
  DATABASE_HOST: 'db',
  DATABASE_NAME: 'shop',
  AWS_REGION: 'eu-central-1',
};

describe('the environment', () => {
  test('an empty environment leaves every optional part absent', () => {
    expect(loadConfig({})).toEqual({
      shopName: 'Shop',
      shopUrl: undefined,
      region: undefined,
      metricsNamespace: 'Shop',
      demoCatalogue: false,
      database: undefined,
      cache: undefined,
      queues: undefined,
      topics: undefined,
      mail: undefined,
      payment: { provider: 'demo' },
      orders: {
        holdingMs: 30 * 60_000,
        reservableShare: 25,
        unpaidLimits: DEFAULT_UNPAID_LIMITS,
        deliveryChangeDelayMs: 0,
      },
      orderAccess: undefined,
      web: {
        port: 8080,
        healthCheckPath: '/healthz',
        mediaBucket: undefined,
        secureCookies: true,
        addressHeader: 'x-shop-viewer-address',
      },
    });
  });

  test('is read as on AWS', () => {
    const config = loadConfig({
      ...DATABASE,
      CACHE_HOST: 'cache',
      CACHE_USER: 'shop',
      CACHE_NAME: 'group',
      ORDER_QUEUE_URL: 'https://q',
      ORDER_TOPIC_ARN: 'arn:o',
      MAIL_SENDER: 'shop@example.com',
      MAIL_CONFIGURATION_SET: 'set',
      PAYMENT_SECRET_ARN: 'arn:s',
      DEMO_CATALOGUE: 'true',
      PORT: '80',
      MEDIA_BUCKET: 'media',
    });
    expect(config.database).toMatchObject({
      engine: 'postgres',
      port: 5432,
      user: 'shop',
      signIn: 'iam',
      tls: true,
      region: 'eu-central-1',
    });
    expect(config.cache).toMatchObject({ port: 6379, tls: true, user: 'shop', name: 'group' });
    expect(config.queues).toEqual({ orders: 'https://q', migrations: undefined });
    expect(config.mail).toEqual({ sender: 'shop@example.com', operator: 'shop@example.com', configurationSet: 'set' });
    expect(config).toMatchObject({
      demoCatalogue: true,
      payment: { secretArn: 'arn:s' },
      topics: { orders: 'arn:o' },
      web: { port: 80, mediaBucket: 'media' },
    });
  });

  test('is read as on a laptop', () => {
    const local = {
      DATABASE_ENGINE: 'mariadb',
      DATABASE_HOST: 'x',
      DATABASE_NAME: 'shop',
      DATABASE_SIGN_IN: 'password',
      DATABASE_PASSWORD: 'p',
      DATABASE_TLS: 'off',
    };
    expect(loadConfig(local).database).toMatchObject({ engine: 'mariadb', port: 3306, password: 'p', tls: false });
    expect(loadConfig({ PAYMENT_SECRETS: 'one, two,' }).payment).toEqual({
      provider: 'demo',
      pageUrl: undefined,
      secretArn: undefined,
      secrets: ['one', 'two'],
    });
    expect(loadConfig({ PAYMENT_SECRETS: ' , ' }).payment.secrets).toBeUndefined();
    expect(loadConfig({ PAYMENT_PROVIDER: 'signed', SHOP_URL: 'https://shop.example.com/' })).toMatchObject({
      payment: { provider: 'signed' },
      shopUrl: 'https://shop.example.com',
    });
    expect(() => loadConfig({ PAYMENT_PROVIDER: 'cash' })).toThrow('PAYMENT_PROVIDER');
    expect(loadConfig({ CACHE_HOST: 'localhost', CACHE_TLS: 'off' }).cache).toMatchObject({
      tls: false,
      user: undefined,
    });
  });

  test('can change the rules for unpaid orders and for changes of orders', () => {
    const { orders } = loadConfig({
      ORDER_HOLDING_SECONDS: '600',
      RESERVABLE_SHARE: '0',
      UNPAID_ORDER_LIMITS: ' session=3 , email = 4,',
      UNPAID_PIECE_LIMITS: 'network=100000000',
      DELIVERY_CHANGE_DELAY_SECONDS: '3600',
    });
    expect(orders).toEqual({
      holdingMs: 600_000,
      reservableShare: 0,
      unpaidLimits: {
        orders: { ...DEFAULT_UNPAID_LIMITS.orders, session: 3, email: 4 },
        pieces: { ...DEFAULT_UNPAID_LIMITS.pieces, network: 100_000_000 },
      },
      deliveryChangeDelayMs: 3_600_000,
    });
    expect(loadConfig({ RESERVABLE_SHARE: '100', UNPAID_ORDER_LIMITS: ' ' }).orders).toMatchObject({
      reservableShare: 100,
      unpaidLimits: DEFAULT_UNPAID_LIMITS,
    });
  });

  test('names the secret of the access copies by ARN, or has its value on a laptop', () => {
    expect(loadConfig({ ORDER_ACCESS_SECRET_ARN: 'arn:a' }).orderAccess).toEqual({
      secretArn: 'arn:a',
      secrets: undefined,
    });
    expect(loadConfig({ ORDER_ACCESS_SECRETS: 'new, old' }).orderAccess).toEqual({
      secretArn: undefined,
      secrets: ['new', 'old'],
    });
  });

  test('restricts cookies to HTTPS unless told otherwise, and can name another address header', () => {
    expect(loadConfig({ INSECURE_COOKIES: 'true', ADDRESS_HEADER: 'X-Viewer' }).web).toMatchObject({
      secureCookies: false,
      addressHeader: 'x-viewer',
    });
    for (const text of ['false', '1', 'TRUE', '']) {
      expect(loadConfig({ INSECURE_COOKIES: text }).web.secureCookies).toBe(true);
    }
  });

  test('needs neither a password nor a Region beside the master secret', () => {
    const env = { DATABASE_ENGINE: 'mysql', DATABASE_HOST: 'x', DATABASE_NAME: 'shop', DATABASE_SECRET_ARN: 'arn:m' };
    expect(loadConfig(env).database).toMatchObject({ secretArn: 'arn:m' });
    expect(loadConfig({ ...env, DATABASE_SIGN_IN: 'password' }).database).toMatchObject({ password: undefined });
  });

  test.each([
    ['DATABASE_ENGINE', { ...DATABASE, DATABASE_ENGINE: undefined }],
    ['DATABASE_ENGINE', { ...DATABASE, DATABASE_ENGINE: 'oracle' }],
    ['DATABASE_NAME', { ...DATABASE, DATABASE_NAME: ' ' }],
    ['DATABASE_PORT', { ...DATABASE, DATABASE_PORT: '70000' }],
    ['DATABASE_PASSWORD', { ...DATABASE, DATABASE_SIGN_IN: 'password' }],
    ['DATABASE_TLS', { ...DATABASE, DATABASE_TLS: 'maybe' }],
    ['AWS_REGION', { ...DATABASE, AWS_REGION: undefined }],
    ['CACHE_NAME', { CACHE_HOST: 'c', CACHE_USER: 'u', AWS_REGION: 'r' }],
    ['AWS_REGION', { CACHE_HOST: 'c', CACHE_USER: 'u', CACHE_NAME: 'n' }],
    ['PORT', { PORT: 'http' }],
    ['DEMO_CATALOGUE', { DEMO_CATALOGUE: 'yes' }],
    ['ORDER_HOLDING_SECONDS', { ORDER_HOLDING_SECONDS: '9' }],
    ['ORDER_HOLDING_SECONDS', { ORDER_HOLDING_SECONDS: '86401' }],
    ['ORDER_HOLDING_SECONDS', { ORDER_HOLDING_SECONDS: 'half an hour' }],
    ['RESERVABLE_SHARE', { RESERVABLE_SHARE: '101' }],
    ['RESERVABLE_SHARE', { RESERVABLE_SHARE: '12.5' }],
    ['RESERVABLE_SHARE', { RESERVABLE_SHARE: '-1' }],
    ['UNPAID_ORDER_LIMITS', { UNPAID_ORDER_LIMITS: 'session' }],
    ['UNPAID_ORDER_LIMITS', { UNPAID_ORDER_LIMITS: 'session=0' }],
    ['UNPAID_ORDER_LIMITS', { UNPAID_ORDER_LIMITS: 'customer=5' }],
    ['UNPAID_ORDER_LIMITS', { UNPAID_ORDER_LIMITS: 'toString=5' }],
    ['UNPAID_PIECE_LIMITS', { UNPAID_PIECE_LIMITS: 'email=1000000000' }],
    ['DELIVERY_CHANGE_DELAY_SECONDS', { DELIVERY_CHANGE_DELAY_SECONDS: '2592001' }],
  ])('%s is named when it is missing or wrong', (variable, env) => {
    expect(() => loadConfig(env)).toThrow(
      expect.objectContaining({ variable, message: expect.stringContaining(variable) }),
    );
  });

  test('the error for a missing part names its variable', () => {
    expect(required(1, 'A')).toBe(1);
    expect(() => required(undefined, 'ORDER_QUEUE_URL')).toThrow(ConfigError);
  });
});
