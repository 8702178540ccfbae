import { csrfField, field, problemSummary } from './form';
import { layout, ShopInfo } from './layout';
import { LOOK_UP_PATH } from '../../../domain/orders/order-access';
import { Form } from '../forms';
import { html } from '../html';
import type { Visitor } from '../visitor';

/** The form that finds an order by number and code. */
export interface FindOrderView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly form: Form;
}

/** Renders the form that opens an order in a browser that does not have its access token. */
export function findOrderPage({ shop, visitor, form }: FindOrderView): string {
  return layout(
    { shop, visitor, title: 'Find an order' },
    html`<div class="narrow">
<h1>Find an order</h1>
<p>Number and code of an order are in its mails. \
Anyone who has both can see the order, change its delivery address and cancel it, so keep them to yourself.</p>
${problemSummary(form)}
<form class="stack" action="${LOOK_UP_PATH}" method="post">
${csrfField(visitor)}
<input type="hidden" name="to" value="${form.text('to')}">
${field(form, { name: 'order', label: 'Order number', autocomplete: 'off', maximum: 26 })}
${field(form, { name: 'token', label: 'Order code', autocomplete: 'off', maximum: 128 })}
<button class="button" type="submit">Show the order</button>
</form>
${
  visitor.customer
    ? html`<p>Orders of your account are on <a href="/account">your account</a>.</p>`
    : html`<p>You ordered with an account? <a href="/sign-in">Sign in</a> instead.</p>`
}
</div>`,
  );
}
