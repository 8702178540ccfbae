/** The name of a cookie of the shop. The prefix makes browsers refuse it from any other host, path or plain HTTP. */
export function cookieName(name: string, secure: boolean): string {
  return secure ? `__Host-${name}` : name;
}
