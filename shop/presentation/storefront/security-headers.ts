import { Storefront } from './storefront';

/** No scripts at all, and forms that go nowhere but to the shop, its payment page, and where a page names more. */
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

/** Undefined for a page of the shop itself. */
function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}
