import { html, Html } from '../html';

/** Says what has just been done. Only texts that we wrote: the address names one of them, and anybody can write an address. */
export function notice(texts: Readonly<Record<string, string>>, name: string): Html | undefined {
  return Object.hasOwn(texts, name) ? html`<p class="notice" role="status">${texts[name]}</p>` : undefined;
}
