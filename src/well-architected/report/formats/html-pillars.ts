import { breaking, code, html, link, prose } from './html-markup';
import type { Markup } from './html-markup';
import { chip, risk } from './html-overview';
import type { Acknowledged, Evidence, PillarReport, PracticeReport, QuestionReport, RuleReport } from '../model';
import { STATUSES } from '../summary';
import { acknowledgeSnippet, counted, NOTHING_TO_ASSESS } from '../view';

/**
 * Section of a pillar: questions, best practices, rules and evidence. Details are closed, because the findings that
 * need attention are listed above.
 */
export function pillar({ id, name, questions }: PillarReport): Markup {
  const none = html`<p class="muted">This pillar was not assessed.</p>`;
  return html`<section class="pillar" aria-labelledby="pillar-${id}">
<h2 id="pillar-${id}">${name}</h2>
${questions.length === 0 ? none : questions.map(question)}</section>
`;
}

function question({ id, title, bestPractices }: QuestionReport): Markup {
  const assessed = bestPractices.filter(({ status }) => status !== 'not-assessable');
  const others = bestPractices.filter(({ status }) => status === 'not-assessable');
  return html`<div class="question" id="${id}">
<h3><span>${id}</span>${title}</h3>
${assessed.map(practice)}${others.length === 0 ? undefined : notAssessable(others)}</div>
`;
}

function notAssessable(practices: readonly PracticeReport[]): Markup {
  const summary = `${counted(practices.length, 'best practice')} that no template can show`;
  const items = practices.map(
    ({
      id,
      title,
      url,
      status,
    }) => html`<li id="${id}" data-practice data-status="${status}">${id} ${link(url, title)}</li>
`,
  );
  return html`<details class="quiet"><summary>${summary}</summary>
<ul>${items}</ul></details>
`;
}

/**
 * The id is inside of the details: a browser opens closed details around the target of a link, even without scripts.
 */
function practice({ id, title, url, status, risk: known, rules }: PracticeReport): Markup {
  return html`<details class="practice" data-practice data-status="${status}">
<summary><h4><span>${id}</span>${title}</h4>${risk(known)}${chip(status)}</summary>
<div class="body" id="${id}">
<p>${link(url, `${id} in the framework`)}</p>
${rules.map(rule)}</div>
</details>
`;
}

function rule(one: RuleReport): Markup {
  const { id, level, requirement, why, status, evidenceAt } = one;
  const levels = html`<span class="level">level ${level}</span><span class="level">${breaking(id)}</span>`;
  const tags = html`<p class="tags">${chip(status)}${levels}</p>`;
  if (evidenceAt !== undefined) {
    return html`<article class="rule is-${status}">
<h5>${prose(requirement)}</h5>
${tags}
<p>Its evidence is listed under <a href="#${id}">${evidenceAt}</a>.</p>
</article>
`;
  }
  return html`<article class="rule is-${status}" id="${id}">
<h5>${prose(requirement)}</h5>
${tags}
<p>${prose(why)}</p>
${evidenceOf(one)}</article>
`;
}

function evidenceOf({ fix, docs, status, evidence }: RuleReport): Markup {
  const seen = [...evidence].sort((one, other) => STATUSES.indexOf(one.status) - STATUSES.indexOf(other.status));
  const open = seen.filter((one) => one.status !== 'compliant');
  const fine = seen.filter((one) => one.status === 'compliant');
  const remedy = html`<dl><dt>How to fix it</dt><dd>${prose(fix)} ${link(docs, 'AWS about the setting')}</dd></dl>
`;
  return html`${status === 'failing' || status === 'undetermined' ? remedy : undefined}${
    open.length === 0
      ? undefined
      : html`<ul class="evidence">
${open.map(finding)}</ul>
`
  }${fine.length === 0 ? undefined : compliant(fine)}${
    status === 'failing' || status === 'undetermined'
      ? undefined
      : html`<p class="muted">${link(docs, 'AWS about the setting')}</p>
`
  }${
    evidence.length === 0
      ? html`<p class="muted">${NOTHING_TO_ASSESS}</p>
`
      : undefined
  }`;
}

function finding(evidence: Evidence): Markup {
  const { status, level, id, path, location, property, actual, expected, type, stack, logicalId, acknowledgement } =
    evidence;
  const values: readonly (readonly [string, Markup | undefined])[] = [
    ['Where', html`${code(path)}${location === undefined ? undefined : html` at ${code(location)}`}`],
    ['Resource', html`${type}, ${code(logicalId)} in stack ${stack}`],
    ['Property', property === '' ? undefined : code(property)],
    ['Found', code(actual)],
    ['Expected', code(expected)],
  ];
  const labels = html`<span class="level">${level}</span> <span class="level">${breaking(id)}</span>`;
  const rows = values.map(([name, value]) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : undefined));
  const reaction = acknowledgement === undefined ? accept(evidence) : accepted(acknowledgement);
  return html`<li><p class="tags">${chip(status)} ${labels}</p>
<dl class="values">${rows}</dl>
${reaction}</li>
`;
}

function accepted({ id, reason, at, location }: Acknowledged): Markup {
  const carrier = code(at === '' ? 'the app' : at);
  const place = location === undefined ? undefined : html`, ${location}`;
  return html`<p class="reason">${prose(reason)}</p>
<p class="muted">Acknowledged as ${code(id)} at ${carrier}${place}.</p>`;
}

function accept(evidence: Evidence): Markup {
  if (evidence.level === 'fatal') return html`<p class="muted">Fatal: it cannot be acknowledged.</p>`;
  return html`<details><summary>Accept it with a reason</summary>
<pre><code>${acknowledgeSnippet(evidence)}</code></pre></details>`;
}

function compliant(evidence: readonly Evidence[]): Markup {
  return html`<details><summary>As it should be in ${counted(evidence.length, 'place')}</summary>
<ul class="evidence fine">${evidence.map(
    ({ path, property, actual }) => html`<li>${code(path)}${
      property === '' ? undefined : html` <span class="muted">${breaking(property)}</span>`
    } <span class="muted">is</span> ${code(actual)}</li>
`,
  )}</ul></details>
`;
}
