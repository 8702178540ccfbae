/**
 * Returns the address of the page that shows a token's subscription. A POST to the same address ends the subscription,
 * as mail programs do for their unsubscribe button (RFC 8058).
 *
 * @param shopUrl - address of the shop without a final slash
 */
export function unsubscribeUrl(shopUrl: string, token: string): string {
  return `${shopUrl}/unsubscribe?token=${encodeURIComponent(token)}`;
}
