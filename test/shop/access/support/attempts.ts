/**
 * Attempts of an attacker at one route: without a proof, with invented ones, with those of other callers, and around
 * the router.
 */
import { randomBytes } from 'crypto';
import { Call } from './client';
import { Identity, newPerson, newResetCode } from './people';
import { orderToPlace, requestOf, Target } from './requests';
import { World } from './world';
import { Answer, RouteRow } from '../../../../shop/access/access-row';
import { signatureHeader } from '../../../../shop/adapters/payment/signed-header';

export interface Attempt {
  readonly label: string;
  readonly call: Call;
  /** Statuses that the table allows. */
  readonly allowed: readonly number[];
}

const OWN = [200, 202, 303];
const NOT_THERE = [400, 404, 405];
/** Path with the `Origin` of another site, or without any header of a browser. */
const FORM_REFUSED = [403];

const random = () => randomBytes(32).toString('base64url');

/** Victims' orders that a route may be requested for: one in the account, and one of a guest. */
export function targetsOf(world: World, { path }: RouteRow): readonly Target[] {
  const { victim, guest, seller, goods } = world;
  const target = {
    orderId: victim.orders.placed.id,
    totalMinor: 6_283_186,
    productId: seller.draft,
    customerId: victim.person.id,
    email: victim.person.email,
    addressId: victim.person.addressId,
    code: '',
    goods,
    newOrder: orderToPlace(),
  };
  if (!/order|checkout/.test(path)) return [target];
  return [target, { ...target, orderId: guest.orders[0].id, email: guest.email, newOrder: orderToPlace() }];
}

export function allowedBy(answer: Answer | undefined): readonly number[] {
  return answer === 'own' ? OWN : answer === undefined ? [] : [answer];
}

/** The attacker's valid proof of the kind that the route demands; undefined when an attacker can have none. */
export async function strangersProof(
  world: World,
  row: RouteRow,
  target: Target,
): Promise<{ readonly identity: Identity; readonly code: string } | undefined> {
  if (row.another === undefined) return undefined;
  const { stranger, strangerSeller, store } = world;
  const {
    person,
    orders: { placed },
  } = stranger;
  const secrets = { orders: [placed, { id: target.orderId, token: placed.token }], bearer: placed.token };
  if (row.who === 'seller' || row.who === 'administrator') {
    return { identity: { ...strangerSeller, ...secrets }, code: '' };
  }
  const spends = ['POST /reset/code', 'POST /account/password', 'POST /sign-out'].includes(`${row.method} ${row.path}`);
  const own = spends ? await newPerson(store, `spare${randomBytes(6).toString('hex')}`) : person;
  const codes: Readonly<Record<string, () => Promise<string>>> = {
    'order secret': async () => placed.token,
    'reset code': async () => newResetCode(store, own.id),
    'mail token': async () => stranger.unsubscribe,
  };
  return { identity: { ...own, ...secrets }, code: (await codes[row.proof]?.()) ?? own.password };
}

export async function attemptsAt(world: World, row: RouteRow): Promise<readonly Attempt[]> {
  const attempts: Attempt[] = [];
  for (const target of targetsOf(world, row)) {
    attempts.push(...proofless(row, target), ...(await withAnothers(world, row, target)));
  }
  const [target] = targetsOf(world, row);
  return [...attempts, ...(await aroundTheRouter(world, row, target)), ...withVictimsIds(world, row, target)];
}

/** No proof, invented and broken proofs. */
function proofless(row: RouteRow, target: Target): readonly Attempt[] {
  const [without, wrong] = [allowedBy(row.without), allowedBy(row.wrong)];
  const ask = (code: string, identity: Identity = {}): Call =>
    signed(row, { ...requestOf(row, { ...target, code }), identity }, identity.session);
  const forged = {
    session: random(),
    csrf: random(),
    orders: [{ id: target.orderId, token: random() }],
    bearer: random(),
  };
  const broken = (text: string) => ({
    cookie: `__Host-session=${text}; __Host-orders=${text}`,
    authorization: `Bearer ${text}`,
  });
  const nothing = ask('');
  return [
    { label: 'no proof', call: nothing, allowed: without },
    { label: 'made-up proof', call: withToken(ask(random(), forged), forged.csrf), allowed: wrong },
    ...['%E0%A4%A', '%27%20or%201%3D1--', 'x'.repeat(4_000), '%00', '=;=', '__proto__'].map((text) => ({
      label: `broken proof ${text.slice(0, 12)}`,
      call: { ...nothing, headers: { ...nothing.headers, ...broken(text) } },
      allowed: without,
    })),
    ...["' or '1'='1", '\u0000', '../../etc', '%', 'null'].map((code) => ({
      label: `broken code ${JSON.stringify(code)}`,
      call: ask(code),
      allowed: [...without, ...wrong, 422],
    })),
    ...(isForm(row)
      ? (['elsewhere', 'nowhere'] as const).map((source) => ({
          label: `form from ${source}`,
          call: { ...nothing, source },
          allowed: FORM_REFUSED,
        }))
      : []),
  ];
}

/** Valid proofs for another purpose. */
async function withAnothers(world: World, row: RouteRow, target: Target): Promise<readonly Attempt[]> {
  const { stranger, strangerSeller } = world;
  const staff = row.who === 'seller' || row.who === 'administrator';
  const customer = withToken({ ...requestOf(row, target), identity: stranger.person }, stranger.person.csrf);
  const attempts: Attempt[] = staff ? [{ label: 'customer on a page of staff', call: customer, allowed: [403] }] : [];
  const proof = await strangersProof(world, row, target);
  if (!proof) return attempts;
  const { identity, code } = proof;
  const call = signed(row, { ...requestOf(row, { ...target, code }), identity }, 'whsec_of_another');
  const good = withToken(call, identity.csrf);
  if (row.form === 'token') {
    const foreign = identity.session === strangerSeller.session ? stranger.person.csrf : strangerSeller.csrf;
    attempts.push(
      { label: 'form without its token', call, allowed: FORM_REFUSED },
      { label: "form with another session's token", call: withToken(call, foreign), allowed: FORM_REFUSED },
      { label: 'form with its token from elsewhere', call: { ...good, source: 'elsewhere' }, allowed: FORM_REFUSED },
    );
  }
  // Last, because it may use up the proof.
  return [...attempts, { label: "another's proof", call: good, allowed: allowedBy(row.another) }];
}

/** Parameters with the victim's names, which no form has: none may have an effect. */
function withVictimsIds(world: World, row: RouteRow, target: Target): readonly Attempt[] {
  const {
    victim: { person, orders, cartId },
    seller,
  } = world;
  const ids = {
    email: person.email,
    id: orders.placed.id,
    customer: person.id,
    customerId: person.id,
    customer_id: person.id,
    sellerId: seller.sellerId,
    role: 'admin',
    cartId,
    state: 'placed',
    internal: person.id,
    session: person.sessionHash,
  };
  const call = requestOf(row, target);
  const body =
    call.json === undefined
      ? {}
      : { json: { ...ids, internal: { customerId: person.id, cartId, mayReserve: true }, ...(call.json as object) } };
  const form = call.form === undefined ? {} : { form: { ...ids, ...call.form } };
  const refused = row.server === 'store-api' ? [400] : [];
  const headers = {
    'x-http-method-override': 'POST',
    'x-original-url': '/admin',
    'x-rewrite-url': '/admin',
    'x-forwarded-user': person.email,
    'x-customer-id': person.id,
    'x-forwarded-host': 'evil.example.net',
  };
  return [
    {
      label: "victim's ids in the query",
      call: { ...call, query: { ...ids, ...call.query } },
      allowed: [...allowedBy(row.without), ...refused],
    },
    { label: "victim's ids in the body", call: { ...call, ...body, ...form }, allowed: allowedBy(row.without) },
    { label: 'headers of proxies', call: { ...call, headers }, allowed: allowedBy(row.without) },
  ];
}

/** Other methods, and other spellings of the path. */
async function aroundTheRouter(world: World, row: RouteRow, target: Target): Promise<readonly Attempt[]> {
  const proof = await strangersProof(world, row, target);
  const plain = signed(row, requestOf(row, target), undefined);
  const callers: readonly (readonly [string, Call, readonly number[]])[] = [
    ['without a proof', plain, [...allowedBy(row.without), ...allowedBy(row.wrong)]],
    ...(proof
      ? [
          [
            "with another's",
            withToken(
              signed(row, { ...requestOf(row, { ...target, code: proof.code }), identity: proof.identity }, 'x'),
              proof.identity.csrf,
            ),
            // A code works once.
            [...allowedBy(row.another), ...allowedBy(row.wrong)],
          ] as const,
        ]
      : []),
  ];
  return callers.flatMap(([who, call, allowed]) => [
    ...(row.method === 'GET' ? [{ label: `HEAD ${who}`, call: { ...call, method: 'HEAD' }, allowed }] : []),
    ...['OPTIONS', 'TRACE', 'DELETE', 'PATCH'].map((method) => ({
      label: `${method} ${who}`,
      call: { ...call, method },
      allowed: NOT_THERE,
    })),
    ...disguises(call.path).map((path) => ({
      label: `as ${path} ${who}`,
      call: { ...call, path },
      allowed: [...NOT_THERE, ...allowed],
    })),
  ]);
}

function disguises(path: string): readonly string[] {
  const letter = path.search(/[a-z]/i);
  const encoded = (index: number) =>
    `${path.slice(0, index)}%${path.charCodeAt(index).toString(16)}${path.slice(index + 1)}`;
  const all = [
    `${path}/`,
    `/${path}`,
    `${path};x`,
    `${path}%20`,
    `${path}%00`,
    `/x/..${path}`,
    `${path}/.`,
    path.replace(/(?!^)\//g, '%2f'),
  ];
  if (letter < 0) return all.slice(0, -1);
  return [...all, path.toUpperCase(), path.toLowerCase(), encoded(letter), encoded(path.length - 1)].filter(
    (each) => each !== path,
  );
}

function isForm({ form }: RouteRow): boolean {
  return form === 'token' || form === 'origin';
}

export function withToken(call: Call, token: string | undefined): Call {
  return call.form && token !== undefined ? { ...call, form: { _csrf: token, ...call.form } } : call;
}

/** With the provider's signature if the route demands one, with the given secret. */
export function signed(row: RouteRow, call: Call, secret: string | undefined): Call {
  if (row.proof !== 'signature' || secret === undefined) return call;
  const body = Buffer.from(JSON.stringify(call.json));
  return { ...call, headers: { ...call.headers, 'x-payment-signature': signatureHeader(secret, new Date(), body) } };
}
