import { csrfField, field, problemSummary } from './form';
import { layout, ShopInfo } from './layout';
import { notice } from './notice';
import { Form } from '../forms';
import { html } from '../html';
import type { Visitor } from '../visitor';

/** The form to sign in. */
export interface SignInView {
  readonly shop: ShopInfo;
  readonly visitor: Visitor;
  readonly form: Form;
  /** Path to go to afterwards. */
  readonly next: string;
  /** Name of the message about the last form, from the query. */
  readonly done: string;
}

const DONE: Readonly<Record<string, string>> = {
  reset: 'Your new password is set. Please sign in with it.',
};

/** Renders the form to sign in. */
export function signInPage({ shop, visitor, form, next, done }: SignInView): string {
  const nextQuery = next === '/account' ? '' : `?next=${encodeURIComponent(next)}`;
  return layout(
    { shop, visitor, title: 'Sign in' },
    html`<div class="narrow">
<h1>Sign in</h1>
${notice(DONE, done)}
${problemSummary(form)}
<form class="stack" action="/sign-in" method="post">
${csrfField(visitor)}
<input type="hidden" name="next" value="${next}">
${field(form, { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username' })}
${field(form, {
  name: 'password',
  label: 'Password',
  type: 'password',
  autocomplete: 'current-password',
  maximum: 200,
})}
<button class="button" type="submit">Sign in</button>
</form>
<p><a href="/reset">Forgotten your password?</a></p>
<p>New here? <a href="/register${nextQuery}">Make an account</a>. You can also order without one.</p>
</div>`,
  );
}
