import type { Report, Status, Summary } from '../model';
import { coverageOf, STATUS_WORDS } from '../view';

const COLUMNS: readonly Status[] = [
  'compliant',
  'acknowledged',
  'failing',
  'undetermined',
  'not-applicable',
  'not-assessable',
];

/** Renders the pillars for a terminal: coverage first, then best practices by status. */
export function overview(report: Report): string {
  const { assessable, total } = coverageOf(report);
  const rows: (readonly [string, Summary])[] = [
    ...report.pillars.map(({ name, summary }) => [name, summary] as const),
    ['All pillars', report.summary] as const,
  ];
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const line = (name: string, cells: readonly (string | number)[]) =>
    (
      name.padEnd(width) +
      cells.map((cell, index) => String(cell).padStart(STATUS_WORDS[COLUMNS[index]].length + 2)).join('')
    ).trimEnd();
  const covered = `${assessable} of ${total} best practices of the ${report.framework.name}`;
  return [
    `${covered} can be assessed, at least in part, from a template; the others need people and processes.`,
    '',
    line(
      'Best practices',
      COLUMNS.map((status) => STATUS_WORDS[status]),
    ),
    ...rows.map(([name, { bestPractices }]) =>
      line(
        name,
        COLUMNS.map((status) => bestPractices[status]),
      ),
    ),
    '',
  ].join('\n');
}
