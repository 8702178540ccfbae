import type { Duration } from 'aws-cdk-lib';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { BusinessFunction } from './business-function';
import { requireEnvironment } from './function-environment';
import type { SampleName } from './function-plans';
import { Payment } from './payment';
import { validateUnpaidOrders } from './unpaid-orders';
import type { UnpaidOrderOptions } from './unpaid-orders';
import { invalid, requireInteger, requireKnown } from '../core/validation';

const MAX_DELAY_SECONDS = 30 * 86_400;

/** What the shop's business functions run. */
export interface CommerceOptions {
  /**
   * Makes orders of the messages on the order queue: reserves stock, writes the order, confirms it.
   *
   * @default BusinessFunction.sample()
   */
  readonly orderProcessing?: BusinessFunction;

  /**
   * Answers the payment provider's events on `/webhooks/payments/`: verifies, records, sells the reserved stock.
   *
   * @default BusinessFunction.sample()
   */
  readonly paymentVerification?: BusinessFunction;

  /**
   * Acts on paid orders and dispatched parcels from the order topic.
   *
   * @default BusinessFunction.sample()
   */
  readonly shippingNotification?: BusinessFunction;

  /**
   * Writes to customers and the operator what the three topics tell, and acts on what SES tells of mails: sent, bounced, complained.
   *
   * @default - BusinessFunction.sample(); with Oracle none, the topics then have no such subscriber
   */
  readonly customerNotification?: BusinessFunction;

  /**
   * Answers `/api/`: products, stock, orders and delivery details.
   *
   * @default - BusinessFunction.sample(); with Oracle none, the servers then answer `/api/` too
   */
  readonly storeApi?: BusinessFunction;

  /**
   * Called by the clock every minute: sends what was left over, releases the stock of orders that nobody paid, compares orders with payments, reminds
   * of abandoned carts. Each call is given the time (`{"time":"2026-11-23T02:40:00Z"}`); one that fails is not repeated, because the next one comes.
   *
   * @default - BusinessFunction.sample(); with Oracle none, nothing is then done by the clock
   */
  readonly scheduledTasks?: BusinessFunction;

  /**
   * Brings the database's schema up to date when it is asked to through its queue. The only function that may read the master credential.
   *
   * @default - BusinessFunction.sample(); with Oracle none, bring the schema by other means
   */
  readonly migrations?: BusinessFunction;

  /**
   * Environment variables of all functions, such as `SHOP_NAME`; never a secret.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * How many calls of one function a queue starts at once, from 2 to 1000. It bounds the load on the database, and leaves room to the others in the
   * account's limit of functions running at once, which is 10 in a new account
   * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
   *
   * @default 10
   */
  readonly maxConcurrency?: number;

  /**
   * Who takes the customers' money.
   *
   * @default - Payment.demo(), with a warning; Payment.signed() when `paymentVerification` is code of your own
   */
  readonly payment?: Payment;

  /**
   * An existing secret that payment events are signed with: the text itself, or JSON `{"active":["new","old"]}` with two that are both accepted,
   * so that it can be changed without losing an event.
   *
   * @default - a new secret of 48 letters and digits, to be entered at the payment provider
   */
  readonly paymentSecret?: ISecret;

  /**
   * An existing secret that encrypts the access tokens of open orders, for the links in their mails: the text itself,
   * or JSON `{"active":["new","old"]}` while it is changed. Only functions that mail may read it.
   *
   * @default - a new secret of 48 letters and digits
   */
  readonly orderAccessSecret?: ISecret;

  /**
   * Time that an order is not packed after a change of its delivery address, so that its owner, who is written to, can
   * object; from 0 to 30 days.
   *
   * @default - no delay
   */
  readonly deliveryChangeDelay?: Duration;

  /**
   * Bounds on what visitors may hold without paying.
   *
   * @default - those that an honest household never meets
   */
  readonly unpaidOrders?: UnpaidOrderOptions;

  /**
   * Whether the first migration of an empty database brings a few products to look at. Set it to false for a shop that is to open.
   *
   * @default true
   */
  readonly demoCatalogue?: boolean;
}

/**
 * Without these the shop cannot sell.
 *
 * @internal
 */
export const REQUIRED_FUNCTIONS: readonly SampleName[] = [
  'orderProcessing',
  'paymentVerification',
  'shippingNotification',
];

/** @internal */
export const OPTIONAL_FUNCTIONS: readonly SampleName[] = [
  'customerNotification',
  'storeApi',
  'scheduledTasks',
  'migrations',
];

/**
 * The demo's payment page is part of the sample function, so code of one's own has a provider of its own.
 *
 * @internal
 */
export function paymentOf(options: CommerceOptions): Payment {
  return options.payment ?? (verifiesItself(options) ? Payment.signed() : Payment.demo());
}

/** @internal */
export function validateCommerce(options: CommerceOptions, engineFamily: string): void {
  requireInteger('commerce.maxConcurrency', options.maxConcurrency, 2, 1000, 'the event source accepts nothing else');
  requireEnvironment('commerce.environment', options.environment);
  validateUnpaidOrders(options.unpaidOrders);
  validateDelay(options.deliveryChangeDelay);
  if (verifiesItself(options) && paymentOf(options)._isDemo) {
    invalid({
      prop: 'commerce.payment',
      expected:
        "Payment.signed() with code of your own as `commerce.paymentVerification`, because the demo's payment page is part of the sample",
      got: 'Payment.demo()',
      fix: 'remove one of the two',
    });
  }
  if (engineFamily !== 'oracle') return;
  for (const name of REQUIRED_FUNCTIONS) {
    if (!options[name] || options[name]._isSample) {
      refuseSample(name, REQUIRED_FUNCTIONS.map((each) => `\`commerce.${each}\``).join(', '));
    }
  }
  for (const name of OPTIONAL_FUNCTIONS) {
    if (options[name]?._isSample) refuseSample(name, `\`commerce.${name}\` (or leave it out)`);
  }
}

function validateDelay(delay: Duration | undefined): void {
  requireKnown(
    'commerce.deliveryChangeDelay',
    delay?.isUnresolved() ? delay.toSeconds() : undefined,
    'it is written in seconds',
  );
  const seconds = delay?.toSeconds({ integral: false });
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds <= MAX_DELAY_SECONDS)) {
    invalid({
      prop: 'commerce.deliveryChangeDelay',
      expected: 'whole seconds from 0 to 30 days',
      got: delay,
      fix: 'some hours are enough to read a mail',
    });
  }
}

function verifiesItself({ paymentVerification }: CommerceOptions): boolean {
  return paymentVerification !== undefined && !paymentVerification._isSample;
}

function refuseSample(name: SampleName, props: string): never {
  invalid({
    prop: `commerce.${name}`,
    expected:
      'BusinessFunction.code() with DatabaseEngine.oracle(), because the sample functions do not speak to Oracle',
    got: 'the sample',
    fix: `bring code of your own as ${props}`,
  });
}
