import { html, Html } from '../html';

/**
 * Renders the message about the last form.
 *
 * @param texts - messages by name; only these can be shown, because anyone can write an address with another text
 * @param name - from the query; an unknown name shows nothing
 */
export function notice(texts: Readonly<Record<string, string>>, name: string): Html | undefined {
  return Object.hasOwn(texts, name) ? html`<p class="notice" role="status">${texts[name]}</p>` : undefined;
}
