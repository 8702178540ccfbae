import { Form } from '../forms';
import { html, Html } from '../html';
import { fieldId } from '../pages/form';

export interface Area {
  readonly name: string;
  readonly label: string;
  readonly maximum: number;
  readonly hint?: string;
  readonly prefix?: string;
}

/** A field of several lines, with what is wrong with it. The line end after the tag is not part of the text. */
export function area(form: Form, { name, label, maximum, hint, prefix }: Area): Html {
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
<textarea class="area" id="${id}" name="${name}" maxlength="${maximum}" required${descriptions === '' ? undefined : html` aria-describedby="${descriptions}"`}${
    problem === undefined ? undefined : html` aria-invalid="true"`
  }>
${form.text(name)}</textarea>
</div>`;
}

export function tick(
  form: Form,
  { name, label, prefix }: { readonly name: string; readonly label: string; readonly prefix?: string },
): Html {
  const id = fieldId({ name, prefix });
  return html`<div class="tick"><input type="checkbox" id="${id}" name="${name}" value="yes"${form.checked(name) ? html` checked` : undefined}>
<label for="${id}">${label}</label></div>`;
}

export function hidden(values: Readonly<Record<string, string | number>>): readonly Html[] {
  return Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
