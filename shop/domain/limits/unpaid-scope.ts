const SCOPE = 'unpaid:';

/** Scope of the `invalidate` message that reports the payment of an order. */
export function unpaidScope(orderId: string): string {
  return `${SCOPE}${orderId}`;
}

/** Returns the paid order's id that a scope names; undefined for scopes of cached data. */
export function paidOrderOf(scope: string): string | undefined {
  return scope.startsWith(SCOPE) ? scope.slice(SCOPE.length) : undefined;
}
