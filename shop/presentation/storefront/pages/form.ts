import { Form } from '../forms';
import { html, Html } from '../html';
import { Visitor } from '../visitor';

/** Settings of an input field. */
export interface Field {
  readonly name: string;
  readonly label: string;
  /** Type of the input, `text` when absent. */
  readonly type?: 'text' | 'email' | 'password' | 'number' | 'search' | 'tel';
  readonly autocomplete?: string;
  readonly hint?: string;
  readonly optional?: boolean;
  /** Longest text in characters, 254 when absent. */
  readonly maximum?: number;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  /** Makes the id unique where two forms of a page have a field of this name. */
  readonly prefix?: string;
}

/** Renders the hidden field with the session's token, for each form that is posted. */
export function csrfField({ csrfToken }: Visitor): Html | undefined {
  return csrfToken === '' ? undefined : html`<input type="hidden" name="_csrf" value="${csrfToken}">`;
}

/**
 * Renders a label, an input and its problem, linked for screen readers. A password is never filled in again.
 *
 * @param form - supplies the typed text and the problem of the field
 */
export function field(form: Form, options: Field): Html {
  const { name, label, type = 'text', autocomplete, hint, optional, maximum = 254, inputMode } = options;
  const id = fieldId(options);
  const problem = form.problem(name);
  return html`<div class="field${problem === undefined ? '' : ' wrong'}">
<label for="${id}">${label}${optional ? html` <span class="soft">(optional)</span>` : undefined}</label>
${hint === undefined ? undefined : html`<p class="hint" id="${id}-hint">${hint}</p>`}
${problem === undefined ? undefined : html`<p class="problem" id="${id}-problem">${problem}</p>`}
<input id="${id}" name="${name}" type="${type}" maxlength="${maximum}" \
value="${type === 'password' ? '' : form.text(name)}"${attribute('autocomplete', autocomplete)}\
${attribute('inputmode', inputMode)}${optional ? undefined : html` required`}${described(id, hint, problem)}>
</div>`;
}

/** Settings of a drop-down list. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  /** Values with the texts that visitors see. */
  readonly options: readonly (readonly [string, string])[];
  readonly autocomplete?: string;
  readonly prefix?: string;
}

/**
 * Renders a drop-down list with its label and its problem.
 *
 * @param form - supplies the chosen value and the problem of the field
 */
export function choice(form: Form, { name, label, options, autocomplete, prefix }: Choice): Html {
  const id = fieldId({ name, prefix });
  const problem = form.problem(name);
  return html`<div class="field${problem === undefined ? '' : ' wrong'}">
<label for="${id}">${label}</label>
${problem === undefined ? undefined : html`<p class="problem" id="${id}-problem">${problem}</p>`}
<select id="${id}" name="${name}"${attribute('autocomplete', autocomplete)}${described(id, undefined, problem)}>
${options.map(
  ([value, text]) => html`<option value="${value}"\
${value === form.text(name) ? html` selected` : undefined}>${text}</option>`,
)}
</select>
</div>`;
}

/**
 * Renders all problems of a form for the top of the page, where a screen reader reads them first. Each entry links to
 * its field.
 *
 * @param prefix - as given to the fields of the form
 */
export function problemSummary({ problems }: Form, prefix?: string): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<div class="problems" role="alert" tabindex="-1" id="problems">
<h2>Please check ${problems.length === 1 ? 'this' : `these ${problems.length} things`}</h2>
<ul>${problems.map(({ field: name, text }) =>
    name === ''
      ? html`<li>${text}</li>`
      : html`<li>\
<a href="#${fieldId({ name, prefix })}">${text}</a></li>`,
  )}</ul>
</div>`;
}

/** Returns the id of a field's element. */
export function fieldId({ name, prefix }: Pick<Field, 'name' | 'prefix'>): string {
  return prefix === undefined ? name : `${prefix}-${name}`;
}

function attribute(name: 'autocomplete' | 'inputmode', value: string | undefined): Html | undefined {
  if (value === undefined) return undefined;
  return name === 'autocomplete' ? html` autocomplete="${value}"` : html` inputmode="${value}"`;
}

function described(id: string, hint: string | undefined, problem: string | undefined): Html | undefined {
  if (hint === undefined && problem === undefined) return undefined;
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(problem === undefined ? [] : [`${id}-problem`])].join(
    ' ',
  );
  return html` aria-describedby="${ids}"${problem === undefined ? undefined : html` aria-invalid="true"`}`;
}
