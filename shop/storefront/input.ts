/** A parameter of the address; one that comes twice arrives as a list and is nobody's question. */
export function oneLine(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[\u0000-\u001f\u007f]/g, ' ').trim() : '';
}

/** Where to go after signing in: a page of this shop, or the one given. Anything that a browser might take for another site is not. */
export function localPath(value: unknown, otherwise: string): string {
  const path = oneLine(value);
  return /^\/(?![/\\])[^\\]{0,500}$/.test(path) ? path : otherwise;
}
