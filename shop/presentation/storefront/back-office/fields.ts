import { Form } from '../forms';
import { html, Html } from '../html';
import { fieldId } from '../pages/form';

/** Settings of a text field with several lines. */
export interface TextArea {
  readonly name: string;
  readonly label: string;
  readonly maximum: number;
  readonly hint?: string;
  /** Makes the id unique where two forms of a page have a field of this name. */
  readonly prefix?: string;
}

/**
 * Renders a text field with several lines and its problem. Browsers drop the line end after the tag.
 *
 * @param form - supplies the typed text and the problem of the field
 */
export function textArea(form: Form, { name, label, maximum, hint, prefix }: TextArea): Html {
  const id = fieldId({ name, prefix });
  const problem = form.problem(name);
  const descriptions = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(problem === undefined ? [] : [`${id}-problem`]),
  ].join(' ');
  return html`<div class="field${problem === undefined ? '' : ' wrong'}">
<label for="${id}">${label}</label>
${hint === undefined ? undefined : html`<p class="hint" id="${id}-hint">${hint}</p>`}
${problem === undefined ? undefined : html`<p class="problem" id="${id}-problem">${problem}</p>`}
<textarea class="area" id="${id}" name="${name}" maxlength="${maximum}" required\
${descriptions === '' ? undefined : html` aria-describedby="${descriptions}"`}${
    problem === undefined ? undefined : html` aria-invalid="true"`
  }>
${form.text(name)}</textarea>
</div>`;
}

/**
 * Renders a checkbox with its label.
 *
 * @param form - the box is checked when its field is not empty there
 */
export function checkbox(
  form: Form,
  { name, label, prefix }: { readonly name: string; readonly label: string; readonly prefix?: string },
): Html {
  const id = fieldId({ name, prefix });
  return html`<div class="tick">\
<input type="checkbox" id="${id}" name="${name}" value="yes"${form.checked(name) ? html` checked` : undefined}>
<label for="${id}">${label}</label></div>`;
}

/** Renders hidden fields, one for each entry. */
export function hiddenFields(values: Readonly<Record<string, string | number>>): readonly Html[] {
  return Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
