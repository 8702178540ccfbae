/** The secret of an order: whoever holds it may read the order, change its delivery address and cancel it. */
import { createHash, randomBytes, timingSafeEqual } from 'crypto';
import { Order } from './order';
import { InvalidInput } from '../validation';

/** 22 characters of base64url carry 128 bits; hexadecimal text of 32 characters does too. */
const FORM = /^[A-Za-z0-9_-]{22,128}$/;

/** Random text of 22 characters has fewer only once in many millions. */
const FEWEST_DIFFERENT = 6;

/**
 * 256 random bits. Made by whoever sends the first request of an order: an API client, or the storefront for its form.
 */
export function newAccessToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Reads a token for a new order. What is too short, or plainly not random, is refused. */
export function readAccessToken(value: unknown, field: string): string {
  if (typeof value !== 'string' || !FORM.test(value) || new Set(value).size < FEWEST_DIFFERENT) {
    throw new InvalidInput(field, 'must be 22 to 128 random characters of A-Z, a-z, 0-9, - and _ (128 bits or more)');
  }
  return value;
}

export function isAccessToken(value: unknown): value is string {
  return typeof value === 'string' && FORM.test(value);
}

/** SHA-256 in hexadecimal. The token is random, so a slow hash would add nothing. */
export function hashAccessToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares in constant time; an order without a hash is open to no token. */
export function provesAccess({ accessHash }: Pick<Order, 'accessHash'>, token: string | undefined): boolean {
  if (token === undefined || !isAccessToken(token)) return false;
  const [given, expected] = [Buffer.from(hashAccessToken(token), 'hex'), Buffer.from(accessHash, 'hex')];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Holds the token's place in a mail until it is sent: only what mails can read the token, and the outbox never holds
 * it. Nothing that is typed into a form can be mistaken for it, because forms refuse control characters.
 */
export const TOKEN_PLACEHOLDER = '\u0001order-access\u0001';

export const LOOK_UP_PATH = '/find-order';

/** The link in a mail; without a token the page asks for it. `toPayment`: the reader goes on to the payment page. */
export function orderLink(shopUrl: string, orderId: string, toPayment = false): string {
  return `${shopUrl}${LOOK_UP_PATH}?order=${orderId}${toPayment ? '&to=payment' : ''}&token=${TOKEN_PLACEHOLDER}`;
}

/** Puts the token into a mail's text; without one, its place stays empty. */
export function withToken(text: string, token: string | undefined): string {
  return text.replaceAll(TOKEN_PLACEHOLDER, token ?? '');
}
