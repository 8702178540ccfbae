import { csrfField, Field, field, problemSummary } from './form';
import { layout, ShopInfo } from './layout';
import { WORDINGS } from '../../../domain/accounts/consents';
import { MINIMUM_PASSWORD } from '../../../domain/accounts/password';
import { LABEL } from '../../../domain/validation';
import { Form } from '../forms';
import { html, Html } from '../html';
import type { Visitor } from '../visitor';

/** The form that creates an account. */
export interface RegisterView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly form: Form;
  /** Path to go to afterwards. */
  readonly next: string;
}

const PASSWORD_HINT =
  `At least ${MINIMUM_PASSWORD} characters. ` +
  'Three or four words that do not belong together are easy to remember and hard to guess.';

/** Renders the form that creates an account. */
export function registerPage({ shop, visitor, form, next }: RegisterView): string {
  return layout(
    { shop, visitor, title: 'Make an account' },
    html`<div class="narrow">
<h1>Make an account</h1>
<p>With an account you see your orders on every device and need not type your address again.</p>
${problemSummary(form)}
<form class="stack" action="/register" method="post">
${csrfField(visitor)}
<input type="hidden" name="next" value="${next}">
${field(form, { name: 'name', label: 'Name', autocomplete: 'name', maximum: LABEL.name })}
${field(form, { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username' })}
${newPasswordField(form)}
${consentChoices((purpose) => form.checked(purpose))}
<button class="button" type="submit">Make the account</button>
</form>
<p>You have one already? <a href="/sign-in?next=${encodeURIComponent(next)}">Sign in</a>.</p>
</div>`,
  );
}

/** Renders the checkboxes of consent; none is checked unless the customer has checked it. */
export function consentChoices(isChosen: (purpose: string) => boolean): Html {
  return html`<fieldset class="choices">
<legend>E-mails from us</legend>
<p class="hint">About your orders we always write. Everything else only if you want it.</p>
${WORDINGS.map(
  ({ purpose, text }) => html`<div class="check">\
<input type="checkbox" id="consent-${purpose}" name="${purpose}" value="yes"\
${isChosen(purpose) ? html` checked` : undefined}>
<label for="consent-${purpose}">${text}</label></div>`,
)}
</fieldset>`;
}

/**
 * Renders the field in which a visitor chooses a password, with advice.
 *
 * @param options - another label, or the prefix of the id where the page has a second field of this name
 */
export function newPasswordField(form: Form, options: Partial<Pick<Field, 'label' | 'prefix'>> = {}): Html {
  return field(form, {
    label: 'Password',
    ...options,
    name: 'password',
    type: 'password',
    autocomplete: 'new-password',
    hint: PASSWORD_HINT,
    maximum: 200,
  });
}
