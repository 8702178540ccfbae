import { COST_OPTIMIZATION } from './pillars/cost-optimization';
import { OPERATIONAL_EXCELLENCE } from './pillars/operational-excellence';
import { PERFORMANCE_EFFICIENCY } from './pillars/performance-efficiency';
import { RELIABILITY } from './pillars/reliability';
import { SECURITY } from './pillars/security';
import { SUSTAINABILITY } from './pillars/sustainability';
import type { PillarDefinition, PillarId, Practice, Question } from './practice';

// Ids, titles, page names and risks as AWS publishes them under
// https://docs.aws.amazon.com/wellarchitected/latest/framework, read on 2026-05-20 through
// github.com/sjramblings/aws-well-architected-corpus. OPS07-BP02 had no separate page that day and is not counted.
const PAGES = 'https://docs.aws.amazon.com/wellarchitected/latest/framework';

/** The pillars with their questions and best practices, in AWS's order. */
export const PILLARS: readonly PillarDefinition[] = [
  OPERATIONAL_EXCELLENCE,
  SECURITY,
  RELIABILITY,
  PERFORMANCE_EFFICIENCY,
  COST_OPTIMIZATION,
  SUSTAINABILITY,
];

const QUESTIONS: ReadonlyMap<string, Question> = new Map(
  PILLARS.flatMap(({ questions }) => questions).map((question) => [question.id, question]),
);

const PRACTICES: ReadonlyMap<string, Practice> = new Map(
  [...QUESTIONS.values()].flatMap(({ bestPractices }) => bestPractices).map((practice) => [practice.id, practice]),
);

export const FRAMEWORK = {
  name: 'AWS Well-Architected Framework',
  retrieved: '2026-05-20',
  bestPractices: PRACTICES.size,
} as const;

/** Returns the best practice of an id such as `REL10-BP01`. Throws when the framework has none. */
export function practiceOf(id: string): Practice {
  const practice = PRACTICES.get(id);
  if (!practice) throw new Error(`the framework of ${FRAMEWORK.retrieved} has no best practice ${id}`);
  return practice;
}

/** Returns the question of a best practice such as `REL10-BP01`. Throws when the framework has none. */
export function questionOf(id: string): Question {
  const question = QUESTIONS.get(id.replace(/-BP\d+$/, ''));
  if (!question) throw new Error(`the framework of ${FRAMEWORK.retrieved} has no question of ${id}`);
  return question;
}

/** Returns the page of the framework about a best practice. */
export function practicePage({ page }: Practice): string {
  return `${PAGES}/${page}.html`;
}

/** Returns the pillar of a best practice or of a question: `REL` for `REL10-BP01`. */
export function pillarOf(practice: string): PillarId {
  return practice.replace(/\d.*$/, '') as PillarId;
}
