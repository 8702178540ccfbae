/**
 * All routes of the shop: the callers of each, their proof, and the answer to everyone else. The tests in
 * `test/shop/access` compare the table with the running servers, and call every route as an attacker does. A new route
 * needs a row here and a request there.
 */
import { Answer, Caller, FormProof, Proof, RouteRow, Server, AnonymousMail } from './access-row';
import { FUNCTIONS } from '../../src/contract/functions';

/**
 * Method and path, caller, proof, proof of the form; then the answers without a proof, to a wrong one and to that of
 * another caller; then a mail that an anonymous caller can cause.
 */
type Line = readonly [string, Caller, Proof, FormProof, Answer, Answer, Answer?, AnonymousMail?];

const STOREFRONT: readonly Line[] = [
  ['GET /', 'everyone', 'none', '-', 200, 200, 200],
  ['GET /products/:id', 'everyone', 'none', '-', 200, 200, 200],
  ['GET /static/shop.*.css', 'everyone', 'none', '-', 200, 200, 200],
  ['GET /static/office.*.css', 'everyone', 'none', '-', 200, 200, 200],
  ['GET /healthz', 'health check', 'none', '-', 200, 200, 200],

  ['GET /cart', 'everyone', 'own session', '-', 'own', 'own', 'own'],
  ['POST /cart/add', 'everyone', 'own session', 'origin', 'own', 'own', 'own'],
  ['POST /cart/update', 'everyone', 'own session', 'token', 'own', 'own', 'own'],
  ['POST /cart/remove', 'everyone', 'own session', 'token', 'own', 'own', 'own'],
  ['GET /checkout', 'everyone', 'own session', '-', 303, 303, 'own'],
  ['POST /checkout', 'everyone', 'own session', 'token', 303, 303, 'own', 'order mails to the typed address'],

  ['GET /orders/:id', 'order holder', 'order secret or session', '-', 404, 404, 404],
  ['POST /orders/:id/cancel', 'order holder', 'order secret or session', 'token', 404, 404, 404],
  ['GET /orders/:id/delivery', 'order holder', 'order secret or session', '-', 404, 404, 404],
  ['POST /orders/:id/delivery', 'order holder', 'order secret or session', 'token', 404, 404, 404],
  ['GET /find-order', 'mail holder', 'order secret', '-', 200, 404, 404],
  ['POST /find-order', 'mail holder', 'order secret', 'origin', 404, 404, 404],

  ['GET /sign-in', 'everyone', 'none', '-', 200, 200, 303],
  ['POST /sign-in', 'customer', 'password', 'origin', 422, 422, 422],
  ['POST /sign-out', 'everyone', 'own session', 'token', 'own', 'own', 'own'],
  ['GET /register', 'everyone', 'none', '-', 200, 200, 303],
  ['POST /register', 'everyone', 'none', 'origin', 422, 422, 422],
  ['GET /reset', 'everyone', 'none', '-', 200, 200, 200],
  ['POST /reset', 'everyone', 'none', 'origin', 303, 303, 303, 'reset code to its owner'],
  ['GET /reset/code', 'everyone', 'none', '-', 200, 200, 200],
  ['POST /reset/code', 'mail holder', 'reset code', 'origin', 422, 422, 'own'],
  ['GET /unsubscribe', 'mail holder', 'mail token', '-', 404, 404, 'own'],
  ['POST /unsubscribe', 'mail holder', 'mail token', 'none', 404, 404, 'own'],

  ['GET /account', 'customer', 'session', '-', 303, 303, 'own'],
  ['POST /account/name', 'customer', 'session', 'token', 303, 303, 'own'],
  ['POST /account/password', 'customer', 'session', 'token', 303, 303, 'own'],
  ['POST /account/addresses', 'customer', 'session', 'token', 303, 303, 'own'],
  ['POST /account/addresses/remove', 'customer', 'session', 'token', 303, 303, 'own'],
  ['POST /account/consents', 'customer', 'session', 'token', 303, 303, 'own'],

  ['GET /seller', 'seller', 'session with role', '-', 303, 303, 'own'],
  ['GET /seller/products/new', 'seller', 'session with role', '-', 303, 303, 'own'],
  ['POST /seller/products/new', 'seller', 'session with role', 'token', 303, 303, 409],
  ['GET /seller/products/:id', 'seller', 'session and product', '-', 303, 303, 404],
  ['POST /seller/products/:id', 'seller', 'session and product', 'token', 303, 303, 404],
  ['POST /seller/products/:id/stock', 'seller', 'session and product', 'token', 303, 303, 404],
  ['POST /seller/products/:id/low-mark', 'seller', 'session and product', 'token', 303, 303, 404],
  ['GET /seller/products/:id/picture', 'seller', 'session and product', '-', 303, 303, 404],
  ['GET /seller/products/:id/pictures/:file', 'seller', 'session and product', '-', 303, 303, 404],
  ['POST /seller/products/:id/pictures/:file', 'seller', 'session and product', 'token', 303, 303, 404],

  ['GET /admin', 'administrator', 'session with role', '-', 303, 303, 403],
  ['GET /admin/orders/:id', 'administrator', 'session with role', '-', 303, 303, 403],
  ['POST /admin/orders/:id/dispatch', 'administrator', 'session with role', 'token', 303, 303, 403],
  ['POST /admin/orders/:id/delivered', 'administrator', 'session with role', 'token', 303, 303, 403],
  ['POST /admin/orders/:id/refunded', 'administrator', 'session with role', 'token', 303, 303, 403],
  ['GET /admin/customers', 'administrator', 'session with role', '-', 303, 303, 403],
  ['GET /admin/customers/:id', 'administrator', 'session with role', '-', 303, 303, 403],
  ['POST /admin/customers/:id/role', 'administrator', 'session with role', 'token', 303, 303, 403],
  ['GET /admin/campaigns', 'administrator', 'session with role', '-', 303, 303, 403],
  ['GET /admin/campaigns/new', 'administrator', 'session with role', '-', 303, 303, 403],
  ['POST /admin/campaigns', 'administrator', 'session with role', 'token', 303, 303, 403],
  // The page with the empty form reveals nothing. The token is checked when the form is sent.
  ['GET /admin-invitation', 'mail holder', 'invitation', '-', 404, 200],
  ['POST /admin-invitation', 'mail holder', 'invitation', 'origin', 404, 404],
];

const STORE_API: readonly Line[] = [
  ['GET /api/products', 'everyone', 'none', '-', 200, 200, 200],
  ['GET /api/products/{id}', 'everyone', 'none', '-', 200, 200, 200],
  ['GET /api/products/{id}/stock', 'everyone', 'none', '-', 200, 200, 200],
  ['POST /api/orders', 'everyone', 'none', '-', 202, 202, 202, 'order mails to the typed address'],
  ['GET /api/orders', 'customer', 'session', '-', 401, 401, 'own'],
  ['GET /api/orders/{id}', 'order holder', 'order secret or session', '-', 404, 404, 404],
  ['PUT /api/orders/{id}/delivery', 'order holder', 'order secret or session', '-', 404, 404, 404],
  ['POST /api/orders/{id}/cancel', 'order holder', 'order secret or session', '-', 404, 404, 404],
];

const PAYMENT_VERIFICATION: readonly Line[] = [
  ['POST /webhooks/payments/signed', 'payment provider', 'signature', '-', 401, 401, 401],
  ['POST /webhooks/payments/demo', 'payment provider', 'signature', '-', 401, 401, 401],
  ['GET /webhooks/payments/demo/checkout/{orderId}', 'order holder', 'order secret or session', '-', 404, 404, 404],
  ['POST /webhooks/payments/demo/checkout/{orderId}', 'order holder', 'order secret or session', '-', 404, 404, 404],
];

/**
 * Only in the shop on a laptop (`shop/local`), which listens on the loopback interface. On AWS these addresses answer
 * 404.
 */
const LAPTOP: readonly Line[] = [
  ['ANY /_mail/style.css', 'everyone', 'loopback', '-', 200, 200],
  ['ANY /_mail', 'everyone', 'loopback', '-', 200, 200],
  ['ANY /media/', 'everyone', 'loopback', '-', 404, 404],
  ['ANY /_media', 'seller', 'signature', '-', 400, 403],
];

/** Table of routes. */
export const ROUTES: readonly RouteRow[] = [
  ...rows('storefront', STOREFRONT),
  ...rows(FUNCTIONS.storeApi.name, STORE_API),
  ...rows(FUNCTIONS.paymentVerification.name, PAYMENT_VERIFICATION),
  ...rows('laptop', LAPTOP),
];

/** Name of a row, such as `storefront GET /cart`. */
export function rowName({ server, method, path }: Pick<RouteRow, 'server' | 'method' | 'path'>): string {
  return `${server} ${method} ${path}`;
}

function rows(server: Server, lines: readonly Line[]): readonly RouteRow[] {
  return lines.map(([name, who, proof, form, without, wrong, another, mail]) => {
    const [method, path] = name.split(' ', 2);
    return { server, method, path, who, proof, form, without, wrong, another, mail };
  });
}
