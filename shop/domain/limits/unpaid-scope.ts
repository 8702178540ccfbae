const SCOPE = 'unpaid:';

/** The scope of an `invalidate` effect that tells of an order's payment. */
export function unpaidScope(orderId: string): string {
  return `${SCOPE}${orderId}`;
}

/** The order that a scope tells of; undefined for scopes of copies. */
export function paidOrderOf(scope: string): string | undefined {
  return scope.startsWith(SCOPE) ? scope.slice(SCOPE.length) : undefined;
}
