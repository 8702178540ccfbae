import { layout, ShopInfo } from './layout';
import { Purpose } from '../../../domain/marketing/consent';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** The page to unsubscribe: the question, the confirmation, or an unknown token. */
export type UnsubscribeView =
  | { readonly state: 'ask'; readonly token: string; readonly purpose: Purpose }
  | { readonly state: 'done' }
  | { readonly state: 'unknown' };

const KINDS: Readonly<Record<Purpose, string>> = {
  offers: 'mails with offers',
  reminders: 'reminders of what is in your cart',
};

/**
 * Renders the page to unsubscribe from marketing mails.
 *
 * @param view - the question repeats the token of the mail's link, which the form sends back
 */
export function unsubscribePage(shop: ShopInfo, visitor: Visitor, view: UnsubscribeView): string {
  return layout({ shop, visitor, title: 'Unsubscribe' }, html`<div class="narrow">${content(view)}</div>`);
}

function content(view: UnsubscribeView): Html {
  if (view.state === 'done') {
    return html`<h1>You are unsubscribed</h1>\
<p role="status">These mails have stopped. About your orders we go on writing.</p>\
<p><a href="/">To the products</a></p>`;
  }
  if (view.state === 'unknown') {
    return html`<h1>This link does not work</h1>\
<p>It is not complete, or not from one of our mails. With an account you can stop all mails at \
<a href="/account#details">your account</a>.</p>`;
  }
  return html`<h1>Unsubscribe</h1>
<p>Do you want no more ${KINDS[view.purpose]}?</p>
<form action="/unsubscribe" method="post">
<input type="hidden" name="token" value="${view.token}">
<button class="button" type="submit">Unsubscribe</button>
</form>`;
}
