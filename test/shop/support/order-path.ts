/** Functions on one test database, wired as on AWS except for external services. */
import { ulid } from 'ulid';
import { loadBalancerEvent } from './events';
import { TestClock, TestMailbox, TestMetrics, TestMigrationRequests, TestTopics } from './external-services';
import { loadConfig } from '../../../shop/adapters/configuration/load-config';
import { DemoProvider } from '../../../shop/adapters/payment/demo';
import { SignedHeaderProvider, signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { log } from '../../../shop/adapters/telemetry/log';
import { OutboxRelay } from '../../../shop/application/outbox/outbox-relay';
import { hashAccessToken, newAccessToken } from '../../../shop/domain/orders/order-access';
import { OrderMessage } from '../../../shop/domain/orders/order-message';
import { OutboxMessageKind } from '../../../shop/domain/outbox-message';
import { openAccessCopies } from '../../../shop/handlers/composition/order-access';
import { createHandler as customerNotification } from '../../../shop/handlers/customer-notification';
import { createHandler as orderProcessing } from '../../../shop/handlers/order-processing';
import { createHandler as paymentVerification } from '../../../shop/handlers/payment-verification';
import { createHandler as scheduledTasks } from '../../../shop/handlers/scheduled-tasks';
import { createHandler as shippingNotification } from '../../../shop/handlers/shipping-notification';
import { PaymentProvider } from '../../../shop/ports/payment-provider';
import { NewOrder } from '../../../shop/ports/repositories/orders';
import { Store } from '../../../shop/ports/store';

export const SECRET = 'whsec_test';

const ENVIRONMENT = {
  MAIL_SENDER: 'shop@example.com',
  MAIL_OPERATOR: 'operator@example.com',
  SHOP_NAME: 'Bean & Leaf',
  // So that mails contain the access tokens of their orders.
  ORDER_ACCESS_SECRETS: 'secret of the access copies',
};

const PROVIDERS: readonly PaymentProvider[] = [new DemoProvider(), new SignedHeaderProvider('signed', false)];

export function orderPath(
  store: Store,
  environment: Record<string, string> = {},
  providers: readonly PaymentProvider[] = PROVIDERS,
) {
  const [topics, mailbox, migrations, clock, metrics] = [
    new TestTopics(),
    new TestMailbox(),
    new TestMigrationRequests(),
    new TestClock(),
    new TestMetrics(),
  ];
  const forgotten: string[] = [];
  const invalidate = async (scope: string) => {
    forgotten.push(scope);
  };
  const config = loadConfig({ ...ENVIRONMENT, ...environment });
  const access = openAccessCopies(config.orderAccess);
  const outside = { publisher: topics, mailer: mailbox, access, invalidate, clock, log, metrics };
  const relay = (kinds: readonly OutboxMessageKind[]) => new OutboxRelay({ store, ...outside, kinds });
  const shared = { config, store, migrations, clock, metrics };
  const pay = paymentVerification(() => ({
    ...shared,
    relay: relay(['publish.orders', 'publish.stock']),
    providers,
    secrets: async () => [SECRET],
  }));
  const scheduled = scheduledTasks(() => ({
    ...shared,
    providers,
    relay: relay(['mail', 'invalidate', 'publish.orders', 'publish.stock', 'publish.offers']),
  }));
  return {
    topics,
    mailbox,
    migrations,
    clock,
    metrics,
    forgotten,
    /** Invocation by the schedule; without a time, at a minute at which every task is due. */
    runScheduledTasks: async (time = '2026-11-23T03:00:00Z', context?: Parameters<typeof scheduled>[1]) =>
      scheduled({ time }, context),
    process: orderProcessing(() => ({ ...shared, access, relay: relay(['mail', 'publish.orders', 'publish.stock']) })),
    pay,
    ship: shippingNotification(() => ({ ...shared, relay: relay(['mail', 'publish.orders']) })),
    notify: customerNotification(() => ({ ...shared, relay: relay(['mail']) })),
    /** Signed webhook as the provider would send it now. */
    async webhook(event: object, provider = 'signed') {
      const body = Buffer.from(JSON.stringify(event));
      return pay(
        loadBalancerEvent('POST', `/webhooks/payments/${provider}`, {
          body,
          base64: true,
          headers: { 'x-payment-signature': signatureHeader(SECRET, clock.now(), body) },
        }),
      );
    },
  };
}

export function orderMessage(
  productId: string,
  overrides: Partial<OrderMessage> & { readonly quantity?: number } = {},
): OrderMessage {
  const { quantity = 1, ...rest } = overrides;
  return {
    orderId: ulid(),
    email: 'Ada@example.com',
    currency: 'EUR',
    address: { name: 'Ada Lovelace', line1: 'Main Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
    lines: [{ productId, quantity }],
    accessToken: newAccessToken(),
    ...rest,
  };
}

/** Row of an order that did not pass the queue. */
export function orderRow(overrides: Partial<NewOrder> & { readonly accessToken?: string } = {}): NewOrder {
  const { accessToken = newAccessToken(), ...rest } = overrides;
  return {
    id: ulid(),
    email: 'ada@example.com',
    state: 'placed',
    totalMinor: 1_000,
    currency: 'EUR',
    address: { name: 'Ada Lovelace', line1: 'Main Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
    placedAt: new Date(),
    accessHash: hashAccessToken(accessToken),
    ...rest,
  };
}

export interface CaptureOverrides {
  readonly id?: string;
  readonly reference?: string;
  readonly currency?: string;
}

export function captured(orderId: string, amountMinor: number, overrides: CaptureOverrides = {}) {
  return {
    id: overrides.id ?? `evt_${ulid()}`,
    type: 'payment.captured',
    data: {
      orderId,
      reference: overrides.reference ?? `pay_${ulid()}`,
      amountMinor,
      currency: overrides.currency ?? 'EUR',
    },
  };
}
