import { breaking, code, html, prose, raw } from './html-markup';
import type { Markup } from './html-markup';
import type { Risk } from '../../framework/risk';
import type { Counts, PillarReport, PracticeReport, Report, Status, Summary } from '../model';
import { STATUSES } from '../summary';
import { attentionOf, counted, coverageOf, RISK_WORDS, STATUS_ICONS, STATUS_WORDS } from '../view';
import type { Attention } from '../view';

// As a reader counts: what is well first, what nobody can judge last.
const BAR: readonly Status[] = [
  'compliant',
  'acknowledged',
  'failing',
  'undetermined',
  'not-applicable',
  'not-assessable',
];

export function chip(status: Status, count?: number): Markup {
  const word = STATUS_WORDS[status];
  return html`<span class="chip is-${status}"><b aria-hidden="true">${STATUS_ICONS[status]}</b>${count === undefined ? word : `${count} ${word.toLowerCase()}`}</span>`;
}

export function risk(known: Risk | undefined): Markup {
  return known === undefined
    ? raw('')
    : html`<span class="risk">risk <strong>${RISK_WORDS[known].toLowerCase()}</strong></span>`;
}

export function header({ workloads, evaluationDate, generatedBy, framework }: Report): Markup {
  return html`<header class="top"><div class="wrap">
<p class="kicker">${framework.name}</p>
<h1>Well-Architected report</h1>
<dl class="facts">
${workloads.map(
  ({
    path,
    profile,
    enforced,
    resources,
    exempt,
  }) => html`<div class="workload"><dt>Workload</dt> <dd>${code(path === '' ? 'the app' : path)} <span class="muted">${`${profile} profile, ${counted(resources, 'resource')}${exempt > 0 ? ` and ${exempt} of CDK's own` : ''}, ${enforced ? 'errors stop the synth' : 'findings are reported only'}`}</span></dd></div>
`,
)}<div><dt>Evaluated for</dt> <dd><strong>${evaluationDate}</strong></dd></div>
<div><dt>By</dt> <dd><strong>${generatedBy}</strong></dd></div>
<div><dt>Framework as of</dt> <dd><strong>${framework.retrieved}</strong></dd></div>
</dl>
</div></header>
`;
}

export function overview(report: Report): Markup {
  const { headline, rest } = coverageOf(report);
  const { bestPractices, risks: issues, failing } = report.summary;
  return html`<section aria-labelledby="coverage">
<h2 id="coverage">Coverage and result</h2>
<p class="lead"><strong>${headline}.</strong> <span class="muted">${rest}</span></p>
${bar(bestPractices)}${legend(bestPractices)}
<p><strong>${counted(issues.HIGH, 'high risk')}</strong> and <strong>${counted(issues.MEDIUM, 'medium risk')}</strong>; failing findings: ${`${failing.fatal} fatal, ${failing.error} error, ${failing.warning} warning, ${failing.info} info`}.</p>
<ul class="cards">
${report.pillars.map(card)}</ul>
</section>
`;
}

function card({ id, name, summary }: PillarReport): Markup {
  return html`<li><h3><a href="#pillar-${id}">${name}</a></h3>
${bar(summary.bestPractices)}${legend(summary.bestPractices)}
<p>${risks(summary)}</p></li>
`;
}

function risks({ risks: { HIGH, MEDIUM } }: Summary): Markup {
  if (HIGH + MEDIUM === 0) return html`<span class="muted">No high and no medium risk</span>`;
  return html`<strong>${counted(HIGH, 'high risk')}</strong>, <strong>${counted(MEDIUM, 'medium risk')}</strong>`;
}

function present(counts: Counts): Status[] {
  return BAR.filter((status) => counts[status] > 0);
}

/** The legend beside it says the same in words. */
function bar(counts: Counts): Markup {
  return html`<div class="bar" aria-hidden="true">${present(counts).map((status) => html`<span class="is-${status}" style="flex-grow:${counts[status]}"></span>`)}</div>
`;
}

function legend(counts: Counts): Markup {
  return html`<ul class="legend">${present(counts).map((status) => html`<li>${chip(status, counts[status])}</li>`)}</ul>`;
}

export function attention(report: Report): Markup {
  const all = attentionOf(report);
  if (all.length === 0) {
    return html`<section aria-labelledby="attention">
<h2 id="attention">Needs attention</h2>
<p>Nothing: no finding is failing, undetermined or acknowledged.</p>
</section>
`;
  }
  // Where the table is a list of blocks, on a narrow screen, these roles keep it a table for who hears it.
  return html`<section aria-labelledby="attention">
<h2 id="attention">Needs attention</h2>
<table role="table" class="attention">
<thead role="rowgroup"><tr role="row">${['Status', 'Risk', 'What', 'Where', 'Found'].map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}</tr></thead>
<tbody role="rowgroup">
${all.map(row)}</tbody>
</table>
</section>
`;
}

function row({ practice, rule, evidence }: Attention): Markup {
  const { status, level, path, location, property, actual, expected, acknowledgement } = evidence;
  const found =
    acknowledgement === undefined
      ? html`${code(actual)}<span class="sub">expected ${code(expected)}</span>`
      : html`${code(actual)}<span class="sub">accepted: ${prose(acknowledgement.reason)}</span>`;
  return html`<tr role="row" data-finding data-status="${status}">
<td role="cell" class="plain">${chip(status)} <span class="level">${level}</span></td>
<td role="cell" data-label="Risk">${riskWord(practice)}</td>
<td role="cell" class="plain"><a href="#${rule.id}">${prose(rule.requirement)}</a><span class="sub">${breaking(evidence.id)}</span></td>
<td role="cell" data-label="Where">${code(path)}${location === undefined ? undefined : html`<span class="sub">${breaking(location)}</span>`}</td>
<td role="cell" data-label="Found">${property === '' ? undefined : html`<span class="sub">${breaking(property)}</span>`}${found}</td>
</tr>
`;
}

function riskWord({ risk: known }: PracticeReport): string {
  return known === undefined ? '' : RISK_WORDS[known];
}

/** The order in which statuses can be chosen. */
export function filterForm(): Markup {
  const choices = STATUSES.map((status) => html`<option value="${status}">${STATUS_WORDS[status]}</option>`);
  return html`<form class="filter" id="filter" hidden role="search">
<label>Search<input type="search" id="filter-words" autocomplete="off" placeholder="rule, path, property, reason"></label>
<label>Status<select id="filter-status"><option value="">All</option>${choices}</select></label>
<output id="filter-told" for="filter-words filter-status"></output>
</form>
`;
}
