/** Request for each route of the table, complete and well-formed: with the right proof each one works. */
import { ulid } from 'ulid';
import { Call } from './client';
import { addressOf } from './people';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { BACK_OFFICE_STYLE_PATH } from '../../../../shop/presentation/storefront/back-office/style';
import { STYLE_PATH } from '../../../../shop/presentation/storefront/style';

/** Owner and objects of a request. */
export interface Target {
  readonly orderId: string;
  readonly totalMinor: number;
  readonly productId: string;
  readonly customerId: string;
  readonly email: string;
  readonly addressId: string;
  /** Reset code, invitation, mail token, access token or password, as the route demands it. */
  readonly code: string;
  /** Product on sale. */
  readonly goods: string;
  /** Id and access token of an order to place. */
  readonly newOrder: { readonly id: string; readonly token: string };
}

type Parts = Omit<Call, 'method' | 'path'> & {
  readonly params?: Readonly<Record<string, string>>;
  readonly file?: string;
};

const PASSWORD = 'teapot window violin';
const ADDRESS = addressOf('Typed');
const NONE = () => ({});

const order = ({ orderId }: Target) => ({ params: { id: orderId } });
const product = ({ productId }: Target) => ({ params: { id: productId } });
const customer = ({ customerId }: Target) => ({ params: { id: customerId } });
const picture = ({ productId }: Target) => ({ params: { id: productId, file: '01J0000000000000000000000A.png' } });

const event = ({ orderId, totalMinor }: Target) => ({
  id: `evt_${ulid()}`,
  type: 'payment.captured',
  data: { orderId, reference: `pay_${ulid()}`, amountMinor: totalMinor, currency: 'EUR' },
});

const STOREFRONT: Readonly<Record<string, (target: Target) => Parts>> = {
  'GET /': NONE,
  'GET /products/:id': ({ goods }) => ({ params: { id: goods } }),
  'GET /static/shop.*.css': () => ({ file: STYLE_PATH }),
  'GET /static/office.*.css': () => ({ file: BACK_OFFICE_STYLE_PATH }),
  'GET /healthz': NONE,
  'GET /cart': NONE,
  'POST /cart/add': ({ goods }) => ({ form: { product: goods, quantity: '1' } }),
  'POST /cart/update': ({ goods }) => ({ form: { product: goods, quantity: '2' } }),
  'POST /cart/remove': ({ goods }) => ({ form: { product: goods } }),
  'GET /checkout': ({ addressId }) => ({ query: { address: addressId } }),
  'POST /checkout': ({ goods, email, newOrder }) => ({
    form: { order: newOrder.id, access: newOrder.token, line: `${goods}:1:990`, email, currency: 'EUR', ...ADDRESS },
  }),
  'GET /orders/:id': order,
  'POST /orders/:id/cancel': (target) => ({ ...order(target), form: {} }),
  'GET /orders/:id/delivery': order,
  'POST /orders/:id/delivery': (target) => ({ ...order(target), form: ADDRESS }),
  'GET /find-order': ({ orderId, code }) => ({ query: { order: orderId, token: code } }),
  'POST /find-order': ({ orderId, code }) => ({ form: { order: orderId, token: code } }),
  'GET /sign-in': NONE,
  'POST /sign-in': ({ email, code }) => ({ form: { email, password: code } }),
  'POST /sign-out': () => ({ form: {} }),
  'GET /register': NONE,
  'POST /register': ({ email }) => ({ form: { name: 'New name', email, password: PASSWORD } }),
  'GET /reset': NONE,
  'POST /reset': ({ email }) => ({ form: { email } }),
  'GET /reset/code': ({ code }) => ({ query: { code } }),
  'POST /reset/code': ({ code }) => ({ form: { code, password: PASSWORD } }),
  'GET /unsubscribe': ({ code }) => ({ query: { token: code } }),
  'POST /unsubscribe': ({ code }) => ({ query: { token: code }, form: {} }),
  'GET /account': NONE,
  'POST /account/name': () => ({ form: { name: 'Changed name' } }),
  'POST /account/password': ({ code }) => ({ form: { current: code, password: PASSWORD } }),
  'POST /account/addresses': () => ({ form: ADDRESS }),
  'POST /account/addresses/remove': ({ addressId }) => ({ form: { address: addressId } }),
  'POST /account/consents': () => ({ form: { reminders: 'yes' } }),
  'GET /seller': NONE,
  'GET /seller/products/new': NONE,
  'POST /seller/products/new': ({ productId }) => ({
    form: {
      id: productId,
      sku: ulid(),
      name: 'New cup',
      description: 'A cup',
      price: '3.50',
      currency: 'EUR',
      lowMark: '1',
      active: 'yes',
    },
  }),
  'GET /seller/products/:id': product,
  'POST /seller/products/:id': (target) => ({
    ...product(target),
    form: { version: '1', name: 'Changed cup', description: 'Changed', price: '4.50', active: 'yes' },
  }),
  'POST /seller/products/:id/stock': (target) => ({ ...product(target), form: { deliveryId: ulid(), delta: '3' } }),
  'POST /seller/products/:id/low-mark': (target) => ({ ...product(target), form: { lowMark: '2' } }),
  'GET /seller/products/:id/picture': (target) => ({ ...product(target), query: { type: 'image/png' } }),
  'GET /seller/products/:id/pictures/:file': picture,
  'POST /seller/products/:id/pictures/:file': (target) => ({ ...picture(target), form: { version: '1' } }),
  'GET /admin': NONE,
  'GET /admin/orders/:id': order,
  'POST /admin/orders/:id/dispatch': (target) => ({
    ...order(target),
    form: { carrier: 'Post', tracking: 'T1', confirmed: 'yes' },
  }),
  'POST /admin/orders/:id/delivered': (target) => ({ ...order(target), form: { confirmed: 'yes' } }),
  'POST /admin/orders/:id/refunded': (target) => ({ ...order(target), form: { confirmed: 'yes' } }),
  'GET /admin/customers': ({ email }) => ({ query: { begin: email } }),
  'GET /admin/customers/:id': customer,
  'POST /admin/customers/:id/role': (target) => ({ ...customer(target), form: { role: 'seller', confirmed: 'yes' } }),
  'GET /admin/campaigns': NONE,
  'GET /admin/campaigns/new': NONE,
  'POST /admin/campaigns': () => ({ form: { id: ulid(), subject: 'Offer', text: 'Cups', step: 'send' } }),
  'GET /admin-invitation': ({ code }) => ({ query: { token: code } }),
  'POST /admin-invitation': ({ code }) => ({ form: { token: code, password: PASSWORD } }),
};

const FUNCTIONS: Readonly<Record<string, (target: Target) => Parts>> = {
  'GET /api/products': NONE,
  'GET /api/products/{id}': ({ goods }) => ({ params: { id: goods } }),
  'GET /api/products/{id}/stock': ({ goods }) => ({ params: { id: goods } }),
  'POST /api/orders': ({ goods, email, newOrder }) => ({
    json: {
      orderId: newOrder.id,
      accessToken: newOrder.token,
      email,
      currency: 'EUR',
      address: ADDRESS,
      lines: [{ productId: goods, quantity: 1 }],
    },
  }),
  'GET /api/orders': NONE,
  'GET /api/orders/{id}': order,
  'PUT /api/orders/{id}/delivery': (target) => ({ ...order(target), json: ADDRESS }),
  'POST /api/orders/{id}/cancel': (target) => ({ ...order(target), json: {} }),
  'POST /webhooks/payments/signed': (target) => ({ json: event(target) }),
  'POST /webhooks/payments/demo': (target) => ({ json: event(target) }),
  'GET /webhooks/payments/demo/checkout/{orderId}': ({ orderId }) => ({ params: { orderId } }),
  'POST /webhooks/payments/demo/checkout/{orderId}': ({ orderId }) => ({ params: { orderId }, form: {} }),
};

const REQUESTS = { ...STOREFRONT, ...FUNCTIONS };

/** @throws Error for a route without a request, so that no new route can be left out */
export function requestOf(route: { readonly method: string; readonly path: string }, target: Target): Call {
  const { params = {}, file, ...parts } = (REQUESTS[`${route.method} ${route.path}`] ?? missing(route))(target);
  const path =
    file ??
    route.path.replace(/:(\w+)|\{(\w+)\}/g, (_, colon: string, braces: string) =>
      encodeURIComponent(params[colon ?? braces]),
    );
  return { ...parts, method: route.method, path };
}

function missing({ method, path }: { readonly method: string; readonly path: string }): never {
  throw new Error(`there is no request for ${method} ${path}: add one to test/shop/access/support/requests.ts`);
}

/** Order that does not exist yet. */
export function orderToPlace() {
  return { id: ulid(), token: newAccessToken() };
}
