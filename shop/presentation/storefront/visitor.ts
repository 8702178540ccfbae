/** Who is asking: read once a request, before any route runs. */
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

export interface Visitor {
  readonly session?: Session;
  /** Signed in. */
  readonly customer?: Customer;
  /** Goes into every form (`csrfField`); empty for who has no session. */
  readonly csrfToken: string;
  /** How many articles the header shows in the cart. */
  readonly cartCount: number;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * What proves that a form is ours. `token` (when absent): the session's token, and no sign that another site sent it. `origin`: the browser's
     * word that it comes from here, for forms on pages that are shown before there is a session. `none`: for mail programs.
     */
    forms?: 'token' | 'origin' | 'none';
    /** Neither page nor form: nobody has to be known. */
    anonymous?: boolean;
  }
}

const NOBODY: Visitor = { csrfToken: '', cartCount: 0 };
const visitors = new WeakMap<FastifyRequest, Visitor>();

export function visitorOf(request: FastifyRequest): Visitor {
  return visitors.get(request) ?? NOBODY;
}

/** Reads the visitor before every route, and refuses forms of strangers before any route sees them. */
export function registerVisitors(app: FastifyInstance, shop: Storefront): void {
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.anonymous) return;
    visitors.set(request, await readVisitor(shop, request, reply));
    if (request.method === 'POST' && !request.is404 && !checkCsrf(request)) {
      throw new PageError(
        403,
        'Please try again',
        'This form is too old, or it was not sent from our pages. Nothing was changed. Go back, load the page again and send it once more.',
      );
    }
  });
}

/** Whether a form was sent by this visitor from one of our pages. Every route is behind it already. */
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

/** What the browser says where a form was sent from; pages can change neither of the two headers. */
function sourceOf({ headers }: FastifyRequest): 'here' | 'elsewhere' | 'unknown' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none') return site === 'same-origin' ? 'here' : 'elsewhere';
  if (headers.origin === undefined) return 'unknown';
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host ? 'here' : 'elsewhere';
}

/** The signed-in customer; undefined when the answer has been sent: `if (!customer) return reply;`. */
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

/** The same for staff, whose rights are read from the table each time: a copy would keep them for minutes after they were taken. */
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

export function sessionStore(shop: Storefront): SessionStore {
  return new SessionStore(shop.store, shop.cache);
}

/** The hash of the cookie's token even when the session cannot be read: it names the visitor in an order. */
export function visitorHash(shop: Storefront, request: FastifyRequest): string | undefined {
  const token = readCookie(shop, request, 'session');
  return token !== undefined && isToken(token) ? hashToken(token) : undefined;
}

/** The session, made now for a guest who has none: from here on something must be remembered. */
export async function sessionOf(shop: Storefront, request: FastifyRequest, reply: FastifyReply): Promise<Session> {
  const { session } = visitorOf(request);
  if (session) return session;
  const opened = openSession({}, shop.clock.now());
  await shop.store.transaction(async (unit) => unit.sessions.insert(opened.session));
  await showSession(shop, request, reply, opened.token, { session: opened.session });
  return opened.session;
}

/** Hands a session that is in the table to the browser, and lets the rest of this request see it. */
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
  if (token === undefined) return NOBODY;
  try {
    const known = await sessionStore(shop).find(token);
    if (!known || known.session.expiresAt <= shop.clock.now()) return NOBODY;
    const session = await roll(shop, reply, token, known);
    return {
      ...known,
      session,
      csrfToken: csrfToken(session),
      cartCount: await cartCount(shop, { session, customer: known.customer }),
    };
  } catch (error) {
    // Without the database nobody is known who has no copy in the cache; what is for everybody is still shown.
    if (!(error instanceof StoreError) || error.problem === 'other') throw error;
    shop.log.warn('session cannot be read', { error });
    return NOBODY;
  }
}

/** A visitor who keeps coming stays signed in. */
async function roll(shop: Storefront, reply: FastifyReply, token: string, known: KnownSession): Promise<Session> {
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
