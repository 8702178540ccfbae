/** Function that receives the webhooks of payment providers: `POST /webhooks/payments/<provider>`. */
import { ALBEvent, ALBResult } from 'aws-lambda';
import { observed } from './composition/observed';
import { createPublisher } from './composition/publisher';
import { createRuntime, lazily, Runtime } from './composition/runtime';
import { answer } from './http/answer';
import { FUNCTIONS } from '../../src/contract/functions';
import { LOG_EVENTS } from '../../src/contract/log-events';
import { METRICS } from '../../src/contract/metrics';
import { PATHS } from '../../src/contract/paths';
import { DemoProvider } from '../adapters/payment/demo';
import { paymentProviders } from '../adapters/payment/providers';
import { ActiveSecrets, paymentSecrets } from '../adapters/secrets/active-secrets';
import { readSecret } from '../adapters/secrets/secrets';
import { log } from '../adapters/telemetry/log';
import { noMetrics } from '../adapters/telemetry/no-metrics';
import { OutboxRelay } from '../application/outbox/outbox-relay';
import { settlePayment, Settlement } from '../application/payments/settle-payment';
import { AMOUNT_DIFFERS } from '../domain/payments/payment';
import { DEMO_CHECKOUT } from '../domain/payments/payment-page';
import { InvalidInput } from '../domain/validation';
import { PaymentProvider, ProviderEvent } from '../ports/payment-provider';
import { HttpProblem, HttpRequest, HttpResponse, tryAgainLater } from '../presentation/http/message';
import { findProvenOrder } from '../presentation/http/order-proof';
import { Route } from '../presentation/http/router';
import { endedPage, noOrderPage, notTakenPage, payPage, toOrder } from '../presentation/payment/demo-checkout';

/** Dependencies of the function. */
export interface PaymentVerification extends Runtime {
  readonly relay: OutboxRelay;
  readonly providers: readonly PaymentProvider[];
  readonly secrets: ActiveSecrets;
}

/** Creates the handler; tests inject its dependencies. */
export const createHandler =
  (dependencies: () => PaymentVerification) =>
  async (event: ALBEvent): Promise<ALBResult> => {
    const payment = dependencies();
    return answer(paymentRoutes(payment), payment.migrations, event);
  };

/** Returns the routes of the configured providers. Without the demonstration, its routes do not exist. */
export function paymentRoutes(payment: PaymentVerification): readonly Route[] {
  return payment.providers.flatMap((provider): readonly Route[] => {
    const webhook = {
      method: 'POST',
      path: `${PATHS.paymentWebhooks}${provider.name}`,
      run: async (request: HttpRequest) => receive(payment, provider, request),
    };
    if (!(provider instanceof DemoProvider)) return [webhook];
    const path = `${DEMO_CHECKOUT}/{orderId}`;
    return [
      webhook,
      {
        method: 'GET',
        path,
        run: async (request, { orderId }) =>
          checkout(payment, request, orderId, async (order) => payPage(payment.config.shopName, order)),
      },
      { method: 'POST', path, run: async (request, { orderId }) => pay(payment, provider, request, orderId) },
    ];
  });
}

async function receive(
  payment: PaymentVerification,
  provider: PaymentProvider,
  request: Pick<HttpRequest, 'headers' | 'body'>,
): Promise<HttpResponse> {
  const { outcome } = await settle(payment, provider, request);
  return { status: 200, body: { outcome } };
}

/** Checks signature, age and content before it uses the database. The size was checked before. */
async function settle(
  payment: PaymentVerification,
  provider: PaymentProvider,
  { headers, body }: Pick<HttpRequest, 'headers' | 'body'>,
): Promise<Settlement> {
  const { name } = provider;
  const { metrics = noMetrics } = payment;
  const now = payment.clock.now();
  const verdict = provider.verify({ headers, rawBody: body, secrets: await readSecrets(payment), now });
  if (verdict !== 'valid') {
    countRefused(payment, name, verdict);
    throw new HttpProblem(401, verdict);
  }
  const rawBody = body.toString('utf8');
  const event = parse(payment, provider, rawBody);
  const { revenue, soldOut, ...settlement } = await settlePayment(
    payment.store,
    { ...event, rawBody, provider: name, test: provider.test },
    now,
  );
  if (revenue) {
    metrics.add(METRICS.revenue, revenue.minor, { currency: revenue.currency, mode: provider.test ? 'test' : 'live' });
  }
  if (soldOut) metrics.add(METRICS.oversellAttempts);
  logSettlement(payment, name, settlement);
  await payment.relay.run(2_000);
  return settlement;
}

function parse(payment: PaymentVerification, provider: PaymentProvider, rawBody: string): ProviderEvent {
  try {
    return provider.parse(rawBody);
  } catch (error) {
    if (error instanceof InvalidInput) countRefused(payment, provider.name, 'malformed');
    throw error;
  }
}

/** Counts a request that any anonymous caller can send: it must not raise the alarm about payments. */
function countRefused({ metrics = noMetrics }: PaymentVerification, provider: string, verdict: string): void {
  metrics.add(METRICS.webhooksRefused);
  log.warn('webhook refused', { event: LOG_EVENTS.paymentRefused, provider, verdict });
}

/**
 * Logs the outcome of an event, under event names that separate alarms count.
 *
 * A signed event comes from the provider. If it is about an order of this shop but with another amount or currency,
 * money may be lost. If the order or the type of event is unknown, it may belong to another system at the same
 * provider.
 */
function logSettlement({ metrics = noMetrics }: PaymentVerification, provider: string, settlement: Settlement): void {
  const { outcome, reason } = settlement;
  const fields = { provider, ...settlement };
  if (outcome !== 'unknown') {
    log.info('payment event', { event: `payment.${outcome}`, ...fields });
  } else if (reason === AMOUNT_DIFFERS) {
    metrics.add(METRICS.paymentFailures);
    log.warn('payment event', { event: LOG_EVENTS.paymentMismatch, ...fields });
  } else {
    metrics.add(METRICS.webhooksRefused);
    log.warn('payment event', { event: LOG_EVENTS.paymentUnknown, ...fields });
  }
}

/** Handles the button of the demonstration. From here on everything happens as for the event of a real provider. */
async function pay(
  payment: PaymentVerification,
  provider: DemoProvider,
  request: HttpRequest,
  orderId: string,
): Promise<HttpResponse> {
  return checkout(payment, request, orderId, async (order) => {
    const [secret] = await readSecrets(payment);
    const { outcome } = await settle(payment, provider, provider.paid(order, secret, payment.clock.now()));
    return outcome === 'unknown' ? notTakenPage(payment.config.shopName, order.id) : toOrder(order.id);
  });
}

/** Only unpaid orders can be paid, and only by a caller who proves access to the order. */
async function checkout(
  { store, clock, config }: PaymentVerification,
  request: HttpRequest,
  orderId: string,
  run: (order: Parameters<typeof payPage>[1]) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const {
    shopName,
    web: { secureCookies },
  } = config;
  const order = /^[0-9A-Z]{26}$/.test(orderId)
    ? await findProvenOrder({ store, clock, secureCookies }, request, orderId)
    : undefined;
  if (!order) return noOrderPage(shopName);
  if (order.state === 'placed') return run(order);
  return endedPage(shopName, order) ?? toOrder(order.id);
}

/**
 * Without the secret nothing can be verified, so the event is not refused but answered with 503: the provider repeats
 * it.
 */
async function readSecrets({ secrets }: PaymentVerification): Promise<readonly string[]> {
  try {
    return await secrets();
  } catch (error) {
    log.error('payment secret cannot be read', { error });
    throw tryAgainLater('payments cannot be verified right now', 30);
  }
}

export const handler = observed(
  FUNCTIONS.paymentVerification.name,
  createHandler(
    lazily(() => {
      const runtime = createRuntime();
      const { config, store, metrics } = runtime;
      const kinds =
        config.topics?.stock === undefined
          ? ['publish.orders' as const]
          : ['publish.orders' as const, 'publish.stock' as const];
      return {
        ...runtime,
        relay: new OutboxRelay({ store, log, metrics, publisher: createPublisher(config.topics), kinds }),
        providers: paymentProviders(config.payment),
        secrets: paymentSecrets(config.payment, readSecret),
      };
    }),
  ),
);
