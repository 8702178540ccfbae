/** Same routes with the right proof: each works, so that no access test can pass by refusing everyone. */
import { randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { PAYMENT_SECRET } from './access-shop';
import { signed, withToken } from './attempts';
import { Call, Client } from './client';
import { consentTo, Identity, newInvitation, newPerson, newResetCode, newSeller, Person } from './people';
import { orderToPlace, requestOf, Target } from './requests';
import { order, World } from './world';
import { RouteRow } from '../../../../shop/access/access-row';
import { ROUTES, rowName } from '../../../../shop/access/route-table';
import { OrderState } from '../../../../shop/domain/orders/order';

interface Right {
  readonly by: string;
  readonly call: Call;
}

/** States that orders need for these steps of an administrator. */
const STATES: Readonly<Record<string, OrderState>> = {
  'POST /admin/orders/:id/dispatch': 'packed',
  'POST /admin/orders/:id/delivered': 'shipped',
  'POST /admin/orders/:id/refunded': 'refund_due',
};

/** A redirect to these places means that the form had no effect. */
const REFUSED_TO = /^\/(sign-in|checkout|cart)?$|^\/sign-in\?next=(?!%2Fadmin$)/;

/** @returns the routes that did not work */
export async function walkRights(
  world: World,
): Promise<{ readonly calls: number; readonly failures: readonly string[] }> {
  const client = new Client(world.shop);
  const failures: string[] = [];
  for (const row of ROUTES.filter(({ server }) => server !== 'laptop')) {
    for (const { by, call } of await rightsAt(world, row)) {
      const { status, location } = await client.ask(call);
      const done =
        [200, 202].includes(status) || (status === 303 && (row.path === '/sign-out' || !REFUSED_TO.test(location)));
      if (!done) failures.push(`${rowName(row)}, ${by}: ${status} ${location}`);
    }
  }
  client.close();
  return { calls: client.calls, failures };
}

async function rightsAt(world: World, row: RouteRow): Promise<readonly Right[]> {
  const { store, administrator, goods } = world;
  const owner = await newPerson(store, `right${randomBytes(6).toString('hex')}`);
  const target: Target = {
    orderId: '',
    totalMinor: 2 * 990,
    productId: ulid(),
    customerId: owner.id,
    email: owner.email,
    addressId: owner.addressId,
    code: owner.password,
    goods,
    newOrder: orderToPlace(),
  };
  const ask = (by: string, identity: Identity, changed: Partial<Target> = {}): Right => ({
    by,
    call: withToken(
      signed(row, { ...requestOf(row, { ...target, ...changed }), identity }, PAYMENT_SECRET),
      identity.csrf,
    ),
  });
  switch (row.who) {
    case 'administrator':
      return [
        ask('administrator', administrator, {
          orderId: await placed(world, owner, STATES[`${row.method} ${row.path}`]),
        }),
      ];
    case 'seller':
      return [ask('seller', ...(await seller(world, row)))];
    case 'payment provider':
      return [ask('provider', {}, { orderId: await placed(world, owner) })];
    case 'order holder':
      return orderHolders(world, owner, ask);
    case 'mail holder':
      return [ask('holder', {}, await mailed(world, row, owner))];
    case 'customer':
      return [ask('customer', owner)];
    default:
      return [
        row.proof === 'own session'
          ? ask('visitor', await withCart(world, owner))
          : ask('anyone', {}, { email: `${ulid()}@example.com` }),
      ];
  }
}

async function seller({ store }: World, { path }: RouteRow): Promise<readonly [Identity, Partial<Target>]> {
  const person = await newSeller(store, `right${randomBytes(6).toString('hex')}`);
  return [person, { productId: path.endsWith('/new') ? ulid() : person.draft }];
}

/** With the session of the account, and as a guest with the access token: in the cookie and in the header. */
async function orderHolders(
  world: World,
  owner: Person,
  ask: (by: string, identity: Identity, changed: Partial<Target>) => Right,
): Promise<readonly Right[]> {
  const secrets = [];
  for (let index = 0; index < 2; index += 1) {
    secrets.push(
      await order(world.shop, world.store, { product: world.goods, email: `${ulid()}@example.com`, mark: 'Typed' }),
    );
  }
  const [inCookie, inHeader] = secrets;
  const visitor = await withCart(world, await newPerson(world.store, `guest${randomBytes(6).toString('hex')}`));
  const right = [
    ask('by the session of its account', owner, { orderId: await placed(world, owner) }),
    ask('by its secret in the cookie', { ...visitor, orders: [inCookie] }, { orderId: inCookie.id }),
  ];
  const byHeader = ask('by its secret in the header', { bearer: inHeader.token }, { orderId: inHeader.id });
  return byHeader.call.path.startsWith('/orders/') ? right : [...right, byHeader];
}

async function placed({ shop, store, goods }: World, { id, email }: Person, state?: OrderState): Promise<string> {
  return (await order(shop, store, { product: goods, email, mark: 'Typed', customerId: id, state })).id;
}

async function mailed({ shop, store, goods }: World, { proof }: RouteRow, owner: Person): Promise<Partial<Target>> {
  if (proof === 'reset code') return { code: await newResetCode(store, owner.id) };
  if (proof === 'mail token') return { code: await consentTo(store, owner) };
  if (proof === 'invitation') return { code: await newInvitation(store, owner.id) };
  const { id, token } = await order(shop, store, { product: goods, email: owner.email, mark: 'Typed' });
  return { orderId: id, code: token };
}

/** Visitor with one product in the cart. */
async function withCart({ shop, goods }: World, person: Person): Promise<Identity> {
  const client = new Client(shop);
  await client.ask({
    method: 'POST',
    path: '/cart/add',
    identity: person,
    form: { _csrf: person.csrf, product: goods, quantity: '1' },
  });
  client.close();
  return person;
}
