import type { Evidence, PracticeReport, Report, RuleReport, Status } from './model';
import { compare } from './order';
import { STATUSES } from './summary';
import { PACK } from '../engine/finding-id';
import { LEVELS } from '../framework/level';
import type { Risk } from '../framework/risk';

/** Words for the statuses, the same in every format for people. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  failing: 'Failing',
  undetermined: 'Undetermined',
  acknowledged: 'Acknowledged',
  compliant: 'Compliant',
  'not-applicable': 'Not applicable',
  'not-assessable': 'Not assessable',
};

/** Icons beside the words and colours, so that no reader depends on one of them. */
export const STATUS_ICONS: Readonly<Record<Status, string>> = {
  failing: '✕',
  undetermined: '?',
  acknowledged: '!',
  compliant: '✓',
  'not-applicable': '–',
  'not-assessable': '○',
};

export const RISK_WORDS: Readonly<Record<Risk, string>> = { HIGH: 'High', MEDIUM: 'Medium', LOW: 'Low' };

const RISKS: readonly (Risk | undefined)[] = ['HIGH', 'MEDIUM', 'LOW', undefined];
const ATTENTION: ReadonlySet<Status> = new Set(['failing', 'undetermined', 'acknowledged']);

/** A finding that needs attention. */
export interface Attention {
  readonly practice: PracticeReport;
  readonly rule: RuleReport;
  readonly evidence: Evidence;
}

/** Returns the findings that need attention: failing first, then undetermined, then acknowledged, each by risk. */
export function attentionOf(report: Report): Attention[] {
  return practicesOf(report)
    .flatMap((practice) =>
      practice.rules.flatMap((rule) => rule.evidence.map((evidence) => ({ practice, rule, evidence }))),
    )
    .filter(({ evidence }) => ATTENTION.has(evidence.status))
    .sort(
      (one, other) =>
        STATUSES.indexOf(one.evidence.status) - STATUSES.indexOf(other.evidence.status) ||
        RISKS.indexOf(one.practice.risk) - RISKS.indexOf(other.practice.risk) ||
        LEVELS.indexOf(one.evidence.level) - LEVELS.indexOf(other.evidence.level) ||
        compare(one.evidence.id, other.evidence.id) ||
        compare(one.evidence.path, other.evidence.path),
    );
}

export function practicesOf({ pillars }: Pick<Report, 'pillars'>): PracticeReport[] {
  return pillars.flatMap(({ questions }) => questions.flatMap(({ bestPractices }) => bestPractices));
}

/** Share of the framework that a template can show. It is reported before any score. */
export interface Coverage {
  readonly total: number;
  readonly assessable: number;

  /** `7 of 306 best practices can be assessed at least in part from a template`. */
  readonly headline: string;

  /** `3 compliant, 1 acknowledged, ...`. */
  readonly details: string;
  readonly rest: string;
}

export function coverageOf({ summary: { bestPractices } }: Pick<Report, 'summary'>): Coverage {
  const total = STATUSES.reduce((sum, status) => sum + bestPractices[status], 0);
  const assessable = total - bestPractices['not-assessable'];
  const shown: readonly Status[] = ['compliant', 'acknowledged', 'failing', 'undetermined', 'not-applicable'];
  const others = bestPractices['not-assessable'];
  return {
    total,
    assessable,
    headline: `${assessable} of ${total} best practices can be assessed at least in part from a template`,
    details: shown.map((status) => `${bestPractices[status]} ${STATUS_WORDS[status].toLowerCase()}`).join(', '),
    rest: `The other ${others} need people and processes; this report does not cover them.`,
  };
}

/** Note on a rule that does not apply, the same in every format for people. */
export const NOTHING_TO_ASSESS = 'The templates contain nothing to which it applies.';

/** Statements about what the report shows and what it cannot show, the same in every format for people. */
export const METHOD: readonly string[] = [
  'The report assesses the synthesized CloudFormation templates, after every override, before anything is deployed. ' +
    'It does not read an account.',
  'Compliant means that the part of a best practice that a template can show is as it should be. It never means that ' +
    'the whole practice is established: most practices also need people, processes and tests.',
  'Acknowledged means that a finding exists and was accepted with a reason. It is not compliant.',
  'Undetermined means that the value is a parameter, an import or another token, so that it is unknown before the ' +
    'deployment.',
  'Not applicable means that the practice has rules, but the templates contain nothing to which they apply. ' +
    'Not assessable means that no template can show it.',
  'A practice has the worst status of its rules, and a rule the worst of its findings. High and medium risks are ' +
    'counted as in the AWS Well-Architected Tool, by the risk that AWS gives to the best practice.',
  'The report depends only on the templates and on the day by which acknowledgements expire. The same templates on ' +
    'the same day give the same bytes, so the report can be committed and compared.',
];

/** Returns the code that acknowledges a finding, ready to be copied. */
export function acknowledgeSnippet({ id, path }: Evidence): string {
  return [
    `// ${oneLine(path)}`,
    'Validations.of(construct).acknowledge({',
    `  id: ${quoted(`${PACK}::${id}`)},`,
    "  reason: 'why this is accepted, and by whom until:YYYY-MM-DD',",
    '});',
  ].join('\n');
}

/** Returns text as a string literal of TypeScript. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/**
 * Returns a count with its noun: `1 finding`, `2 findings`.
 *
 * @param many - plural of the noun where it is not the singular with an `s`
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/**
 * Returns the text, with its end replaced by an ellipsis where it is too long.
 *
 * @param most - maximum length in characters, the ellipsis included
 */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
