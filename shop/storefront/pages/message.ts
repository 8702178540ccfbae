import { layout } from './layout';
import { html } from '../html';

export interface MessageView {
  readonly shopName: string;
  readonly title: string;
  readonly text: string;
}

/** A page that says one thing: not found, away for the moment. */
export function messagePage({ shopName, title, text }: MessageView): string {
  return layout({ shopName, title }, html`<div class="message"><h1>${title}</h1><p>${text}</p><p><a href="/">To the products</a></p></div>`);
}
