import { html, Html } from '../html';

export interface Column<T> {
  readonly label: string;
  /** To the right, with digits of one width. */
  readonly number?: boolean;
  readonly cell: (row: T) => Html | string | number;
}

/**
 * A table whose first column names the row. On a phone each row becomes a card; the roles are written out because browsers forget them for
 * whatever is not displayed as a table.
 */
export function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): Html {
  const [first, ...others] = columns;
  return html`<table class="sheet" role="table">
<caption class="unseen">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(({ label, number }) => html`<th role="columnheader" scope="col"${alignment(number)}>${label}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (row) => html`<tr role="row">
<th role="rowheader" scope="row">${first.cell(row)}</th>
${others.map(({ label, number, cell }) => html`<td role="cell" data-label="${label}"${alignment(number)}><span>${cell(row)}</span></td>`)}
</tr>`,
  )}</tbody>
</table>`;
}

function alignment(number: boolean | undefined): Html | undefined {
  return number ? html` class="figure"` : undefined;
}

/** Previous and next, as the shop's own lists have them. */
export function pageLinks(
  address: (page: number) => string,
  page: number,
  nextPage: number | undefined,
): Html | undefined {
  if (page === 1 && nextPage === undefined) return undefined;
  return html`<nav class="pages" aria-label="Pages">
${page > 1 ? html`<a rel="prev" href="${address(page - 1)}">Previous</a>` : undefined}
<span aria-current="page">Page ${page}</span>
${nextPage === undefined ? undefined : html`<a rel="next" href="${address(nextPage)}">Next</a>`}
</nav>`;
}
