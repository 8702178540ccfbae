import { Template } from 'aws-cdk-lib/assertions';
import { signatureHeader } from '../../shop/adapters/payment/signed-header';
import { output } from '../../shop/adapters/telemetry/log';
import { newShop } from '../commerce/shop';
import { loadBalancerEvent, sqsEvent } from '../shop/support/events';
import { captured, orderMessage, orderPath, SECRET } from '../shop/support/order-path';
import { TestShopDatabase } from '../shop/support/shop-database';
import { useShop } from '../shop/support/use-shop';
import { resources } from '../support/app';

const { stack } = newShop();
const template = Template.fromStack(stack);

const ALARMING = ['PaymentFailures', 'WebhooksRefused'];

interface Filter {
  readonly pattern: string;
  readonly metric: string;
}

const filters = Object.values(resources(template, 'AWS::Logs::MetricFilter')).map(({ Properties }): Filter => {
  const [{ MetricName }] = Properties.MetricTransformations as { readonly MetricName: string }[];
  return { pattern: String(Properties.FilterPattern), metric: MetricName };
});

/** The metrics that a line of the log adds to, by patterns of the form `{ ($.event = "a") || ($.event = "b") }`. */
function metricsOf(line: string): readonly string[] {
  const { event } = JSON.parse(line) as { readonly event?: string };
  return filters.filter(({ pattern }) => eventsOf(pattern).some((each) => each === event)).map(({ metric }) => metric);
}

function eventsOf(pattern: string): readonly string[] {
  const terms = /^\{ (.+) \}$/.exec(pattern)?.[1].split(' || ') ?? [];
  return terms.map((term) => {
    const event = /^\(?\$\.event = "([\w.]+)"\)?$/.exec(term)?.[1];
    if (event === undefined) throw new Error(`the pattern ${pattern} cannot be read`);
    return event;
  });
}

describe('which alarm a request to the payment webhook feeds', () => {
  let shop: TestShopDatabase;
  let path: ReturnType<typeof orderPath>;
  let orderId: string;
  useShop((made) => {
    shop = made;
  });
  beforeEach(async () => {
    path = orderPath(shop.store);
    const order = orderMessage(await shop.product());
    orderId = order.orderId;
    await path.process(sqsEvent([order]));
  });

  /** Sends a body, and returns the status and the metrics that count the handler's log lines. */
  const raised = async (body: string, header?: string) => {
    const line = jest.mocked(output.line);
    line.mockClear();
    const headers: Record<string, string> = header === undefined ? {} : { 'x-payment-signature': header };
    const { statusCode } = await path.pay(loadBalancerEvent('POST', '/webhooks/payments/signed', { body, headers }));
    const counted = path.metrics.counted.map(([name]) => name).filter((name) => ALARMING.includes(name));
    return { statusCode, alarms: line.mock.calls.flatMap(([text]) => metricsOf(text)), counted };
  };
  const quiet = { statusCode: 200, alarms: [], counted: [] };
  const signed = (body: string, ageMs = 0) => signatureHeader(SECRET, new Date(Date.now() - ageMs), Buffer.from(body));
  const apart = (statusCode: number) => ({ statusCode, alarms: ['WebhooksRefused'], counted: ['WebhooksRefused'] });

  test('one anonymous request: unsigned, wrongly signed, not even JSON', async () => {
    for (const header of [undefined, 't=1,v1=00', `t=1,v1=${'0'.repeat(64)}`]) {
      path.metrics.counted.length = 0;
      expect(await raised(header === undefined ? 'no json' : '{}', header)).toEqual(apart(401));
    }
  });

  test('an event that was signed long ago and is sent once more', async () => {
    const body = JSON.stringify(captured(orderId, 1000));
    expect(await raised(body, signed(body, 600_000))).toEqual(apart(401));
  });

  test.each(['', 'no json', '[]', '{"id":"a"}', '{"id":"a","type":"payment.captured","data":{"amountMinor":1.5}}'])(
    'signed, and malformed: %j',
    async (body) => {
      expect(await raised(body, signed(body))).toEqual(apart(400));
    },
  );

  test.each([
    ['an order that this shop does not have', () => captured('another-shop-42', 1000)],
    ['an event of a type that this shop does not handle', () => ({ id: 'evt_type', type: 'invoice.created' })],
  ])('signed, about %s', async (_, make) => {
    const body = JSON.stringify(make());
    expect(await raised(body, signed(body))).toEqual(apart(200));
  });

  test.each([
    ['another amount', () => captured(orderId, 999)],
    ['another currency', () => captured(orderId, 1000, { currency: 'USD' })],
  ])('signed, about an order of this shop, with %s', async (_, make) => {
    const [body, failures] = [JSON.stringify(make()), 'PaymentFailures'];
    expect(await raised(body, signed(body))).toEqual({ statusCode: 200, alarms: [failures], counted: [failures] });
  });

  test('a correct payment, and the same once more', async () => {
    const body = JSON.stringify(captured(orderId, 1000));
    for (const _ of [1, 2]) expect(await raised(body, signed(body))).toEqual(quiet);
  });

  test('a payment that differs sets off its alarm at once, refused events only when there are many', () => {
    expect(filters.map(({ metric }) => metric).sort()).toEqual(ALARMING);
    const alarm = (MetricName: string, Threshold: number, EvaluationPeriods: number) =>
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        MetricName,
        Threshold,
        EvaluationPeriods,
        Period: 300,
        Statistic: 'Sum',
      });
    alarm('PaymentFailures', 1, 1);
    alarm('WebhooksRefused', 300, 3);
  });
});
