import { createHash, createHmac, randomBytes, timingSafeEqual } from 'crypto';
import { Role } from './customer';

const HOUR_MS = 3_600_000;
const CUSTOMER_MS = 30 * 24 * HOUR_MS;
/** Whoever may change prices signs in every day. */
const STAFF_MS = 12 * HOUR_MS;

export interface Session {
  /** SHA-256 of the token in the cookie, in hexadecimal. */
  readonly tokenHash: string;
  readonly customerId?: string;
  /** The cart of a visitor who is not signed in. */
  readonly cartId?: string;
  readonly csrfSecret: string;
  readonly expiresAt: Date;
}

export interface OpenedSession {
  /** Goes into the cookie and nowhere else. */
  readonly token: string;
  readonly session: Session;
}

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

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The form in which our tokens come back: anything else was never ours, and is not looked up. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

export function lifetimeMs(role: Role | undefined): number {
  return role === 'seller' || role === 'admin' ? STAFF_MS : CUSTOMER_MS;
}

/** A new end when some of the lifetime has gone: not with every page, which would be a write each. */
export function extended(session: Session, role: Role | undefined, now: Date): Date | undefined {
  const full = lifetimeMs(role);
  const left = session.expiresAt.getTime() - now.getTime();
  return left < full * 0.95 ? new Date(now.getTime() + full) : undefined;
}

const SALT_BYTES = 9;

/** A different text each time, so that a compressed page does not give it away little by little. */
export function csrfToken(session: Session): string {
  const salt = randomBytes(SALT_BYTES).toString('base64url');
  return `${salt}.${sign(session, salt)}`;
}

export function csrfTokenIsValid(session: Session, token: string): boolean {
  const [salt, signature = ''] = token.split('.', 2);
  const expected = Buffer.from(sign(session, salt));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sign({ csrfSecret }: Session, salt: string): string {
  return createHmac('sha256', Buffer.from(csrfSecret, 'hex')).update(`form ${salt}`).digest('base64url');
}
