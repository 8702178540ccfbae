import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { newShop, read } from './shop';
import { BusinessFunction } from '../../src/commerce/business-function';
import type { CommerceOptions } from '../../src/commerce/commerce-options';
import { resolveCommerce } from '../../src/commerce/commerce-settings';
import { Payment } from '../../src/commerce/payment';
import { newClient } from '../messaging/room';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.requireActual('./shop').bundleOf }));

const PAGE = 'https://pay.example.com/checkout/{orderId}';
const own = BusinessFunction.code(Code.fromInline('exports.handler = () => 0;'), {
  handler: 'index.handler',
  runtime: Runtime.NODEJS_24_X,
});

/** Returns the payment variables of servers and functions, and whether the construct warns. */
function told(commerce: CommerceOptions = {}) {
  const shop = newShop({ commerce });
  const servers = newClient(shop.stack);
  shop.commerce.connectServers(servers);
  const template = Template.fromStack(shop.stack);
  const { orderProcessing, paymentVerification, customerNotification } = shop.commerce;
  const environments = [orderProcessing, paymentVerification].map((made) => read(shop, template, made).environment);
  const others = customerNotification && read(shop, template, customerNotification).environment;
  const payments = [...environments, servers.environment].map(({ PAYMENT_PROVIDER, PAYMENT_PAGE_URL }) => ({
    PAYMENT_PROVIDER,
    PAYMENT_PAGE_URL,
  }));
  const warnings = Annotations.fromStack(shop.stack).findWarning('*', Match.stringLikeRegexp('demo-payments'));
  return { payments, others, warnings: warnings.map(({ entry }) => String(entry.data)) };
}

test('a new shop simulates payments, says so to servers and functions, and warns', () => {
  const { payments, others, warnings } = told();
  expect(payments).toEqual(Array(3).fill({ PAYMENT_PROVIDER: 'demo' }));
  expect(others).not.toHaveProperty('PAYMENT_PROVIDER');
  expect(warnings).toEqual([
    expect.stringMatching(
      /`commerce.payment` to Payment.signed\(\).*\[ack: cdk-ecommerce-architecture:demo-payments\]$/,
    ),
  ]);
});

test('Payment.demo() simulates payments and warns too', () => {
  expect(told({ payment: Payment.demo() }).warnings).toHaveLength(1);
});

test('a real provider ends the warning, with or without a payment page', () => {
  expect(told({ payment: Payment.signed({ paymentPageUrl: PAGE }) })).toMatchObject({
    payments: Array(3).fill({ PAYMENT_PROVIDER: 'signed', PAYMENT_PAGE_URL: PAGE }),
    warnings: [],
  });
  expect(told({ payment: Payment.signed() }).payments).toEqual(Array(3).fill({ PAYMENT_PROVIDER: 'signed' }));
});

test('custom code that verifies payments implies a signed provider', () => {
  expect(told({ paymentVerification: own })).toMatchObject({
    payments: Array(3).fill({ PAYMENT_PROVIDER: 'signed' }),
    warnings: [],
  });
  expect(told({ paymentVerification: BusinessFunction.sample() }).warnings).toHaveLength(1);
  expect(() => resolveCommerce({ paymentVerification: own, payment: Payment.demo() }, 'postgres')).toThrow(
    '`commerce.payment` must be Payment.signed() with your code as `commerce.paymentVerification`',
  );
});

test.each([
  ['plain text', 'http://pay.example.com/{orderId}'],
  ['no order', 'https://pay.example.com/'],
  ['a quote', 'https://pay.example.com/"{orderId}'],
])('a payment page with %s is refused', (_, paymentPageUrl) => {
  expect(() => Payment.signed({ paymentPageUrl })).toThrow(
    `\`commerce.payment\` must be a payment page that begins with https:// and names the order, got "${paymentPageUrl}"`,
  );
});

test.each(['PAYMENT_PROVIDER', 'PAYMENT_PAGE_URL', 'PAYMENT_SECRET_ARN', 'SHOP_URL'])(
  '%s is left to the construct',
  (name) => {
    expect(() => resolveCommerce({ environment: { [name]: 'x' } }, 'postgres')).toThrow(
      'without names that the architecture sets itself',
    );
  },
);
