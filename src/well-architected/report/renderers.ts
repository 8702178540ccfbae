import { answers } from './answers';
import { html } from './html';
import { junit } from './junit';
import { lens } from './lens';
import { markdown } from './markdown';
import type { Report } from './model';
import { sarif } from './sarif';
import { CATALOGUE } from '../catalogue';
import { ReportFormat } from '../well-architected-options';

/** How each form of the report is written. */
export const RENDERERS: Readonly<Record<ReportFormat, (report: Report) => string>> = {
  [ReportFormat.JSON]: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
  [ReportFormat.MARKDOWN]: markdown,
  [ReportFormat.HTML]: html,
  [ReportFormat.SARIF]: sarif,
  [ReportFormat.LENS]: () => lens(CATALOGUE),
  [ReportFormat.ANSWERS]: answers,
  [ReportFormat.JUNIT]: junit,
};
