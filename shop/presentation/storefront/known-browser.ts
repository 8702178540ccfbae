/** The cookie `known`: tokens of the accounts that have signed in from this browser. */
import { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, writeCookie } from './cookies';
import { Storefront } from './storefront';
import { isKnownBrowserToken, knownBrowserToken, tokensOfAccount } from '../../domain/accounts/known-browser';

/** Accounts that one browser remembers, as in a family that shares it. */
const ACCOUNTS = 3;
const YEAR_SECONDS = 365 * 24 * 3_600;

/**
 * Returns the token that this browser has for an account.
 *
 * @param passwordHash - of the account; undefined when there is no account, which has no token
 */
export function knownToken(
  shop: Storefront,
  request: FastifyRequest,
  passwordHash: string | undefined,
): string | undefined {
  return tokensOfAccount(tokensOf(shop, request), passwordHash)[0];
}

/**
 * Makes the browser known to the account with this password hash.
 *
 * @param replaced - the hash before it, when the password has just been changed
 */
export function rememberBrowser(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  passwordHash: string,
  replaced?: string,
): void {
  const tokens = tokensOf(shop, request);
  const own = [...tokensOfAccount(tokens, passwordHash), ...tokensOfAccount(tokens, replaced)];
  const others = tokens.filter((token) => !own.includes(token));
  const kept = [knownBrowserToken(passwordHash), ...others].slice(0, ACCOUNTS);
  writeCookie(shop, reply, 'known', kept.join('.'), YEAR_SECONDS);
}

function tokensOf(shop: Storefront, request: FastifyRequest): readonly string[] {
  return (readCookie(shop, request, 'known') ?? '').split('.').filter(isKnownBrowserToken).slice(0, ACCOUNTS);
}
