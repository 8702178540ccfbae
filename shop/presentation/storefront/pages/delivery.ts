import { addressFields } from './address';
import { csrfField, problemSummary } from './form';
import { layout, ShopInfo } from './layout';
import { Form } from '../forms';
import { html } from '../html';
import type { Visitor } from '../visitor';

/** The form that changes the delivery address of an order. */
export interface DeliveryView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly orderId: string;
  readonly form: Form;
}

/** Renders the form that changes the delivery address. */
export function deliveryPage({ shop, visitor, orderId, form }: DeliveryView): string {
  return layout(
    { shop, visitor, title: 'Change the delivery address' },
    html`<div class="narrow">
<p class="back"><a href="/orders/${orderId}">Back to the order</a></p>
<h1>Change the delivery address</h1>
<p>We write to the e-mail address of the order what has changed.</p>
${problemSummary(form)}
<form class="stack" action="/orders/${orderId}/delivery" method="post">
${csrfField(visitor)}
${addressFields(form)}
<button class="button" type="submit">Deliver there</button>
</form>
</div>`,
  );
}
