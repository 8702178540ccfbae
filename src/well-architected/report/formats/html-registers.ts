import { breaking, code, html, prose } from './html-markup';
import type { Markup, Part } from './html-markup';
import type { Report } from '../model';
import { METHOD } from '../view';

/** Sections about decisions: trade-offs, acknowledgements, and acknowledgements without effect. */
export function registers({ tradeOffs, acknowledgements, problems }: Report): Markup {
  return html`${section(
    'trade-offs',
    'Trade-offs taken',
    'No trade-off is taken.',
    { Workload: 17, Favoured: 22, Against: 22, Reason: 39 },
    tradeOffs.map(({ workload, favoured, against, reason }) => [
      code(workload),
      breaking(favoured),
      breaking(against),
      prose(reason),
    ]),
  )}${section(
    'acknowledgements',
    'Acknowledgement register',
    'No finding is acknowledged.',
    { Id: 22, Reason: 33, Where: 17, Until: 11, Covers: 17 },
    acknowledgements.map(({ id, reason, at, location, until, covers }) => [
      breaking(id),
      html`<div class="reason">${prose(reason)}</div>`,
      place(at, location),
      until ?? 'without end',
      covers.map((path) => html`${code(path)} `),
    ]),
  )}${section(
    'problems',
    'Acknowledgements without effect',
    'Every acknowledgement has an effect.',
    { Id: 27, Where: 23, 'What is wrong': 50 },
    problems.map(({ id, at, location, message }) => [breaking(id), place(at, location), message]),
  )}`;
}

function place(at: string, location: string | undefined): Markup {
  const source = location === undefined ? undefined : html`<span class="sub">${breaking(location)}</span>`;
  return html`${code(at === '' ? 'the app' : at)}${source}`;
}

function section(
  id: string,
  title: string,
  none: string,
  widths: Readonly<Record<string, number>>,
  rows: readonly (readonly Part[])[],
): Markup {
  const columns = Object.keys(widths);
  const heads = columns.map(
    (name) => html`<th role="columnheader" scope="col" style="width:${widths[name]}%">${name}</th>`,
  );
  const row = (cells: readonly Part[]) => {
    const fields = cells.map((cell, index) => html`<td role="cell" data-label="${columns[index]}">${cell}</td>`);
    return html`<tr role="row">${fields}</tr>
`;
  };
  const body =
    rows.length === 0
      ? html`<p class="muted">${none}</p>`
      : html`<table role="table" class="fixed">
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
<tbody role="rowgroup">
${rows.map(row)}</tbody>
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
<ul>${METHOD.map(
    (line) => html`<li>${line}</li>
`,
  )}</ul>
</section>
`;
}
