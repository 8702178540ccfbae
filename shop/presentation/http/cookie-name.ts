/**
 * Returns the full name of a cookie of the shop.
 *
 * @param secure - adds the prefix `__Host-`, with which browsers accept the cookie from this host over HTTPS only
 */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
