import type { Pillar } from './pillar';
import type { Risk } from './risk';

/** The pillars by the letters that AWS uses in the ids of its questions. */
export type PillarId = `${Pillar}`;

/** A pillar with its questions and their best practices. */
export interface PillarDefinition {
  readonly id: PillarId;
  readonly name: string;

  /** The id that maps the questions of a custom lens to this pillar. */
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

  /** The name of its page in the framework, without the ending. */
  readonly page: string;

  /** What AWS says its absence risks: noted for those that rules speak about. */
  readonly risk?: Risk;
}

/** A best practice as the tables write it: id, end of its page's name, title and risk. */
export type PracticeRow = readonly [id: string, page: string, title: string, risk?: Risk];

/** A question with its best practices; the names of their pages begin with `pages`. */
export function question(id: string, title: string, pages: string, rows: readonly PracticeRow[]): Question {
  const bestPractices = rows.map(([practice, page, name, risk]) => ({
    id: practice,
    title: name,
    page: pages + page,
    risk,
  }));
  return { id, title, bestPractices };
}
