import { createHash, createHmac, randomBytes, timingSafeEqual } from 'crypto';
import { Role } from './customer';

const HOUR_MS = 3_600_000;
const CUSTOMER_MS = 30 * 24 * HOUR_MS;
/** Sellers and administrators may change prices, so they sign in every day. */
const STAFF_MS = 12 * HOUR_MS;

/** Session of a visitor or a signed-in customer. The token itself is only in the browser's cookie. */
export interface Session {
  /** SHA-256 of the token in the cookie, in hexadecimal. */
  readonly tokenHash: string;
  readonly customerId?: string;
  /** The cart of a visitor who is not signed in. */
  readonly cartId?: string;
  readonly csrfSecret: string;
  readonly expiresAt: Date;
}

/** New session together with its token. */
export interface OpenedSession {
  /** For the cookie only: it is neither stored nor logged. */
  readonly token: string;
  readonly session: Session;
}

/**
 * Creates a session with a new random token. The caller stores the session.
 *
 * @param owner - without `customerId` a visitor's session; `role` decides how long the session lasts
 * @param now - begin of the session's lifetime
 */
export function openSession(
  owner: { readonly customerId?: string; readonly role?: Role; readonly cartId?: string },
  now: Date,
): OpenedSession {
  const token = randomBytes(32).toString('base64url');
  return {
    token,
    session: {
      tokenHash: hashToken(token),
      ...(owner.customerId === undefined ? {} : { customerId: owner.customerId }),
      ...(owner.cartId === undefined ? {} : { cartId: owner.cartId }),
      csrfSecret: randomBytes(32).toString('hex'),
      expiresAt: new Date(now.getTime() + lifetimeMs(owner.role)),
    },
  };
}

/** Hashes a token with SHA-256, in hexadecimal. Tokens are random, so a slow hash would add nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Checks the format of a token: a text of another format is not looked up in the database. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** Returns the lifetime of a session in milliseconds: 12 hours for staff, 30 days for everyone else. */
export function lifetimeMs(role: Role | undefined): number {
  return role === 'seller' || role === 'admin' ? STAFF_MS : CUSTOMER_MS;
}

/**
 * Returns the new end of a session once 5 % of its lifetime has passed, otherwise undefined. Extending it on every page
 * would cost a database write for each.
 *
 * @param role - role of the signed-in customer; undefined for visitors, who have the longer lifetime
 */
export function extendedExpiry(session: Session, role: Role | undefined, now: Date): Date | undefined {
  const full = lifetimeMs(role);
  const left = session.expiresAt.getTime() - now.getTime();
  return left < full * 0.95 ? new Date(now.getTime() + full) : undefined;
}

const SALT_BYTES = 9;

/**
 * Creates a token for the session's forms. Each one is different, so that an attacker cannot derive it from the sizes
 * of compressed pages (BREACH).
 */
export function csrfToken(session: Session): string {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  return `${salt}.${sign(session, salt)}`;
}

/**
 * Compares in constant time.
 *
 * @param token - text of the form's hidden field, in any format
 */
export function csrfTokenIsValid(session: Session, token: string): boolean {
  const [salt, signature = ''] = token.split('.', 2);
  const expected = Buffer.from(sign(session, salt));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sign({ csrfSecret }: Session, salt: string): string {
  return createHmac('sha256', Buffer.from(csrfSecret, 'hex')).update(`form ${salt}`).digest('base64url');
}
