/** Text that is safe to send: made only by the `html` tag, so that nothing reaches a page unescaped by accident. */
export class Html {
  constructor(readonly text: string) {}
}

export type Fragment = Html | string | number | undefined | readonly Html[];

/** Escapes every value that is not itself made by this tag. Attributes must be quoted. */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return new Html(parts.map((part, index) => part + render(values[index])).join(''));
}

function render(value: Fragment): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((part) => part.text).join('');
  return String(value).replace(/[&<>"'`]/g, (unit) => `&#${unit.charCodeAt(0)};`);
}
