import { dropRefused } from '../../domain/text-rules';

/** A parameter of the address in one line; empty when it is missing or comes twice. */
export function oneLine(value: unknown): string {
  return typeof value === 'string' ? dropRefused(value) : '';
}

/** Where to go after signing in: a page of this shop, or the one given. Anything that a browser might take for another site is not. */
export function localPath(value: unknown, otherwise: string): string {
  const path = oneLine(value);
  return /^\/(?![/\\])[^\\]{0,500}$/.test(path) ? path : otherwise;
}
