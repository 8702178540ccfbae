import { hiddenFields } from './fields';
import { backOfficePage, StaffContext } from './page';
import { Form } from '../forms';
import { html } from '../html';
import { csrfField } from '../pages/form';

/** A question with one form that says yes and one link back. */
export interface Question extends StaffContext {
  readonly section: string;
  readonly title: string;
  readonly text: string;
  /** Path that the form is posted to, with `values` as hidden fields. */
  readonly action: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly button: string;
  readonly back: string;
}

/** Renders the question before a step that cannot be undone. */
export function confirmPage({ text, action, values = {}, button, back, ...page }: Question): string {
  return backOfficePage(
    page,
    html`<p>${text}</p>
<form class="actions" action="${action}" method="post">
${csrfField(page.visitor)}${hiddenFields({ ...values, confirmed: 'yes' })}
<button class="button" type="submit">${button}</button>
<a href="${back}">No, go back</a>
</form>`,
  );
}

/** True when the form comes from the page with the question. */
export function isConfirmed(form: Form): boolean {
  return form.text('confirmed') === 'yes';
}
