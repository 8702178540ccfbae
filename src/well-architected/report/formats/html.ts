import { html as page, raw } from './html-markup';
import { attention, filterForm, header, overview } from './html-overview';
import { pillar } from './html-pillars';
import { method, registers } from './html-registers';
import { SCRIPT } from './html-script';
import { STYLE } from './html-style';
import type { Report } from '../model';

/** Renders the report as one HTML file, which loads nothing and needs no script. */
export function html(report: Report): string {
  const names = report.workloads.map(({ path }) => (path === '' ? 'the app' : path));
  const title = `Well-Architected report: ${names.join(', ')}`;
  const sections = [
    overview(report),
    filterForm(),
    attention(report),
    report.pillars.map(pillar),
    registers(report),
    method(),
  ];
  const footer = `${report.generatedBy}. The same templates give the same report; schema ${report.schema}.`;
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
${sections}</main>
<footer><div class="wrap">${footer}</div></footer>
<script>${raw(SCRIPT)}</script>
</body>
</html>
`.text;
}
