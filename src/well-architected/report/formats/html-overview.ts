import { breaking, code, html, prose, raw } from './html-markup';
import type { Markup } from './html-markup';
import type { Risk } from '../../framework/risk';
import type { Counts, PillarReport, PracticeReport, Report, Status, Summary, WorkloadReport } from '../model';
import { STATUSES } from '../summary';
import { attentionOf, counted, coverageOf, RISK_WORDS, STATUS_ICONS, STATUS_WORDS } from '../view';
import type { Attention } from '../view';

// In the order in which people read: good results first, what cannot be assessed last.
const BAR: readonly Status[] = [
  'compliant',
  'acknowledged',
  'failing',
  'undetermined',
  'not-applicable',
  'not-assessable',
];

/**
 * Label of a status, with the count of its items where one is given.
 *
 * @param count - number of items, before the word
 */
export function chip(status: Status, count?: number): Markup {
  const word = STATUS_WORDS[status];
  const icon = html`<b aria-hidden="true">${STATUS_ICONS[status]}</b>`;
  const label = count === undefined ? word : `${count} ${word.toLowerCase()}`;
  return html`<span class="chip is-${status}">${icon}${label}</span>`;
}

export function risk(known: Risk | undefined): Markup {
  return known === undefined
    ? raw('')
    : html`<span class="risk">risk <strong>${RISK_WORDS[known].toLowerCase()}</strong></span>`;
}

function workloadFacts({ path, profile, enforced, resources, exempt }: WorkloadReport): Markup {
  const providers = exempt > 0 ? ` and ${exempt} of CDK's own` : '';
  const effect = enforced ? 'errors stop the synth' : 'findings are reported only';
  const facts = `${profile} profile, ${counted(resources, 'resource')}${providers}, ${effect}`;
  const name = code(path === '' ? 'the app' : path);
  return html`<div class="workload"><dt>Workload</dt> <dd>${name} <span class="muted">${facts}</span></dd></div>
`;
}

export function header({ workloads, evaluationDate, generatedBy, framework }: Report): Markup {
  return html`<header class="top"><div class="wrap">
<p class="kicker">${framework.name}</p>
<h1>Well-Architected report</h1>
<dl class="facts">
${workloads.map(workloadFacts)}<div><dt>Evaluated for</dt> <dd><strong>${evaluationDate}</strong></dd></div>
<div><dt>By</dt> <dd><strong>${generatedBy}</strong></dd></div>
<div><dt>Framework as of</dt> <dd><strong>${framework.retrieved}</strong></dd></div>
</dl>
</div></header>
`;
}

export function overview(report: Report): Markup {
  const { headline, rest } = coverageOf(report);
  const { bestPractices, risks: issues, failing } = report.summary;
  const high = html`<strong>${counted(issues.HIGH, 'high risk')}</strong>`;
  const medium = html`<strong>${counted(issues.MEDIUM, 'medium risk')}</strong>`;
  const levels = `${failing.fatal} fatal, ${failing.error} error, ${failing.warning} warning, ${failing.info} info`;
  return html`<section aria-labelledby="coverage">
<h2 id="coverage">Coverage and result</h2>
<p class="lead"><strong>${headline}.</strong> <span class="muted">${rest}</span></p>
${bar(bestPractices)}${legend(bestPractices)}
<p>${high} and ${medium}; failing findings: ${levels}.</p>
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

/** Hidden from screen readers, because the legend beside it says the same in words. */
function bar(counts: Counts): Markup {
  const parts = present(counts).map(
    (status) => html`<span class="is-${status}" style="flex-grow:${counts[status]}"></span>`,
  );
  return html`<div class="bar" aria-hidden="true">${parts}</div>
`;
}

function legend(counts: Counts): Markup {
  const items = present(counts).map((status) => html`<li>${chip(status, counts[status])}</li>`);
  return html`<ul class="legend">${items}</ul>`;
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
  // On a narrow screen the table is a list of blocks. With these roles it stays a table for screen readers.
  const heads = ['Status', 'Risk', 'What', 'Where', 'Found'].map(
    (name) => html`<th role="columnheader" scope="col">${name}</th>`,
  );
  return html`<section aria-labelledby="attention">
<h2 id="attention">Needs attention</h2>
<table role="table" class="attention">
<thead role="rowgroup"><tr role="row">${heads}</tr></thead>
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
  const requirement = html`<a href="#${rule.id}">${prose(rule.requirement)}</a>`;
  const place = location === undefined ? undefined : html`<span class="sub">${breaking(location)}</span>`;
  const at = property === '' ? undefined : html`<span class="sub">${breaking(property)}</span>`;
  return html`<tr role="row" data-finding data-status="${status}">
<td role="cell" class="plain">${chip(status)} <span class="level">${level}</span></td>
<td role="cell" data-label="Risk">${riskWord(practice)}</td>
<td role="cell" class="plain">${requirement}<span class="sub">${breaking(evidence.id)}</span></td>
<td role="cell" data-label="Where">${code(path)}${place}</td>
<td role="cell" data-label="Found">${at}${found}</td>
</tr>
`;
}

function riskWord({ risk: known }: PracticeReport): string {
  return known === undefined ? '' : RISK_WORDS[known];
}

/** Form of search and filter, hidden until the script of the page runs. */
export function filterForm(): Markup {
  const choices = STATUSES.map((status) => html`<option value="${status}">${STATUS_WORDS[status]}</option>`);
  const hint = 'rule, path, property, reason';
  return html`<form class="filter" id="filter" hidden role="search">
<label>Search<input type="search" id="filter-words" autocomplete="off" placeholder="${hint}"></label>
<label>Status<select id="filter-status"><option value="">All</option>${choices}</select></label>
<output id="filter-told" for="filter-words filter-status"></output>
</form>
`;
}
