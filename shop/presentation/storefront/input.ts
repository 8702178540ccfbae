import { dropRefused } from '../../domain/text-rules';

/** Returns a query parameter as one line; empty when it is missing or comes twice. */
export function oneLine(value: unknown): string {
  return typeof value === 'string' ? dropRefused(value) : '';
}

/**
 * Returns the path to go to after signing in. A path that a browser could take for another site is refused.
 *
 * @param otherwise - path of the shop, used when the value is missing or refused
 */
export function localPath(value: unknown, otherwise: string): string {
  const path = oneLine(value);
  return /^\/(?![/\\])[^\\]{0,500}$/.test(path) ? path : otherwise;
}
