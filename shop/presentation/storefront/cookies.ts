import '@fastify/cookie';
import { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName } from '../http/cookie-name';

/**
 * Cookies of the storefront. `session`: the session token. `orders`: the latest orders with their access tokens.
 * `ordered`: lines that still have to be removed from the cart. `known`: tokens of accounts that have signed in from
 * this browser.
 */
export type CookieName = 'session' | 'orders' | 'ordered' | 'known';

/** Setting that all cookies share. */
export interface CookieSafety {
  /** False only over plain HTTP on a laptop: without the prefix `__Host-` and the attribute `Secure`. */
  readonly secureCookies: boolean;
}

function fullName({ secureCookies }: CookieSafety, name: CookieName): string {
  return cookieName(name, secureCookies);
}

/**
 * Returns the value of a cookie.
 *
 * @param name - without the prefix `__Host-`
 * @returns undefined when it is missing or empty
 */
export function readCookie(shop: CookieSafety, request: FastifyRequest, name: CookieName): string | undefined {
  const value = (request.cookies as Record<string, string | undefined> | null)?.[fullName(shop, name)];
  return value === '' ? undefined : value;
}

/**
 * Sets a cookie for the whole shop; scripts cannot read it, and other sites cannot send it with their forms.
 *
 * @param name - without the prefix `__Host-`
 */
export function writeCookie(
  shop: CookieSafety,
  reply: FastifyReply,
  name: CookieName,
  value: string,
  maxAgeSeconds: number,
): void {
  reply.setCookie(fullName(shop, name), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: shop.secureCookies,
    maxAge: maxAgeSeconds,
  });
}

/**
 * Deletes a cookie in the browser.
 *
 * @param name - without the prefix `__Host-`
 */
export function dropCookie(shop: CookieSafety, reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(fullName(shop, name), { path: '/', httpOnly: true, sameSite: 'lax', secure: shop.secureCookies });
}
