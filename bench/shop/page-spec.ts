import { Statement } from './record';
import { DatabaseConfig } from '../../shop/adapters/configuration/shop-config';

export interface PageSpec {
  readonly name: string;
  readonly path: string;
  readonly search: string;
  readonly pageSize: number;
  /** Statements of the shop when it has no copy. */
  readonly statements: readonly Statement[];
}

/** Task of the bare server. */
export interface Serve {
  readonly database: DatabaseConfig;
  readonly poolSize: number;
  readonly shopName: string;
  readonly pages: readonly PageSpec[];
}

/** Task of the load generator. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly warmMs: number;
  readonly measuredMs: number;
}

export interface Answered {
  readonly perSecond: number;
  /** Answers with a status other than 200. */
  readonly failed: number;
}
