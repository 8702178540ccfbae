/** The page that shows a token's subscription; posting to the same address ends it, as mail programs do by themselves (RFC 8058). */
export function unsubscribeUrl(shopUrl: string, token: string): string {
  return `${shopUrl}/unsubscribe?token=${encodeURIComponent(token)}`;
}
