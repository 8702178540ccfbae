import { html, Html } from '../html';

/** One column of a table: its label and how to render a cell. */
export interface Column<T> {
  readonly label: string;
  /** Aligned to the right, with digits of equal width. */
  readonly number?: boolean;
  readonly cell: (row: T) => Html | string | number;
}

/**
 * Renders a table. On a phone each row becomes a card; the ARIA roles are explicit because browsers drop them for
 * elements that are not displayed as a table.
 *
 * @param caption - read out by screen readers, invisible otherwise
 * @param columns - the first one is the heading of each row
 */
export function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): Html {
  const [first, ...others] = columns;
  return html`<table class="sheet" role="table">
<caption class="unseen">${caption}</caption>
<thead role="rowgroup"><tr role="row">\
${columns.map(
  ({ label, number }) => html`<th role="columnheader" scope="col"${alignment(number)}>\
${label}</th>`,
)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (row) => html`<tr role="row">
<th role="rowheader" scope="row">${first.cell(row)}</th>
${others.map(
  ({ label, number, cell }) => html`<td role="cell" data-label="${label}"${alignment(number)}>\
<span>${cell(row)}</span></td>`,
)}
</tr>`,
  )}</tbody>
</table>`;
}

function alignment(number: boolean | undefined): Html | undefined {
  return number ? html` class="figure"` : undefined;
}

/**
 * Renders the links to the previous and the next page; undefined for a list of one page.
 *
 * @param address - returns the path of a page
 * @param nextPage - undefined on the last page
 */
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
