import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import type { Report } from './model';
import { RENDERERS } from './renderers';
import type { ReportFormat } from './report-format';

/** Folder of the report in the assembly. */
export const REPORT_FOLDER = 'well-architected';

/**
 * Writes the report in the given formats.
 *
 * @param outdir - folder of the assembly
 */
export function writeReport(report: Report, outdir: string, formats: ReadonlySet<ReportFormat>): void {
  const folder = join(outdir, REPORT_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const format of formats) writeFileSync(join(folder, format), RENDERERS[format](report));
}
