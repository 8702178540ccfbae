import { environments, readable } from './environment';
import { exampleNames, loadExample } from '../support/example';

const DATABASE = {
  DATABASE_ENGINE: 'postgres',
  DATABASE_HOST: '<DatabaseProxy.Endpoint>',
  DATABASE_PORT: '5432',
  DATABASE_NAME: 'shop',
  DATABASE_USER: 'shop',
  DATABASE_SIGN_IN: 'iam',
};

const CACHE = {
  CACHE_HOST: '<CacheReplicationGroup.PrimaryEndPoint.Address>',
  CACHE_PORT: '6380',
  CACHE_USER: '<CacheUsersApplication>',
  CACHE_NAME: '<CacheReplicationGroup>',
};

const TOPICS = {
  ORDER_TOPIC_ARN: '<MessagingOrderTopic>',
  STOCK_TOPIC_ARN: '<MessagingStockTopic>',
  OFFER_TOPIC_ARN: '<MessagingOfferTopic>',
};

const ORDERS = { ORDER_QUEUE_URL: '<CommerceOrderProcessingWorkQueue>' };

const MIGRATIONS = { MIGRATION_QUEUE_URL: '<CommerceMigrationsWorkQueue>' };

/** Functions that mail can write links to orders. */
const ACCESS = { ORDER_ACCESS_SECRET_ARN: '<CommerceOrderAccessSecret>' };

const PAYMENT = { PAYMENT_PROVIDER: 'demo' };

/** The metric namespace of this shop, which no other shop of the account uses. */
const METRICS = {
  POWERTOOLS_METRICS_NAMESPACE: expect.stringMatching(/^EcommerceArchitecture\/.*StackName.*\/[0-9a-f]{8}$/) as string,
};

/** Without a sender the functions get the configuration set only. */
const MAIL = { MAIL_CONFIGURATION_SET: '<MailConfigurationSet>' };

test('minimal: each function and the servers get the addresses of their services, and nothing else', () => {
  expect(environments(loadExample('minimal').main.template)).toEqual({
    CommerceOrderProcessingFunction: {
      ...METRICS,
      ...DATABASE,
      ...TOPICS,
      ...MAIL,
      ...ACCESS,
      ...MIGRATIONS,
      ...PAYMENT,
    },
    CommercePaymentVerificationFunction: {
      ...METRICS,
      ...DATABASE,
      ...TOPICS,
      ...MIGRATIONS,
      ...PAYMENT,
      PAYMENT_SECRET_ARN: '<CommercePaymentSecret>',
    },
    CommerceShippingNotificationFunction: { ...METRICS, ...DATABASE, ...TOPICS, ...MAIL, ...ACCESS, ...MIGRATIONS },
    CommerceCustomerNotificationFunction: { ...METRICS, ...DATABASE, ...MAIL, ...ACCESS, ...MIGRATIONS },
    CommerceStoreApiFunction: { ...METRICS, ...DATABASE, ...CACHE, ...ORDERS, ...MIGRATIONS },
    CommerceScheduledTasksFunction: { ...METRICS, ...DATABASE, ...CACHE, ...TOPICS, ...MAIL, ...ACCESS, ...MIGRATIONS },
    CommerceMigrationsFunction: {
      DATABASE_ENGINE: 'postgres',
      DATABASE_HOST: '<DatabaseInstance.Endpoint.Address>',
      DATABASE_PORT: '5433',
      DATABASE_NAME: 'shop',
      DATABASE_USER: 'shop',
      DATABASE_SECRET_ARN: '<DatabaseInstance.MasterUserSecret.SecretArn>',
      DEMO_CATALOGUE: 'true',
    },
    WebFleet: {
      NODE_ENV: 'production',
      AWS_REGION: '<AWS::Region>',
      PORT: '8080',
      HEALTH_CHECK_PATH: '/healthz',
      MEDIA_BUCKET: '<StorageMedia>',
      ...DATABASE,
      ...CACHE,
      ...ORDERS,
      ...MIGRATIONS,
      ...PAYMENT,
    },
  });
});

test('custom-domain: the functions that send mail get the sender', () => {
  const found = Object.entries(environments(loadExample('custom-domain').main.template))
    .filter(([, { MAIL_SENDER }]) => MAIL_SENDER)
    .map(([name, { MAIL_SENDER, MAIL_OPERATOR }]) => [name, MAIL_SENDER, MAIL_OPERATOR]);
  expect(found).toEqual(
    ['OrderProcessing', 'ShippingNotification', 'CustomerNotification', 'ScheduledTasks'].map((name) => [
      `Commerce${name}Function`,
      'orders@example.com',
      'orders@example.com',
    ]),
  );
});

test("custom-domain: all functions except the migrations get the shop's URL", () => {
  const unaware = Object.entries(environments(loadExample('custom-domain').main.template)).filter(
    ([, { SHOP_URL }]) => SHOP_URL !== 'https://shop.example.com',
  );
  expect(unaware.map(([name]) => name)).toEqual(['CommerceMigrationsFunction']);
});

test('production: the functions that request or verify payments get the provider and its page', () => {
  const found = Object.entries(environments(loadExample('production').main.template))
    .filter(([, { PAYMENT_PROVIDER }]) => PAYMENT_PROVIDER)
    .map(([name, { PAYMENT_PROVIDER, PAYMENT_PAGE_URL }]) => [name, PAYMENT_PROVIDER, PAYMENT_PAGE_URL]);
  expect(found).toEqual(
    ['CommerceOrderProcessingFunction', 'CommercePaymentVerificationFunction', 'WebFleet'].map((name) => [
      name,
      'signed',
      'https://pay.example.com/checkout/{orderId}',
    ]),
  );
});

describe.each(exampleNames())('%s: no secret', (example) => {
  const stacks = () => loadExample(example).stacks;

  test('in outputs, parameters, user data or function environment', () => {
    for (const { template } of stacks()) {
      for (const [where, text] of Object.entries(readable(template))) {
        expect(`${where} ${text}`).not.toMatch(/\{\{resolve:|AKIA[0-9A-Z]{16}|BEGIN [A-Z ]*PRIVATE KEY/);
      }
    }
  });

  test('under a name that sounds like one: such variables hold the ARN of a secret, as a reference', () => {
    const variables = stacks().flatMap(({ template }) =>
      Object.entries(environments(template)).flatMap(([name, values]) =>
        Object.entries(values).map(([variable, value]) => ({ name, variable, value })),
      ),
    );
    for (const { variable, value } of variables) {
      if (!/PASS|SECRET|TOKEN|KEY|CREDENTIAL/i.test(variable)) continue;
      expect(variable).toMatch(/_SECRET_ARN$/);
      expect(value).toMatch(/^<[\w.]+>$|^arn:aws[\w-]*:secretsmanager:/);
    }
  });

  test('anywhere in the template but as the value that CloudFront and the load balancer agree on', () => {
    for (const { template } of stacks()) {
      const holders = Object.entries(template.Resources).filter(([, resource]) =>
        JSON.stringify(resource).includes('{{resolve:secretsmanager'),
      );
      for (const [, { Type }] of holders) {
        expect(Type).toMatch(/^AWS::(CloudFront::Distribution|ElasticLoadBalancingV2::ListenerRule)$/);
      }
    }
  });
});
