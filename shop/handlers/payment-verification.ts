/** Payment providers tell here that money has arrived: `POST /webhooks/payments/<provider>`. */
import { ALBEvent, ALBResult } from 'aws-lambda';
import { HttpProblem, HttpRequest, HttpResponse, tryAgainLater } from './http/message';
import { createRuntime, lazily, Runtime } from './runtime';
import { createPublisher } from './runtime-publisher';
import { answer } from './store-api-answer';
import { readSecret } from '../adapters/aws/secrets';
import { log } from '../adapters/log';
import { OutboxRelay } from '../adapters/outbox-relay';
import { paymentSecrets, PaymentSecrets } from '../adapters/payment/secrets';
import { SignedHeaderProvider } from '../adapters/payment/signed-header';
import { settlePayment } from '../domain/settle-payment';
import { PaymentProvider } from '../ports/payment-provider';

export interface PaymentVerification extends Pick<Runtime, 'store' | 'migrations' | 'clock'> {
  readonly relay: OutboxRelay;
  readonly providers: readonly PaymentProvider[];
  readonly secrets: PaymentSecrets;
}

export const createHandler = (dependencies: () => PaymentVerification) => async (event: ALBEvent): Promise<ALBResult> => {
  const payment = dependencies();
  const path = '/webhooks/payments/{provider}';
  return answer([{ method: 'POST', path, run: async (request, { provider }) => receive(payment, request, provider) }], payment.migrations, event);
};

/** The size was limited before; now signature, age, content and only then the database. */
async function receive(payment: PaymentVerification, request: HttpRequest, name: string): Promise<HttpResponse> {
  const provider = payment.providers.find((candidate) => candidate.name === name);
  if (!provider) throw new HttpProblem(404, 'there is no such payment provider');
  const now = payment.clock.now();
  const verdict = provider.verify({ headers: request.headers, rawBody: request.body, secrets: await readSecrets(payment), now });
  if (verdict !== 'valid') {
    log.warn('webhook refused', { event: 'payment.refused', provider: name, verdict });
    throw new HttpProblem(401, verdict);
  }
  const rawBody = request.body.toString('utf8');
  const event = provider.parse(rawBody);
  const settlement = await settlePayment(payment.store, { ...event, rawBody, provider: name, test: provider.test }, now);
  log[settlement.outcome === 'unknown' ? 'warn' : 'info']('payment event', { event: `payment.${settlement.outcome}`, provider: name, ...settlement });
  await payment.relay.run(2_000);
  return { status: 200, body: { outcome: settlement.outcome } };
}

/** Without its secret nothing can be verified, so nothing is refused: the provider sends it again. */
async function readSecrets({ secrets }: PaymentVerification): Promise<readonly string[]> {
  try {
    return await secrets();
  } catch (error) {
    log.error('payment secret cannot be read', { error });
    throw tryAgainLater('payments cannot be verified right now', 30);
  }
}

export const handler = createHandler(lazily(() => {
  const { config, ...runtime } = createRuntime();
  const publisher = createPublisher(config.topics);
  return {
    ...runtime,
    relay: new OutboxRelay({ store: runtime.store, publisher, kinds: config.topics?.stock === undefined ? ['publish.orders'] : ['publish.orders', 'publish.stock'] }),
    providers: [new SignedHeaderProvider('demo', true), new SignedHeaderProvider('signed', false)],
    secrets: paymentSecrets(config.payment, readSecret),
  };
}));
