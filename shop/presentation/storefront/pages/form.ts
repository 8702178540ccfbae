import { Form } from '../forms';
import { html, Html } from '../html';
import { Visitor } from '../visitor';

export interface Field {
  readonly name: string;
  readonly label: string;
  /** `text` when absent. */
  readonly type?: 'text' | 'email' | 'password' | 'number' | 'search' | 'tel';
  readonly autocomplete?: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly maximum?: number;
  readonly inputMode?: 'numeric' | 'decimal' | 'text';
  /** Where two forms of a page have a field of this name. */
  readonly prefix?: string;
}

/** First in every form that is posted. */
export function csrfField({ csrfToken }: Visitor): Html | undefined {
  return csrfToken === '' ? undefined : html`<input type="hidden" name="_csrf" value="${csrfToken}">`;
}

/** A label, an input and what is wrong with it, each tied to the others. Passwords are never sent back. */
export function field(form: Form, options: Field): Html {
  const { name, label, type = 'text', autocomplete, hint, optional, maximum = 254, inputMode } = options;
  const id = fieldId(options);
  const problem = form.problem(name);
  return html`<div class="field${problem === undefined ? '' : ' wrong'}">
<label for="${id}">${label}${optional ? html` <span class="soft">(optional)</span>` : undefined}</label>
${hint === undefined ? undefined : html`<p class="hint" id="${id}-hint">${hint}</p>`}
${problem === undefined ? undefined : html`<p class="problem" id="${id}-problem">${problem}</p>`}
<input id="${id}" name="${name}" type="${type}" maxlength="${maximum}" value="${type === 'password' ? '' : form.text(name)}"${attribute('autocomplete', autocomplete)}${attribute('inputmode', inputMode)}${
    optional ? undefined : html` required`
  }${described(id, hint, problem)}>
</div>`;
}

export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [string, string])[];
  readonly autocomplete?: string;
  readonly prefix?: string;
}

export function choice(form: Form, { name, label, options, autocomplete, prefix }: Choice): Html {
  const id = fieldId({ name, prefix });
  const problem = form.problem(name);
  return html`<div class="field${problem === undefined ? '' : ' wrong'}">
<label for="${id}">${label}</label>
${problem === undefined ? undefined : html`<p class="problem" id="${id}-problem">${problem}</p>`}
<select id="${id}" name="${name}"${attribute('autocomplete', autocomplete)}${described(id, undefined, problem)}>
${options.map(([value, text]) => html`<option value="${value}"${value === form.text(name) ? html` selected` : undefined}>${text}</option>`)}
</select>
</div>`;
}

/** Everything that is wrong, at the top of the page and read out first; each entry leads to its field. */
export function problemSummary({ problems }: Form, prefix?: string): Html | undefined {
  if (problems.length === 0) return undefined;
  return html`<div class="problems" role="alert" tabindex="-1" id="problems">
<h2>Please check ${problems.length === 1 ? 'this' : `these ${problems.length} things`}</h2>
<ul>${problems.map(({ field: name, text }) => (name === '' ? html`<li>${text}</li>` : html`<li><a href="#${fieldId({ name, prefix })}">${text}</a></li>`))}</ul>
</div>`;
}

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
