import type { Report } from './model';
import { ReportFormat } from '../well-architected-options';

/** How each form of the report is written. */
export const RENDERERS: Partial<Record<ReportFormat, (report: Report) => string>> = {
  [ReportFormat.JSON]: (report) => `${JSON.stringify(report, undefined, 2)}\n`,
};
