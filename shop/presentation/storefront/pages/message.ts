import { layout, ShopFace } from './layout';
import { html } from '../html';
import type { Visitor } from '../visitor';

export interface MessageView {
  readonly shop: ShopFace;
  readonly visitor: Visitor;
  readonly title: string;
  readonly text: string;
}

/** A page that says one thing: not found, away for the moment. */
export function messagePage({ shop, visitor, title, text }: MessageView): string {
  return layout(
    { shop, visitor, title },
    html`<div class="message"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">To the products</a></p></div>`,
  );
}
