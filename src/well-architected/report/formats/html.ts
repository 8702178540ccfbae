import { html as page, raw } from './html-markup';
import { attention, filterForm, header, overview } from './html-overview';
import { pillar } from './html-pillars';
import { method, registers } from './html-registers';
import { SCRIPT } from './html-script';
import { STYLE } from './html-style';
import type { Report } from '../model';

/** The report for people: one file that loads nothing and needs no script. */
export function html(report: Report): string {
  const title = `Well-Architected report: ${report.workloads.map(({ path }) => (path === '' ? 'the app' : path)).join(', ')}`;
  return page`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>
${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#coverage">To the result</a>
${header(report)}<main class="wrap">
${overview(report)}${filterForm()}${attention(report)}${report.pillars.map(pillar)}${registers(report)}${method()}</main>
<footer><div class="wrap">${report.generatedBy}. The same templates give the same report; schema ${report.schema}.</div></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.text;
}
