import { Statement } from './record';
import { DatabaseConfig } from '../../shop/adapters/configuration/shop-config';

export interface PageSpec {
  readonly name: string;
  readonly path: string;
  readonly search: string;
  readonly pageSize: number;
  /** What the shop asks the database for when it has no copy. */
  readonly statements: readonly Statement[];
}

/** What the bare server is to do. */
export interface Serve {
  readonly database: DatabaseConfig;
  readonly poolSize: number;
  readonly shopName: string;
  readonly pages: readonly PageSpec[];
}

/** What the load generator is to do. */
export interface Load {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly warmMs: number;
  readonly measuredMs: number;
}

export interface Answered {
  readonly perSecond: number;
  /** Anything but a 200. */
  readonly failed: number;
}
