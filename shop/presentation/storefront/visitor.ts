/** The visitor of a request, read once before its route runs. */
import { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { cartCount } from './cart-copy';
import { readCookie, writeCookie } from './cookies';
import { PageError } from './page-error';
import { Storefront } from './storefront';
import { PATHS } from '../../../src/contract/paths';
import { KnownSession, SessionStore } from '../../application/accounts/session-store';
import { StoreError } from '../../application/store-error';
import { Customer, Role } from '../../domain/accounts/customer';
import {
  csrfToken,
  csrfTokenIsValid,
  extendedExpiry,
  hashToken,
  isToken,
  lifetimeMs,
  openSession,
  Session,
} from '../../domain/accounts/session';

/** A visitor: anonymous, with a session, or signed in. */
export interface Visitor {
  readonly session?: Session;
  /** Absent unless the visitor is signed in. */
  readonly customer?: Customer;
  /** Token for each form (`csrfField`); empty without a session. */
  readonly csrfToken: string;
  /** Pieces in the cart, as the header shows them. */
  readonly cartCount: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * Proof that a form comes from a page of the shop. `token`, the default: the token of the session, and no header
     * that names another site. `origin`: a header of the browser that names this site, for pages that visitors see
     * before they have a session. `none`: forms of mail programs.
     */
    forms?: 'token' | 'origin' | 'none';
    /** Skips reading the visitor, for style sheets and health checks. */
    anonymous?: boolean;
  }
}

const ANONYMOUS: Visitor = { csrfToken: '', cartCount: 0 };
const visitors = new WeakMap<FastifyRequest, Visitor>();

/** Returns the visitor of a request; anonymous before the hook has read it. */
export function visitorOf(request: FastifyRequest): Visitor {
  return visitors.get(request) ?? ANONYMOUS;
}

/**
 * Adds the hook that reads the visitor before each route and refuses forms of other sites.
 *
 * @param app - routes that are registered afterwards are protected
 */
export function registerVisitors(app: FastifyInstance, shop: Storefront): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.anonymous) return;
    visitors.set(request, await readVisitor(shop, request, reply));
    if (request.method === 'POST' && !request.is404 && !checkCsrf(request)) {
      throw new PageError(
        403,
        'Please try again',
        'This form is too old, or it was not sent from our pages. Nothing was changed. ' +
          'Go back, load the page again and send it once more.',
      );
    }
  });
}

/** True when this visitor sent the form from a page of the shop. The hook calls it before each route. */
export function checkCsrf(request: FastifyRequest): boolean {
  const { forms = 'token' } = request.routeOptions.config;
  if (forms === 'none') return true;
  const source = sourceOf(request);
  if (source === 'elsewhere') return false;
  const { session } = visitorOf(request);
  if (!session || forms === 'origin') return source === 'here';
  const { _csrf: token } = (request.body ?? {}) as Record<string, unknown>;
  return typeof token === 'string' && csrfTokenIsValid(session, token);
}

/** Returns the origin of a form by two headers that no page can change. */
function sourceOf({ headers }: FastifyRequest): 'here' | 'elsewhere' | 'unknown' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') return site === 'same-origin' ? 'here' : 'elsewhere';
  if (headers.origin === undefined) return 'unknown';
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host ? 'here' : 'elsewhere';
}

/**
 * Returns the signed-in customer; redirects to the sign-in page otherwise.
 *
 * @param reply - has been sent when the result is undefined: `if (!customer) return reply;`
 */
export async function requireCustomer(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Customer | undefined> {
  await shop.schemaReady();
  const { customer } = visitorOf(request);
  if (!customer) toSignIn(request, reply);
  return customer;
}

/**
 * Returns the signed-in customer with one of the roles; redirects to the sign-in page without a session. The role is
 * read from the database each time, because a cached copy would be valid for minutes after the role was taken.
 *
 * @param reply - has been sent when the result is undefined
 * @throws PageError 403 for another role
 */
export async function requireRole(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  ...roles: readonly Role[]
): Promise<Customer | undefined> {
  await shop.schemaReady();
  const { session } = visitorOf(request);
  const known = session && (await sessionStore(shop).read(session.tokenHash));
  if (!known?.customer) {
    toSignIn(request, reply);
    return undefined;
  }
  if (!roles.includes(known.customer.role)) {
    throw new PageError(403, 'Not for this account', 'You are signed in, but this account may not see this page.');
  }
  return known.customer;
}

function toSignIn(request: FastifyRequest, reply: FastifyReply): void {
  const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : '';
  void reply.header('cache-control', 'private, no-store').redirect(`${PATHS.signIn}${next}`, 303);
}

/** Returns the sessions of the database with their cached copies. */
export function sessionStore(shop: Storefront): SessionStore {
  return new SessionStore(shop.store, shop.cache);
}

/**
 * Returns the hash of the session token in the cookie, also while the session cannot be read.
 *
 * @param request - its token may be made up: the hash proves no session and serves to count unpaid orders
 */
export function visitorHash(shop: Storefront, request: FastifyRequest): string | undefined {
  const token = readCookie(shop, request, 'session');
  return token !== undefined && isToken(token) ? hashToken(token) : undefined;
}

/**
 * Returns the visitor's session, and creates one for a guest who has none.
 *
 * @param reply - gets the cookie of a new session
 */
export async function sessionOf(shop: Storefront, request: FastifyRequest, reply: FastifyReply): Promise<Session> {
  const { session } = visitorOf(request);
  if (session) return session;
  const opened = openSession({}, shop.clock.now());
  await shop.store.transaction(async (unit) => unit.sessions.insert(opened.session));
  await showSession(shop, request, reply, opened.token, { session: opened.session });
  return opened.session;
}

/**
 * Sets the cookie of a session, caches a copy, and makes it the visitor of this request.
 *
 * @param token - secret of the session; only its hash is stored
 * @param known - the session as stored, with its customer
 */
export async function showSession(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
  known: KnownSession,
): Promise<void> {
  await sessionStore(shop).keep(known);
  writeCookie(shop, reply, 'session', token, lifetimeMs(known.customer?.role) / 1_000);
  visitors.set(request, { ...visitorOf(request), customer: undefined, ...known, csrfToken: csrfToken(known.session) });
}

async function readVisitor(shop: Storefront, request: FastifyRequest, reply: FastifyReply): Promise<Visitor> {
  const token = readCookie(shop, request, 'session');
  if (token === undefined) return ANONYMOUS;
  try {
    const known = await sessionStore(shop).find(token);
    if (!known || known.session.expiresAt <= shop.clock.now()) return ANONYMOUS;
    const session = await extendSession(shop, reply, token, known);
    return {
      ...known,
      session,
      csrfToken: csrfToken(session),
      cartCount: await cartCount(shop, { session, customer: known.customer }),
    };
  } catch (error) {
    // While the database is unavailable, a visitor without a cached copy is anonymous and still sees public pages.
    if (!(error instanceof StoreError) || error.problem === 'other') throw error;
    shop.log.warn('session cannot be read', { error });
    return ANONYMOUS;
  }
}

/** Extends a session that is used, so that the visitor stays signed in. */
async function extendSession(
  shop: Storefront,
  reply: FastifyReply,
  token: string,
  known: KnownSession,
): Promise<Session> {
  const role = known.customer?.role;
  const expiresAt = extendedExpiry(known.session, role, shop.clock.now());
  if (!expiresAt) return known.session;
  const session = { ...known.session, expiresAt };
  try {
    await shop.store.write.sessions.extend(session.tokenHash, expiresAt);
  } catch (error) {
    // The next page tries again.
    shop.log.warn('session cannot be extended', { error });
    return known.session;
  }
  await sessionStore(shop).keep({ ...known, session });
  writeCookie(shop, reply, 'session', token, lifetimeMs(role) / 1_000);
  return session;
}
