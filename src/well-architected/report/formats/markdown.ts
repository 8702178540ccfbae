import type { AcknowledgementReport, PillarReport, PracticeReport, Report, Status } from '../model';
import {
  attentionOf,
  counted,
  coverageOf,
  METHOD,
  oneLine,
  practicesOf,
  RISK_WORDS,
  shortened,
  STATUS_ICONS,
  STATUS_WORDS,
} from '../view';
import type { Attention } from '../view';

// A comment on a pull request holds 65,536 characters. The other formats of the report have everything.
const MOST_ROWS = 30;
const MOST_TEXT = 160;
const MOST_PATHS = 2;

/** Renders the report for a pull request or the summary of a build. */
export function markdown(report: Report): string {
  const parts = [
    heading(report),
    attention(report),
    ...report.pillars.map(pillar),
    tradeOffs(report),
    acknowledgements(report),
    problems(report),
    method(report),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function heading(report: Report): string {
  const { evaluationDate, generatedBy, framework } = report;
  const version = `${text(framework.name)} as of ${text(framework.retrieved)}`;
  const { headline, details, rest } = coverageOf(report);
  const { risks, failing } = report.summary;
  return [
    '# Well-Architected report',
    '',
    `**${headline}**: ${details}. ${rest}`,
    '',
    `High risks: **${risks.HIGH}**, medium risks: **${risks.MEDIUM}**. ` +
      `Failing findings: ${failing.fatal} fatal, ${failing.error} error, ` +
      `${failing.warning} warning, ${failing.info} info.`,
    '',
    ...table(
      ['Workload', 'Profile', 'Findings of level error', 'Resources'],
      report.workloads.map(({ path, profile, enforced, resources, exempt }) => [
        code(path === '' ? 'the app' : path),
        text(profile),
        enforced ? 'fail the synth' : 'are reported only',
        exempt === 0 ? `${resources}` : `${resources} (and ${exempt} of CDK's own)`,
      ]),
    ),
    '',
    `Evaluated for ${text(evaluationDate)} by ${text(generatedBy)}; ${version}.`,
  ].join('\n');
}

/** One row for each rule and status, because readers decide by rule. The other formats list all paths. */
function attention(report: Report): string {
  const groups = new Map<string, Attention[]>();
  for (const one of attentionOf(report)) {
    const key = `${one.evidence.status} ${one.evidence.id}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  if (groups.size === 0) return '## Needs attention\n\nNothing: no finding is failing, undetermined or acknowledged.';
  return [
    '## Needs attention',
    '',
    ...table(
      ['Status', 'Risk', 'Rule', 'Where', 'Found', 'Expected'],
      [...groups.values()].map((group) => attentionRow(group)),
    ),
  ].join('\n');
}

function pathOf({ evidence: { path, location } }: Attention): string {
  return `${code(path)}${location === undefined ? '' : ` (${text(location)})`}`;
}

function attentionRow(group: readonly Attention[]): string[] {
  const [{ practice, rule, evidence }] = group as [Attention];
  const paths = group.slice(0, MOST_PATHS).map(pathOf);
  const more = group.length - paths.length;
  return [
    `${status(evidence.status)} ${evidence.level}`,
    risk(practice),
    `[${text(evidence.id)}](${practice.url})<br>${text(rule.requirement)}`,
    `${paths.join('<br>')}${more > 0 ? `<br>and ${more} more` : ''}`,
    `${evidence.property === '' ? '' : `${code(evidence.property)}: `}${text(evidence.actual)}`,
    evidence.acknowledgement === undefined
      ? text(evidence.expected)
      : `accepted: ${text(evidence.acknowledgement.reason)}`,
  ];
}

/** Folded, because most readers need only the findings that need attention. */
function pillar({ name, summary, questions }: PillarReport): string {
  const practices = questions
    .flatMap(({ bestPractices }) => bestPractices)
    .filter((practice) => practice.status !== 'not-assessable');
  const { details } = coverageOf({ summary });
  const counts = `${details}, ${summary.bestPractices['not-assessable']} not assessable`;
  const summed = `<summary><b>${text(name)}</b>: ${counts}</summary>`;
  if (practices.length === 0) return `<details>${summed}\n\nNo rule covers this pillar.\n\n</details>`;
  const rows = practices.map((practice) => [
    `[${practice.id}](${practice.url}) ${text(practice.title)}`,
    risk(practice),
    status(practice.status),
    ruleCounts(practice),
  ]);
  return [
    '<details>',
    summed,
    '',
    ...table(['Best practice', 'Risk', 'Status', 'Rules'], rows, practices.length),
    '',
    '</details>',
  ].join('\n');
}

function ruleCounts({ rules }: PracticeReport): string {
  const statuses = [...new Set(rules.map((rule) => rule.status))];
  return statuses
    .map((each) => `${rules.filter((rule) => rule.status === each).length} ${STATUS_WORDS[each].toLowerCase()}`)
    .join(', ');
}

function tradeOffs(report: Report): string {
  if (report.tradeOffs.length === 0) return '';
  return [
    '## Trade-offs taken',
    '',
    ...table(
      ['Workload', 'Favoured', 'Against', 'Reason'],
      report.tradeOffs.map((one) => [code(one.workload), text(one.favoured), text(one.against), text(one.reason)]),
    ),
  ].join('\n');
}

function acknowledgements(report: Report): string {
  if (report.acknowledgements.length === 0) return '';
  return [
    '## Acknowledged, with the reason',
    '',
    ...table(['Id', 'Reason', 'Where', 'Until', 'Findings'], report.acknowledgements.map(acknowledgement)),
  ].join('\n');
}

function acknowledgement({ id, reason, at, location, until, covers }: AcknowledgementReport): string[] {
  return [
    text(id),
    text(reason),
    `${code(at === '' ? 'the app' : at)}${location === undefined ? '' : ` (${text(location)})`}`,
    until === undefined ? 'without end' : text(until),
    `${covers.length}`,
  ];
}

function problems(report: Report): string {
  if (report.problems.length === 0) return '';
  return [
    '## Acknowledgements without effect',
    '',
    ...table(
      ['Id', 'Where', 'What is wrong'],
      report.problems.map(({ id, at, message }) => [text(id), code(at === '' ? 'the app' : at), text(message)]),
    ),
  ].join('\n');
}

function method(report: Report): string {
  const rules = new Set(practicesOf(report).flatMap((practice) => practice.rules.map(({ id }) => id)));
  return [
    '<details>',
    `<summary><b>Method and limits</b> (${counted(rules.size, 'rule')})</summary>`,
    '',
    ...METHOD.map((line) => `- ${line}`),
    '',
    '</details>',
  ].join('\n');
}

function table(columns: readonly string[], rows: readonly (readonly string[])[], most = MOST_ROWS): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const more = rows.length - most;
  return [
    line(columns),
    line(columns.map(() => '---')),
    ...rows.slice(0, most).map(line),
    ...(more > 0 ? ['', `and ${more} more in \`report.html\`.`] : []),
  ];
}

function status(each: Status): string {
  return `${STATUS_ICONS[each]} ${STATUS_WORDS[each]}`;
}

function risk({ risk: known }: PracticeReport): string {
  return known === undefined ? '' : RISK_WORDS[known];
}

/** Escapes text of a user's app in a cell, so that nothing in it is Markdown or HTML. */
function text(given: string): string {
  return shortened(oneLine(given), MOST_TEXT)
    .replace(/[\\`*_[\]|~]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}

/** Formats text of a user's app as code, in backticks where it contains none. */
function code(given: string): string {
  const cut = shortened(oneLine(given), MOST_TEXT);
  return /[`|\\]/.test(cut) ? text(cut) : `\`${cut}\``;
}
