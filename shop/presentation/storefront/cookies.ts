import '@fastify/cookie';
import { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName } from '../http/cookie-name';

/**
 * `session`: the token. `orders`: the latest orders with their secrets. `ordered`: lines that are still to be taken
 * from the cart. `known`: tokens of accounts that were signed in to from this browser.
 */
export type CookieName = 'session' | 'orders' | 'ordered' | 'known';

export interface CookieSafety {
  readonly secureCookies: boolean;
}

function fullName({ secureCookies }: CookieSafety, name: CookieName): string {
  return cookieName(name, secureCookies);
}

export function readCookie(shop: CookieSafety, request: FastifyRequest, name: CookieName): string | undefined {
  const value = (request.cookies as Record<string, string | undefined> | null)?.[fullName(shop, name)];
  return value === '' ? undefined : value;
}

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

export function dropCookie(shop: CookieSafety, reply: FastifyReply, name: CookieName): void {
  reply.clearCookie(fullName(shop, name), { path: '/', httpOnly: true, sameSite: 'lax', secure: shop.secureCookies });
}
