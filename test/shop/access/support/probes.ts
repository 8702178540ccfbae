/** Attempts that match no row of the table: ids that belong on another page, and addresses of the local shop. */
import { Attempt, withToken } from './attempts';
import { Call } from './client';
import { addressOf, Identity } from './people';
import { orderToPlace } from './requests';
import { World } from './world';

const GET = (path: string, identity?: Identity): Call => ({ method: 'GET', path, identity });

export function probes(world: World): readonly Attempt[] {
  const {
    seller: { draft },
    stranger: { person },
    strangerSeller,
  } = world;
  return [
    ...[undefined, person, strangerSeller].flatMap((identity) => [...drafts(draft, identity), ...laptop(identity)]),
    ...victimsAddress(world),
  ];
}

/** Only its seller may see a product that was never on sale, even if another caller has its id. */
function drafts(draft: string, identity?: Identity): readonly Attempt[] {
  const order = orderToPlace();
  const cart = { method: 'POST', path: '/cart/add', form: { product: draft, quantity: '1' }, identity };
  const api = {
    orderId: order.id,
    accessToken: order.token,
    email: 'own@example.com',
    currency: 'EUR',
    address: addressOf('Typed'),
    lines: [{ productId: draft, quantity: 1 }],
  };
  return [
    { label: 'draft on its page', call: GET(`/products/${draft}`, identity), allowed: [404] },
    { label: 'draft in the API', call: GET(`/api/products/${draft}`, identity), allowed: [404] },
    { label: 'stock of a draft', call: GET(`/api/products/${draft}/stock`, identity), allowed: [404] },
    { label: 'draft into the cart', call: cart, allowed: [404, 422] },
    ...(identity === undefined
      ? []
      : [
          {
            label: 'draft in a checkout',
            allowed: [409, 422],
            call: withToken(
              {
                method: 'POST',
                path: '/checkout',
                identity,
                form: {
                  order: order.id,
                  access: order.token,
                  line: `${draft}:1:990`,
                  email: 'own@example.com',
                  currency: 'EUR',
                  ...addressOf('Typed'),
                },
              },
              identity.csrf,
            ),
          },
        ]),
    // Accepted, and rejected by the function that reads the queue.
    { label: 'draft in an order', call: { method: 'POST', path: '/api/orders', json: api }, allowed: [202] },
    {
      label: 'order of a draft',
      call: { ...GET(`/api/orders/${order.id}`), identity: { bearer: order.token } },
      allowed: [200],
    },
  ];
}

/** Routes that only the local shop serves. */
function laptop(identity?: Identity): readonly Attempt[] {
  return [
    '/_mail',
    '/_mail/1',
    '/_mail/1/html',
    '/_media',
    '/media/x',
    '/metrics',
    '/debug',
    '/.env',
    '/documentation/json',
  ].map((path) => ({ label: path, call: GET(path, identity), allowed: [404] }));
}

/** Accounts and orders with the victim's e-mail address: typing it gives no access to existing data. */
function victimsAddress({ victim, guest, stranger: { person } }: World): readonly Attempt[] {
  return [victim.person.email, guest.email].flatMap((email) =>
    ['/api/orders', '/account', '/find-order', '/cart', '/checkout'].flatMap((path) => [
      {
        label: `${path} for ${email}`,
        allowed: path === '/api/orders' ? [400] : path === '/account' || path === '/checkout' ? [303] : [200],
        call: { ...GET(path), query: { email } },
      },
      {
        label: `${path} for ${email}, signed in`,
        allowed: path === '/api/orders' ? [400] : [200, 303],
        call: { ...GET(path, person), query: { email } },
      },
    ]),
  );
}
