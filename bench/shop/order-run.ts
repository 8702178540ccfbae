import { Rounds } from './result';
import { DatabaseConfig } from '../../shop/adapters/configuration/shop-config';

/** Task of the process that places orders. */
export interface OrderRun {
  readonly database: DatabaseConfig;
  readonly products: readonly string[];
  readonly rounds: number;
  /** Batches in a round. */
  readonly batches: number;
  /** Messages in a batch. */
  readonly batch: number;
}

/** Orders a second, and the number of statements of each order. */
export interface OrderTimes extends Rounds {
  readonly statements: number;
}
