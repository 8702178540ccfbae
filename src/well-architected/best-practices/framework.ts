import type { Risk } from '../report/model';
import type { PillarId } from '../rule';

export interface Pillar {
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
