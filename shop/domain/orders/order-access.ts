/**
 * Access token of an order: the secret with which anyone may read the order, change its delivery address and cancel it.
 */
import { createHash, randomBytes, timingSafeEqual } from 'crypto';
import { Order } from './order';
import { InvalidInput } from '../validation';

/** 22 characters of base64url carry 128 bits, as do 32 hexadecimal characters. */
const FORMAT = /^[A-Za-z0-9_-]{22,128}$/;

/** Fewest different characters. A random text of 22 characters has fewer only once in many millions. */
const MINIMUM_DISTINCT = 6;

/**
 * Creates a token of 256 random bits. The sender of an order's first request creates it: an API client, or the
 * storefront for its form.
 */
export function newAccessToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Reads the token of a new order. Throws `InvalidInput` for a token that is too short or obviously not random.
 *
 * @param value - untrusted; any type
 */
export function readAccessToken(value: unknown, field: string): string {
  if (typeof value !== 'string' || !FORMAT.test(value) || new Set(value).size < MINIMUM_DISTINCT) {
    throw new InvalidInput(field, 'must be 22 to 128 random characters of A-Z, a-z, 0-9, - and _ (128 bits or more)');
  }
  return value;
}

/** Checks the format only. */
export function isAccessToken(value: unknown): value is string {
  return typeof value === 'string' && FORMAT.test(value);
}

/** Hashes a token with SHA-256, in hexadecimal. The token is random, so a slow hash would add nothing. */
export function hashAccessToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * Compares a token with the order's hash in constant time. No token opens an order without a hash.
 *
 * @param token - untrusted text from a header, cookie or form; undefined never matches
 */
export function provesAccess({ accessHash }: Pick<Order, 'accessHash'>, token: string | undefined): boolean {
  if (token === undefined || !isAccessToken(token)) return false;
  const [given, expected] = [Buffer.from(hashAccessToken(token), 'hex'), Buffer.from(accessHash, 'hex')];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/**
 * Placeholder for the access token in a mail's text, replaced when the mail is sent. Only the process that sends mails
 * can decrypt the token, and the outbox never contains it. A form cannot inject the placeholder, because forms refuse
 * control characters.
 */
export const TOKEN_PLACEHOLDER = '\u0001order-access\u0001';

/** Path of the page that opens an order by its id and access token. */
export const LOOK_UP_PATH = '/find-order';

/**
 * Returns the link to an order for a mail, with the placeholder of its token. Without a token in the link, the page
 * asks for it.
 *
 * @param shopUrl - address of the shop without a final slash
 * @param toPayment - true: the page forwards the reader to the payment page
 */
export function orderLink(shopUrl: string, orderId: string, toPayment = false): string {
  return `${shopUrl}${LOOK_UP_PATH}?order=${orderId}${toPayment ? '&to=payment' : ''}&token=${TOKEN_PLACEHOLDER}`;
}

/**
 * Replaces the placeholder in a mail's text.
 *
 * @param token - undefined when it could not be decrypted: the placeholder is removed
 */
export function withToken(text: string, token: string | undefined): string {
  return text.replaceAll(TOKEN_PLACEHOLDER, token ?? '');
}
