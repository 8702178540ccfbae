import type { PathRateLimits } from './path-limits';
import { PATHS } from '../contract/paths';
import { requireInteger } from '../core/validation';

/**
 * The lowest rate limit that AWS WAF accepts
 * (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html,
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html)
 */
export const MIN_RATE = 10;
/** The highest rate limit that AWS WAF accepts. */
export const MAX_RATE = 2_000_000_000;

/** A path with a rate limit. */
export interface LimitedPath {
  readonly option: keyof PathRateLimits;
  /** The name of the rule and of its metric. */
  readonly name: string;
  readonly path: string;
  readonly methods: readonly string[];
  readonly limit: number;
}

/**
 * The limited paths with their default limits, in requests a minute. The measure is an office of 30 people behind one
 * address who all do it within the same minute, or a mobile carrier's gateway with 300 customers on the evening of a
 * sale.
 */
export const LIMITED_PATHS: readonly LimitedPath[] = [
  // 30 people with two tries each are 60. A fifth of the gateway's customers at once are 60 as well.
  { option: 'signIn', name: 'sign-in-limit', path: PATHS.signIn, methods: ['POST'], limit: 100 },
  // 30 people who each ask for a code and type it. The shop itself sends at most 20 mails an hour for one address.
  { option: 'reset', name: 'reset-limit', path: PATHS.reset, methods: ['POST'], limit: 60 },
  // 30 people who each correct their address once are 60, the rest is for the gateway.
  { option: 'checkout', name: 'checkout-limit', path: PATHS.checkout, methods: ['POST'], limit: 100 },
  // 30 people with a change every six seconds, or 300 with one a minute.
  { option: 'cart', name: 'cart-limit', path: PATHS.cart, methods: ['POST'], limit: 300 },
  // As the checkout, which is what an app on the store API replaces.
  { option: 'orders', name: 'orders-limit', path: PATHS.storeApiOrders, methods: ['POST', 'PUT'], limit: 100 },
  // Ten orders a second with two events each from four addresses are 300, and each tried three times 900.
  { option: 'webhooks', name: 'webhooks-limit', path: PATHS.webhooks, methods: ['POST'], limit: 1000 },
];

/** Validates the limits of paths against those of AWS WAF. */
export function validatePathLimits(limits: PathRateLimits = {}): void {
  for (const { option } of LIMITED_PATHS) {
    const prop = `edge.webAcl.pathLimits.${option}.limit`;
    const fix = 'AWS WAF counts requests of one address over one minute';
    requireInteger(prop, limits[option]?.limit, MIN_RATE, MAX_RATE, fix);
  }
}
