import '@fastify/cookie';
import { FastifyReply, FastifyRequest } from 'fastify';

/**
 * `session`: the token. `orders`: ids of the latest orders. `before`: tokens of guest sessions that a sign-in replaced.
 * `ordered`: a cart that is still to be emptied. `known`: tokens of accounts that were signed in to from this browser.
 */
export type CookieName = 'session' | 'orders' | 'before' | 'ordered' | 'known';

export interface CookieSafety {
  readonly secureCookies: boolean;
}

/** The prefix makes browsers refuse the cookie from any other host, path or plain HTTP. */
function fullName({ secureCookies }: CookieSafety, name: CookieName): string {
  return secureCookies ? `__Host-${name}` : name;
}

export function readCookie(shop: CookieSafety, request: FastifyRequest, name: CookieName): string | undefined {
  const value = (request.cookies as Record<string, string | undefined> | null)?.[fullName(shop, name)];
  return value === '' ? undefined : value;
}

export function writeCookie(shop: CookieSafety, reply: FastifyReply, name: CookieName, value: string, maxAgeSeconds: number): void {
  reply.setCookie(fullName(shop, name), value, { path: '/', httpOnly: true, sameSite: 'lax', secure: shop.secureCookies, maxAge: maxAgeSeconds });
}

export function dropCookie(shop: CookieSafety, reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(fullName(shop, name), { path: '/', httpOnly: true, sameSite: 'lax', secure: shop.secureCookies });
}
