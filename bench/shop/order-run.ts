import { Rounds } from './result';
import { DatabaseConfig } from '../../shop/adapters/configuration/shop-config';

/** What the process that places orders is to do. */
export interface OrderRun {
  readonly database: DatabaseConfig;
  readonly products: readonly string[];
  readonly rounds: number;
  /** A round has so many batches. */
  readonly batches: number;
  /** Messages in a batch. */
  readonly batch: number;
}

/** Orders a second, and how many statements each is. */
export interface OrderTimes extends Rounds {
  readonly statements: number;
}
