/** Markup that is safe to send. Only the tag `html` makes it, so that no text reaches a page unescaped. */
export class Html {
  constructor(readonly text: string) {}
}

/** A value in a template of the tag `html`. */
export type Fragment = Html | string | number | undefined | readonly Html[];

/**
 * Builds markup and escapes each value that this tag has not made.
 *
 * @param parts - the fixed text of the template; attributes must be in quotes, because values escape quotes, not spaces
 */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return new Html(parts.map((part, index) => part + render(values[index])).join(''));
}

function render(value: Fragment): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((part) => part.text).join('');
  return String(value).replace(/[&<>"'`]/g, (unit) => `&#${unit.charCodeAt(0)};`);
}
