import { WebAclEvaluator } from './support/evaluator';
import type { WebRequest } from './support/request';
import { webAclOfExample } from './support/template-rules';
import { flood, honestHour, rush, webhooks } from './support/traffic';

/** When the rules notice at the latest, as a rule: AWS names less than 30 seconds. */
const LATE = 30;
const ATTACKER = '203.0.113.66';
const SIGNED = '/webhooks/payments/signed';

const EXAMPLES = ['minimal', 'production'];

interface Stop {
  readonly rule: string;
  /** Requests that had come through. */
  readonly after: number;
  readonly second: number;
  readonly status?: number;
  readonly retryAfter?: string;
}

/** The first request that a rule stops; undefined when every one comes through. */
function firstStop(example: string, requests: readonly WebRequest[], lag = 0): Stop | undefined {
  const evaluator = new WebAclEvaluator(webAclOfExample(example), { lag });
  for (const [index, request] of requests.entries()) {
    const { action, rule = '', status, headers } = evaluator.decide(request);
    const stop = { rule, after: index, second: Math.floor(request.at), status, retryAfter: headers['retry-after'] };
    if (action !== 'allow') return stop;
  }
  return undefined;
}

/** Returns the number of requests that each rule stops. */
function stopped(example: string, requests: readonly WebRequest[]): Record<string, number> {
  const evaluator = new WebAclEvaluator(webAclOfExample(example));
  const counts: Record<string, number> = {};
  for (const request of requests) {
    const { rule } = evaluator.decide(request);
    if (rule !== undefined) counts[rule] = (counts[rule] ?? 0) + 1;
  }
  return counts;
}

const attack = (target: string, perSecond: number, seconds: number, method = 'POST') =>
  flood({ address: ATTACKER, method, target }, perSecond, seconds);

const ATTACKS: { name: string; rule: string; requests: WebRequest[]; after: number; second: number }[] = [
  {
    name: 'passwords: POST /sign-in, 20 a second',
    rule: 'sign-in-limit',
    requests: attack('/sign-in', 20, 300),
    after: 100,
    second: 5,
  },
  {
    name: 'passwords in disguise: POST /%73ign-in',
    rule: 'sign-in-limit',
    requests: attack('/%73ign-in?x=1', 20, 300),
    after: 100,
    second: 5,
  },
  {
    name: 'mails: POST /reset, 5 a second',
    rule: 'reset-limit',
    requests: attack('/reset', 5, 300),
    after: 60,
    second: 12,
  },
  {
    name: 'codes: POST /reset/code, 20 a second',
    rule: 'reset-limit',
    requests: attack('/reset/code', 20, 300),
    after: 60,
    second: 3,
  },
  {
    name: 'orders: POST /api/orders, 300 in 0.3 s',
    rule: 'orders-limit',
    requests: attack('/api/orders', 1000, 0.3),
    after: 100,
    second: 0,
  },
  {
    name: 'orders: POST /api/orders, 50 a second',
    rule: 'orders-limit',
    requests: attack('/api/orders', 50, 300),
    after: 100,
    second: 2,
  },
  {
    name: 'deliveries: PUT, 20 a second',
    rule: 'orders-limit',
    requests: attack('/api/orders/1/delivery', 20, 300, 'PUT'),
    after: 100,
    second: 5,
  },
  {
    name: 'checkouts: POST /checkout, 10 a second',
    rule: 'checkout-limit',
    requests: attack('/checkout', 10, 300),
    after: 100,
    second: 10,
  },
  {
    name: 'carts: POST /cart/add, 50 a second',
    rule: 'cart-limit',
    requests: attack('/cart/add', 50, 300),
    after: 300,
    second: 6,
  },
  {
    name: `unsigned webhooks: POST ${SIGNED}, 50 a second`,
    rule: 'webhooks-limit',
    requests: attack(SIGNED, 50, 300),
    after: 1000,
    second: 20,
  },
];

describe.each(EXAMPLES)('%s', (example) => {
  test.each(ATTACKS)('stops $name', ({ name, rule, requests, after, second }) => {
    const stop = firstStop(example, requests);
    const late = firstStop(example, requests, LATE);
    const lateText = late ? `${late.rule} after ${late.after}, second ${late.second}` : 'never';
    const exact = `${stop?.rule} after ${stop?.after}, second ${stop?.second}`;
    process.stdout.write(`${example} | ${name} | ${exact} | ${LATE} s late: ${lateText}\n`);
    expect(stop).toEqual({ rule, after, second, status: 429, retryAfter: '60' });
  });

  test('a flood that lasts is stopped also when the estimate is late, a burst that is over before is not', () => {
    const lasting = ATTACKS.filter(({ requests }) => (requests.at(-1)?.at ?? 0) > LATE);
    expect(lasting.length).toBe(ATTACKS.length - 1);
    for (const { requests } of lasting) {
      expect(firstStop(example, requests, LATE)?.second).toBeLessThanOrEqual(LATE + 20);
    }
    expect(firstStop(example, attack('/api/orders', 1000, 0.3), LATE)).toBeUndefined();
  });

  test('other addresses are not stopped by an attack', () => {
    const household = honestHour({ address: '192.0.2.1', people: 4, filesWithPage: 3 });
    const both = [...attack('/sign-in', 20, 3600), ...household].sort((one, other) => one.at - other.at);
    const evaluator = new WebAclEvaluator(webAclOfExample(example));
    const decisions = both.map((request) => ({ request, action: evaluator.decide(request).action }));
    expect(decisions.filter(({ request, action }) => request.address !== ATTACKER && action !== 'allow')).toEqual([]);
  });
});

describe.each(EXAMPLES)('legitimate traffic at %s', (example) => {
  // Before the load balancer the web ACL sees no pictures.
  const filesWithPage = example === 'minimal' ? 0 : 3;
  const crowd = (people: number) => honestHour({ address: '192.0.2.1', people, filesWithPage });

  test('a household is not blocked', () => {
    expect(stopped(example, crowd(4))).toEqual({});
  });

  test('an office of 30 people is not blocked, also when all do the same within one minute', () => {
    expect(stopped(example, crowd(30))).toEqual({});
    const carts = Array<string>(10).fill('/cart/add');
    for (const targets of [['/sign-in', '/sign-in'], ['/reset', '/reset/code'], ['/checkout', '/checkout'], carts]) {
      expect(stopped(example, rush('192.0.2.1', 30, targets))).toEqual({});
    }
  });

  test("300 customers behind a mobile carrier's gateway are not blocked", () => {
    const evening = crowd(300);
    process.stdout.write(`${example} | gateway with 300 customers | none of ${evening.length} requests stopped\n`);
    expect(stopped(example, evening)).toEqual({});
    for (const target of ['/sign-in', '/checkout']) {
      expect(stopped(example, rush('192.0.2.1', 60, [target]))).toEqual({});
    }
    expect(stopped(example, rush('192.0.2.1', 300, ['/cart/add']))).toEqual({});
  });

  test.each([1, 3])(
    'a payment provider with ten orders a second and %p attempts for each event is not blocked',
    (tries) => {
      expect(stopped(example, webhooks(10, 900, tries))).toEqual({});
    },
  );
});
