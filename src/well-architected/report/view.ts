import type { Evidence, PracticeReport, Report, RuleReport, Status } from './model';
import { compare } from './order';
import { STATUSES } from './summary';
import { PACK } from '../engine/finding-id';
import { LEVELS } from '../framework/level';
import type { Risk } from '../framework/risk';

/** What every form of the report for people says in the same words. */
export const STATUS_WORDS: Readonly<Record<Status, string>> = {
  failing: 'Failing',
  undetermined: 'Undetermined',
  acknowledged: 'Acknowledged',
  compliant: 'Compliant',
  'not-applicable': 'Not applicable',
  'not-assessable': 'Not assessable',
};

/** Beside the word and the colour, so that no reader depends on one of them. */
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

/** One finding that is not as it should be. */
export interface Attention {
  readonly practice: PracticeReport;
  readonly rule: RuleReport;
  readonly evidence: Evidence;
}

/** What needs attention: failing first, then undetermined, then acknowledged, and the highest risk first in each. */
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

/** Coverage comes before any score: how much of the framework a template can show at all. */
export interface Coverage {
  readonly total: number;
  readonly assessable: number;

  /** `7 of 306 best practices can be judged at least in part from a template`. */
  readonly headline: string;

  /** `3 compliant, 1 acknowledged, ...`. */
  readonly details: string;
  readonly rest: string;
}

export function coverageOf({ summary: { bestPractices } }: Pick<Report, 'summary'>): Coverage {
  const total = STATUSES.reduce((sum, status) => sum + bestPractices[status], 0);
  const assessable = total - bestPractices['not-assessable'];
  const told: readonly Status[] = ['compliant', 'acknowledged', 'failing', 'undetermined', 'not-applicable'];
  return {
    total,
    assessable,
    headline: `${assessable} of ${total} best practices can be judged at least in part from a template`,
    details: told.map((status) => `${bestPractices[status]} ${STATUS_WORDS[status].toLowerCase()}`).join(', '),
    rest: `The other ${bestPractices['not-assessable']} need people and processes; this report says nothing about them.`,
  };
}

/** What the report can and cannot say: the same words wherever it is read. */
export const METHOD: readonly string[] = [
  'The report judges the synthesized CloudFormation templates, after every override, before anything is deployed. It does not look into an account.',
  'Compliant means that what a template can show of a best practice is as it should be. It never means that the whole practice is established: most of them also need people, processes and tests.',
  'Acknowledged means that a finding stands and somebody accepted it with a reason. It is not compliant.',
  'Undetermined means that the value is a parameter, an import or another token, so that nobody can know it before the deployment.',
  'Not applicable means that there are rules for the practice and nothing in the templates that they speak about. Not assessable means that no template can show it.',
  'A practice has the worst status of its rules, and a rule the worst of its findings. High and medium risks are counted as the AWS Well-Architected Tool does, by the risk that AWS gives to the best practice.',
  'Beside the day by which acknowledgements expire it knows no clock: the same templates give the same bytes, so that it can be committed and compared.',
];

/** What to write to accept a finding, ready to be copied. */
export function acknowledgeSnippet({ id, path }: Evidence): string {
  return [
    `// ${oneLine(path)}`,
    'Validations.of(construct).acknowledge({',
    `  id: ${quoted(`${PACK}::${id}`)},`,
    "  reason: 'why this is accepted, and by whom until:YYYY-MM-DD',",
    '});',
  ].join('\n');
}

/** As a string literal of TypeScript. */
export function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `1 finding`, `2 findings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
