/** What logs, metrics and traces of all functions have in common. */
export const SERVICE = 'shop';
