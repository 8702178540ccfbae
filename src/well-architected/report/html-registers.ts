import { code, html } from './html-markup';
import type { Markup, Part } from './html-markup';
import type { Report } from './model';
import { METHOD } from './view';

/** What the report keeps about decisions: trade-offs, acknowledgements, and acknowledgements without effect. */
export function registers({ tradeOffs, acknowledgements, problems }: Report): Markup {
  return html`${section('trade-offs', 'Trade-offs taken', 'No rule that pulls against another one holds.', ['Workload', 'Favoured', 'Against', 'Reason'],
    tradeOffs.map(({ workload, favoured, against, reason }) => [code(workload), favoured, against, reason]))}${
    section('acknowledgements', 'Acknowledgement register', 'Nobody has accepted a finding.', ['Id', 'Reason', 'Where', 'Until', 'Covers'],
      acknowledgements.map(({ id, reason, at, location, until, covers }) => [
        id, html`<div class="reason">${reason}</div>`, place(at, location), until ?? 'without end', covers.map((path) => html`${code(path)} `),
      ]))}${
    section('problems', 'Acknowledgements without effect', 'Every acknowledgement has an effect.', ['Id', 'Where', 'What is wrong'],
      problems.map(({ id, at, location, message }) => [id, place(at, location), message]))}`;
}

function place(at: string, location: string | undefined): Markup {
  return html`${code(at === '' ? 'the app' : at)}${location === undefined ? undefined : html`<span class="sub">${location}</span>`}`;
}

function section(id: string, title: string, none: string, columns: readonly string[], rows: readonly (readonly Part[])[]): Markup {
  const body = rows.length === 0 ? html`<p class="muted">${none}</p>` : html`<table role="table">
<thead role="rowgroup"><tr role="row">${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">
${rows.map((cells) => html`<tr role="row">${cells.map((cell, index) => html`<td role="cell" data-label="${columns[index]}">${cell}</td>`)}</tr>
`)}</tbody>
</table>`;
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${body}
</section>
`;
}

export function method(): Markup {
  return html`<section aria-labelledby="method">
<h2 id="method">Method and limits</h2>
<ul>${METHOD.map((line) => html`<li>${line}</li>
`)}</ul>
</section>
`;
}
