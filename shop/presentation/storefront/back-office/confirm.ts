import { hidden } from './fields';
import { backOfficePage, Desk } from './page';
import { Form } from '../forms';
import { html } from '../html';
import { csrfField } from '../pages/form';

export interface Question extends Desk {
  readonly section: string;
  readonly title: string;
  readonly text: string;
  /** Where the answer is sent, with these values. */
  readonly action: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly button: string;
  readonly back: string;
}

/** Asked before what cannot be taken back with another click. */
export function confirmPage({ text, action, values = {}, button, back, ...page }: Question): string {
  return backOfficePage(
    page,
    html`<p>${text}</p>
<form class="actions" action="${action}" method="post">
${csrfField(page.visitor)}${hidden({ ...values, confirmed: 'yes' })}
<button class="button" type="submit">${button}</button>
<a href="${back}">No, go back</a>
</form>`,
  );
}

export function isConfirmed(form: Form): boolean {
  return form.text('confirmed') === 'yes';
}
