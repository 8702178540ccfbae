/** HTML that is safe as it is. Every other value in a template is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Part = Markup | string | number | undefined | readonly Part[];

/**
 * Builds HTML.
 *
 * @param parts - escaped, except those that this function built or `raw` marked as safe
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + render(parts[index])).join(''));
}

/** Marks HTML of this package, such as styles, as safe. It must not contain text of a user's app. */
export function raw(text: string): Markup {
  return new Markup(text);
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/**
 * Builds a link.
 *
 * @param url - only an https address becomes a link; for any other the text stands alone
 */
export function link(url: string, text: Part): Markup {
  return /^https:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;
}

/** Formats a path or a value as code. */
export function code(text: string): Markup {
  return html`<code>${breaking(text)}</code>`;
}

// A shorter text fits into the narrowest column.
const SHORT = 20;

/** Formats a path or an id so that a long one breaks between its parts where the line is too short. */
export function breaking(text: string): Markup {
  if (text.length <= SHORT) return html`${text}`;
  const parts = text.split(/(?<=[/.\-:[])(?=\w)/);
  return html`${parts.map((part, index) => (index === 0 ? part : [raw('<wbr>'), part]))}`;
}

/** Formats text in which code is between backticks. */
export function prose(text: string): Markup {
  const pieces = text.split(/`([^`]+)`/);
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? code(piece) : piece))}`;
}
