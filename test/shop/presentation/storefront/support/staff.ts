/**
 * A signed-in user who sends requests as a browser does.
 *
 *   const seller = await signedIn(app, shop.store, 'seller');     // an account with its seller row and a session
 *   await seller.get('/seller')                                   // { status, headers, body }
 *   await seller.post('/seller/products/new', { name: 'Cup' })    // with the form's token, unless `_csrf` is given
 */
import { IncomingHttpHeaders, request } from 'http';
import { AddressInfo } from 'net';
import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Role } from '../../../../../shop/domain/accounts/customer';
import { csrfToken, openSession } from '../../../../../shop/domain/accounts/session';
import { Store } from '../../../../../shop/ports/store';
import { writing } from '../../../support/writing';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Staff {
  readonly customerId: string;
  readonly sellerId: string;
  readonly email: string;
  /** Value of the session cookie. */
  readonly token: string;
  readonly tokenHash: string;
  get(path: string): Promise<Answer>;
  post(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
}

export async function signedIn(app: FastifyInstance, store: Store, role: Role, now = new Date()): Promise<Staff> {
  const [customerId, sellerId] = [ulid(), ulid()];
  const email = `${customerId.toLowerCase()}@example.com`;
  await writing(store).customers.insert({ id: customerId, email, name: 'Grace', role, locale: 'en' });
  if (role === 'seller') await writing(store).sellers.insert({ id: sellerId, customerId, name: 'Grace' });
  const { token, session } = openSession({ customerId, role }, now);
  await writing(store).sessions.insert(session);
  const headers = { cookie: `__Host-session=${token}`, host: 'shop.example.com', 'sec-fetch-site': 'same-origin' };
  return {
    customerId,
    sellerId,
    email,
    token,
    tokenHash: session.tokenHash,
    get: async (path) => ask(app, 'GET', path, headers),
    post: async (path, fields = {}) => ask(app, 'POST', path, headers, { _csrf: csrfToken(session), ...fields }),
  };
}

/** Sends a request over the network, with exactly these headers. */
export async function ask(
  app: FastifyInstance,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  fields?: Readonly<Record<string, string>>,
): Promise<Answer> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const body = fields && new URLSearchParams(fields).toString();
  const type: Record<string, string> =
    body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers: { ...type, ...headers }, agent: false }, (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk) => {
          text += chunk;
        })
        .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    })
      .on('error', reject)
      .end(body);
  });
}

/** Returns the value of a hidden or visible field of a page. */
export function valueOf({ body }: Answer, name: string): string {
  const [, value] = new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(body) ?? [];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}
