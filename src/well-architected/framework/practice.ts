import type { Pillar } from './pillar';
import type { Risk } from './risk';

/** Pillar id, as AWS begins the ids of its questions with it. */
export type PillarId = `${Pillar}`;

/** A pillar with its questions and their best practices. */
export interface PillarDefinition {
  readonly id: PillarId;
  readonly name: string;

  /** Id that assigns the questions of a custom lens to this pillar. */
  readonly lensId: string;
  readonly questions: readonly Question[];
}

export interface Question {
  /** `REL10`. */
  readonly id: string;
  readonly title: string;
  readonly bestPractices: readonly Practice[];
}

export interface Practice {
  /** `REL10-BP01`. */
  readonly id: string;
  readonly title: string;

  /** Name of its page in the framework, without the extension. */
  readonly page: string;

  /** Risk that AWS states for its absence; set for the practices that rules cover. */
  readonly risk?: Risk;
}

/** A row of the tables of best practices: id, end of the page name, title and risk. */
export type PracticeRow = readonly [id: string, page: string, title: string, risk?: Risk];

/**
 * Creates a question with its best practices.
 *
 * @param pages - common beginning of the page names of the best practices
 * @param rows - best practices in AWS's order
 */
export function question(id: string, title: string, pages: string, rows: readonly PracticeRow[]): Question {
  const bestPractices = rows.map(([practice, page, name, risk]) => ({
    id: practice,
    title: name,
    page: pages + page,
    risk,
  }));
  return { id, title, bestPractices };
}
