/** Text that is HTML already: whatever else is put into a template is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Part = Markup | string | number | undefined | readonly Part[];

/** HTML in which every value is text, unless it was made by this function. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + render(parts[index])).join(''));
}

/** HTML written here, such as styles, in which nobody's text stands. */
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

/** A link to a page; the text alone where the address is none that a reader should follow. */
export function link(url: string, text: Part): Markup {
  return /^https:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer">${text}</a>` : html`${text}`;
}

/** A path or a value as code. */
export function code(text: string): Markup {
  return html`<code>${breaking(text)}</code>`;
}

// What is shorter fits into the narrowest column.
const SHORT = 20;

/** A path or an id: a long one breaks between its parts where a line is too short for it. */
export function breaking(text: string): Markup {
  if (text.length <= SHORT) return html`${text}`;
  return html`${text.split(/(?<=[/.\-:[])(?=\w)/).map((part, index) => (index === 0 ? part : [raw('<wbr>'), part]))}`;
}

/** Text in which code stands between backticks. */
export function prose(text: string): Markup {
  const pieces = text.split(/`([^`]+)`/);
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? code(piece) : piece))}`;
}
