import { answers } from './formats/answers';
import { html } from './formats/html';
import { junit } from './formats/junit';
import { lens } from './formats/lens';
import { markdown } from './formats/markdown';
import { sarif } from './formats/sarif';
import type { Report } from './model';
import { ReportFormat } from './report-format';
import { CATALOGUE } from '../rules/catalogue';

/** Renderer of each format of the report. */
export const RENDERERS: Readonly<Record<ReportFormat, (report: Report) => string>> = {
  [ReportFormat.JSON]: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
  [ReportFormat.MARKDOWN]: markdown,
  [ReportFormat.HTML]: html,
  [ReportFormat.SARIF]: sarif,
  [ReportFormat.LENS]: () => lens(CATALOGUE),
  [ReportFormat.ANSWERS]: answers,
  [ReportFormat.JUNIT]: junit,
};
