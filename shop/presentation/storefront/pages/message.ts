import { layout, ShopInfo } from './layout';
import { html } from '../html';
import type { Visitor } from '../visitor';

/** A page with one message. */
export interface MessageView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly title: string;
  readonly text: string;
}

/** Renders a page with one message, such as "page not found" or "back in a moment". */
export function messagePage({ shop, visitor, title, text }: MessageView): string {
  return layout(
    { shop, visitor, title },
    html`<div class="message"><h1>${title}</h1><p>${text}</p>\
<p><a class="button" href="/">To the products</a></p></div>`,
  );
}
