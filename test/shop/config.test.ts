import { ConfigError, loadConfig, required } from '../../shop/config';

const DATABASE = { DATABASE_ENGINE: 'postgres', DATABASE_HOST: 'db', DATABASE_NAME: 'shop', AWS_REGION: 'eu-central-1' };

describe('the environment', () => {
  test('when empty, every optional part is absent', () => {
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
      web: { port: 8080, healthCheckPath: '/healthz', mediaBucket: undefined },
    });
  });

  test('as on AWS', () => {
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
    expect(config.database).toMatchObject({ engine: 'postgres', port: 5432, user: 'shop', signIn: 'iam', tls: true, region: 'eu-central-1' });
    expect(config.cache).toMatchObject({ port: 6379, tls: true, user: 'shop', name: 'group' });
    expect(config.queues).toEqual({ orders: 'https://q', migrations: undefined });
    expect(config.mail).toEqual({ sender: 'shop@example.com', operator: 'shop@example.com', configurationSet: 'set' });
    expect(config).toMatchObject({ demoCatalogue: true, payment: { secretArn: 'arn:s' }, topics: { orders: 'arn:o' }, web: { port: 80, mediaBucket: 'media' } });
  });

  test('as on a laptop', () => {
    const local = { DATABASE_ENGINE: 'mariadb', DATABASE_HOST: 'x', DATABASE_NAME: 'shop', DATABASE_SIGN_IN: 'password', DATABASE_PASSWORD: 'p', DATABASE_TLS: 'off' };
    expect(loadConfig(local).database).toMatchObject({ engine: 'mariadb', port: 3306, password: 'p', tls: false });
    expect(loadConfig({ PAYMENT_SECRETS: 'one, two,' }).payment).toEqual({ provider: 'demo', pageUrl: undefined, secretArn: undefined, secrets: ['one', 'two'] });
    expect(loadConfig({ PAYMENT_SECRETS: ' , ' }).payment.secrets).toBeUndefined();
    expect(loadConfig({ PAYMENT_PROVIDER: 'signed', SHOP_URL: 'https://shop.example.com/' })).toMatchObject({ payment: { provider: 'signed' }, shopUrl: 'https://shop.example.com' });
    expect(() => loadConfig({ PAYMENT_PROVIDER: 'cash' })).toThrow('PAYMENT_PROVIDER');
    expect(loadConfig({ CACHE_HOST: 'localhost', CACHE_TLS: 'off' }).cache).toMatchObject({ tls: false, user: undefined });
  });

  test('the master secret needs neither a password nor a Region', () => {
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
  ])('%s is named when it is missing or wrong', (variable, env) => {
    expect(() => loadConfig(env)).toThrow(expect.objectContaining({ variable, message: expect.stringContaining(variable) }));
  });

  test('what a process needs is demanded by the variable that brings it', () => {
    expect(required(1, 'A')).toBe(1);
    expect(() => required(undefined, 'ORDER_QUEUE_URL')).toThrow(ConfigError);
  });
});
