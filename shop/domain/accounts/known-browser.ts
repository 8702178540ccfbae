/**
 * Tokens of browsers that have signed in to an account before ("device cookies" in the words of OWASP). The stored hash
 * of the account's password signs them: only the database has it, it has a random salt, and a new password invalidates
 * every older token. So they need neither a secret nor a table, and reveal nothing about the account.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'crypto';

const NONCE_BYTES = 16;
const NONCE_LENGTH = 22;
const TOKEN = /^[\w-]{65}$/;

/** Key that signs when there is no account, so that an unknown account takes as long as a known one. */
const NO_ACCOUNT = randomBytes(32).toString('base64url');

/** Creates a token for a browser that has just signed in to the account. */
export function knownBrowserToken(passwordHash: string): string {
  const nonce = randomBytes(NONCE_BYTES).toString('base64url');
  return nonce + sign(passwordHash, nonce);
}

/**
 * Returns the tokens that were created for the account with this password hash.
 *
 * @param passwordHash - undefined when there is no such account: no token matches then, after the same time
 * @returns the matching tokens, in the given order
 */
export function tokensOfAccount(tokens: readonly string[], passwordHash: string | undefined): readonly string[] {
  return tokens.filter((token) => isOfAccount(token, passwordHash));
}

/** Checks the format only: the signature is compared in `tokensOfAccount`. */
export function isKnownBrowserToken(text: string): boolean {
  return TOKEN.test(text);
}

function isOfAccount(token: string, passwordHash: string | undefined): boolean {
  const expected = Buffer.from(sign(passwordHash ?? NO_ACCOUNT, token.slice(0, NONCE_LENGTH)));
  const given = Buffer.from(token.slice(NONCE_LENGTH));
  const same = given.length === expected.length && timingSafeEqual(given, expected);
  return same && passwordHash !== undefined;
}

function sign(passwordHash: string, nonce: string): string {
  return createHmac('sha256', passwordHash).update(`known browser ${nonce}`).digest('base64url');
}
