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

/** Options of the business functions. */
export interface CommerceOptions {
  /**
   * The function that processes the messages of the order queue: it reserves stock, stores the order and confirms it.
   *
   * @default BusinessFunction.sample()
   */
  readonly orderProcessing?: BusinessFunction;

  /**
   * The function that answers the payment provider's events on `/webhooks/payments/`: it verifies and records them, and
   * turns reserved stock into sold stock.
   *
   * @default BusinessFunction.sample()
   */
  readonly paymentVerification?: BusinessFunction;

  /**
   * The function that handles paid orders and dispatched parcels from the order topic.
   *
   * @default BusinessFunction.sample()
   */
  readonly shippingNotification?: BusinessFunction;

  /**
   * The function that mails customers and the operator about notifications of the three topics, and that handles SES's
   * events on mails: sent, bounced, reported as spam.
   *
   * @default - BusinessFunction.sample(); with Oracle none, so no function subscribes to these notifications
   */
  readonly customerNotification?: BusinessFunction;

  /**
   * The function that answers the store API on `/api/`: products, stock, orders and delivery details.
   *
   * @default - BusinessFunction.sample(); with Oracle none, so the servers answer `/api/` too
   */
  readonly storeApi?: BusinessFunction;

  /**
   * The function that runs every minute on a schedule: it delivers outbox messages that are left over, releases the
   * stock of expired orders, compares orders with payments, and sends reminders of abandoned carts. Its event contains
   * the time (`{"time":"2026-11-23T02:40:00Z"}`). A failed call is not retried, because the next one follows within a
   * minute.
   *
   * @default - BusinessFunction.sample(); with Oracle none, so there are no scheduled tasks
   */
  readonly scheduledTasks?: BusinessFunction;

  /**
   * The function that migrates the database's schema when a message on its queue requests it. It alone may read the
   * owner's credential.
   *
   * @default - BusinessFunction.sample(); with Oracle none: create the schema by other means
   */
  readonly migrations?: BusinessFunction;

  /**
   * Environment variables of all functions, such as `SHOP_NAME`. Do not pass secrets, because the values are readable
   * in the template.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };

  /**
   * The maximum number of concurrent calls of one function from its queue, from 2 to 1000. It limits the load on the
   * database, and leaves capacity for other functions within the account's quota of concurrent executions, which can be
   * as low as 10 in a new account (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
   *
   * @default 10
   */
  readonly maxConcurrency?: number;

  /**
   * The payment provider.
   *
   * @default - Payment.demo(), with a warning; Payment.signed() when `paymentVerification` is your code
   */
  readonly payment?: Payment;

  /**
   * An existing secret with which payment events are signed: the text itself, or JSON `{"active":["new","old"]}` with
   * two secrets that are both accepted, so that a change loses no event.
   *
   * @default - a new secret of 48 letters and digits, to be entered at the payment provider
   */
  readonly paymentSecret?: ISecret;

  /**
   * An existing secret with which the access tokens of open orders are encrypted, for the links in their mails: the
   * text itself, or JSON `{"active":["new","old"]}` during a change. Only functions that send such mails may read it.
   *
   * @default - a new secret of 48 letters and digits
   */
  readonly orderAccessSecret?: ISecret;

  /**
   * The time for which an order is not packed after a change of its delivery address, so that the customer, who is
   * notified by mail, can object: whole seconds from 0 to 30 days.
   *
   * @default - no delay
   */
  readonly deliveryChangeDelay?: Duration;

  /**
   * Limits on orders and reservations that are not paid.
   *
   * @default - limits that ordinary customers do not reach, see `UnpaidOrderOptions`
   */
  readonly unpaidOrders?: UnpaidOrderOptions;

  /**
   * Adds demonstration products in the first migration of an empty database. Set it to false for a shop that will open
   * to customers.
   *
   * @default true
   */
  readonly demoCatalogue?: boolean;
}

/**
 * The functions without which the shop cannot sell.
 *
 * @internal
 */
export const REQUIRED_FUNCTIONS: readonly SampleName[] = [
  'orderProcessing',
  'paymentVerification',
  'shippingNotification',
];

/**
 * The functions that a shop on Oracle can omit.
 *
 * @internal
 */
export const OPTIONAL_FUNCTIONS: readonly SampleName[] = [
  'customerNotification',
  'storeApi',
  'scheduledTasks',
  'migrations',
];

/**
 * Returns the payment provider. The default depends on the function, because the demo's payment page is part of the
 * sample function.
 *
 * @internal
 */
export function paymentOf(options: CommerceOptions): Payment {
  return options.payment ?? (verifiesItself(options) ? Payment.signed() : Payment.demo());
}

/**
 * Validates the options.
 *
 * @param options - as the user wrote them
 * @param engineFamily - of the database; with `oracle` there are no sample functions
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 * @internal
 */
export function validateCommerce(options: CommerceOptions, engineFamily: string): void {
  requireInteger(
    'commerce.maxConcurrency',
    options.maxConcurrency,
    2,
    1000,
    'the event source of SQS accepts no other value',
  );
  requireEnvironment('commerce.environment', options.environment);
  validateUnpaidOrders(options.unpaidOrders);
  validateDelay(options.deliveryChangeDelay);
  if (verifiesItself(options) && paymentOf(options)._isDemo) {
    invalid({
      prop: 'commerce.payment',
      expected:
        "Payment.signed() with your code as `commerce.paymentVerification`, because the demo's payment page is part " +
        'of the sample',
      got: 'Payment.demo()',
      fix: 'remove one of the two options',
    });
  }
  if (engineFamily !== 'oracle') return;
  for (const name of REQUIRED_FUNCTIONS) {
    if (!options[name] || options[name]._isSample) {
      const required = REQUIRED_FUNCTIONS.map((each) => `\`commerce.${each}\``).join(', ');
      refuseSample(name, `set ${required} to your code`);
    }
  }
  for (const name of OPTIONAL_FUNCTIONS) {
    if (options[name]?._isSample) refuseSample(name, `set \`commerce.${name}\` to your code, or remove it`);
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
      fix: 'write it as Duration.hours(12); some hours are enough to read a mail',
    });
  }
}

function verifiesItself({ paymentVerification }: CommerceOptions): boolean {
  return paymentVerification !== undefined && !paymentVerification._isSample;
}

function refuseSample(name: SampleName, fix: string): never {
  invalid({
    prop: `commerce.${name}`,
    expected:
      'BusinessFunction.code() with DatabaseEngine.oracle(), because the sample functions do not support Oracle',
    got: 'the sample',
    fix,
  });
}
