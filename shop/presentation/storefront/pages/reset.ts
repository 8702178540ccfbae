import { csrfField, field, problemSummary } from './form';
import { layout, ShopInfo } from './layout';
import { newPasswordField } from './register';
import { Form } from '../forms';
import { html } from '../html';
import type { Visitor } from '../visitor';

/** A form about a forgotten password. */
export interface ResetView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly form: Form;
}

/** Renders the form that requests a reset code by mail. */
export function resetPage({ shop, visitor, form }: ResetView): string {
  return layout(
    { shop, visitor, title: 'Forgotten your password?' },
    html`<div class="narrow">
<h1>Forgotten your password?</h1>
<p>Tell us your e-mail address. When it has an account, we send a code there with which you choose a new password.</p>
${problemSummary(form)}
<form class="stack" action="/reset" method="post">
${csrfField(visitor)}
${field(form, { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username' })}
<button class="button" type="submit">Send the code</button>
</form>
<p><a href="/sign-in">Back to sign in</a></p>
</div>`,
  );
}

/** Renders the form that sets a new password with the code from the mail. */
export function resetCodePage({ shop, visitor, form, sent }: ResetView & { readonly sent: boolean }): string {
  return layout(
    { shop, visitor, title: 'Choose a new password' },
    html`<div class="narrow">
<h1>Choose a new password</h1>
${
  sent
    ? html`<p class="notice" role="status">If there is an account with this address, a mail is on its way. \
It can take a minute or two; look into the folder for unwanted mail, too.</p>`
    : undefined
}
${problemSummary(form)}
<form class="stack" action="/reset/code" method="post">
${csrfField(visitor)}
${field(form, { name: 'code', label: 'Code from the mail', autocomplete: 'one-time-code', maximum: 64 })}
${newPasswordField(form, { label: 'New password' })}
<button class="button" type="submit">Set the password</button>
</form>
<p><a href="/reset">Ask for another code</a></p>
</div>`,
  );
}
