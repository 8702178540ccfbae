/** Service name in logs, metrics and traces of all functions. */
export const SERVICE = 'shop';
