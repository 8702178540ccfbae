import { choiceId, noneOf } from './lens';
import { ANSWER } from './lens-limits';
import type { Evidence, QuestionReport, Report, RuleReport, Status } from '../model';
import { counted, NOTHING_TO_ASSESS, oneLine, shortened, STATUS_WORDS } from '../view';

interface ChoiceUpdate {
  readonly Status: 'SELECTED' | 'NOT_APPLICABLE' | 'UNSELECTED';
  readonly Reason?: 'OUT_OF_SCOPE' | 'OTHER';
  readonly Notes?: string;
}

/** An input of `aws wellarchitected update-answer`; the workload and the lens are given on the command line. */
interface Answer {
  readonly QuestionId: string;
  readonly SelectedChoices: readonly string[];
  readonly ChoiceUpdates: Readonly<Record<string, ChoiceUpdate>>;
  readonly Notes: string;
  readonly IsApplicable: boolean;
  readonly Reason?: 'OUT_OF_SCOPE';
}

/**
 * Renders the answers to the custom lens, one for each question that has rules. Compliant rules are selected.
 * Acknowledged ones are not applicable, with the reason as a note.
 */
export function answers(report: Report): string {
  const all = report.pillars
    .flatMap(({ questions }) => questions.map((question) => answer(question, report)))
    .filter((one) => one !== undefined);
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

function answer(question: QuestionReport, { generatedBy, evaluationDate }: Report): Answer | undefined {
  const rules = question.bestPractices
    .flatMap((practice) => practice.rules)
    .filter(({ evidenceAt }) => evidenceAt === undefined);
  if (rules.length === 0) return undefined;
  const updates = rules.map((rule): [string, ChoiceUpdate] => [choiceId(rule.id), update(rule)]);
  const selected = updates.filter(([, { Status }]) => Status === 'SELECTED').map(([id]) => id);
  const applicable = rules.some(({ status }) => status !== 'not-applicable');
  const none = selected.length === 0 && updates.some(([, { Status }]) => Status === 'UNSELECTED');
  return {
    QuestionId: question.id,
    SelectedChoices: none ? [noneOf(question.id)] : selected,
    ChoiceUpdates: Object.fromEntries(updates),
    Notes: cut(`${generatedBy}, evaluated for ${evaluationDate}: ${rules.map(summary).join('; ')}`, ANSWER.notes),
    IsApplicable: applicable,
    ...(applicable ? {} : { Reason: 'OUT_OF_SCOPE' }),
  };
}

function summary({ id, status }: RuleReport): string {
  return `${id}: ${STATUS_WORDS[status].toLowerCase()}`;
}

function update({ status, evidence }: RuleReport): ChoiceUpdate {
  switch (status) {
    case 'compliant':
      return { Status: 'SELECTED' };
    case 'acknowledged':
      return { Status: 'NOT_APPLICABLE', Reason: 'OTHER', Notes: cut(reasons(evidence), ANSWER.choiceNotes) };
    case 'not-applicable':
    case 'not-assessable':
      return {
        Status: 'NOT_APPLICABLE',
        Reason: 'OUT_OF_SCOPE',
        Notes: NOTHING_TO_ASSESS,
      };
    default:
      return { Status: 'UNSELECTED', Notes: cut(findings(evidence, status), ANSWER.choiceNotes) };
  }
}

function reasons(evidence: readonly Evidence[]): string {
  return [...new Set(evidence.flatMap(({ acknowledgement }) => acknowledgement?.reason ?? []))].join(' / ');
}

function findings(evidence: readonly Evidence[], status: Status): string {
  const some = evidence.filter((one) => one.status === status);
  const paths = some.map(({ path }) => path).join(', ');
  return `${counted(some.length, 'finding')} ${STATUS_WORDS[status].toLowerCase()}: ${paths}`;
}

function cut(text: string, most: number): string {
  return shortened(oneLine(text), most);
}
