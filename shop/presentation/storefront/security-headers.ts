import { Storefront } from './storefront';

/**
 * Returns a content security policy that allows no scripts, and forms to the shop and its payment page only.
 *
 * @param moreFormTargets - further addresses that forms of the page may be sent to, such as the media store
 */
export function contentSecurityPolicy(
  shop: Pick<Storefront, 'paymentPageUrl'>,
  ...moreFormTargets: readonly string[]
): string {
  const targets = ["'self'", originOf(shop.paymentPageUrl('0')), ...moreFormTargets.map(originOf)].filter(
    (target) => target !== undefined,
  );
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    `form-action ${[...new Set(targets)].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Returns the headers that protect each page. */
export function securityHeaders(shop: Pick<Storefront, 'paymentPageUrl'>): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(shop),
    'strict-transport-security': 'max-age=31536000',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    'cross-origin-opener-policy': 'same-origin',
  };
}

/** Returns the origin of an absolute address; undefined for a path of the shop. */
function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}
