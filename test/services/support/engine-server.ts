import { DatabaseConfig } from '../../../shop/adapters/configuration/shop-config';

export type EngineName = 'postgres' | 'mariadb';

/** A real database server. Statements go over connections of its own, never through the shop's code; write them so that both engines take them. */
export interface EngineServer {
  readonly engine: EngineName;
  /** Which of the bundles talks to it. */
  readonly bundle: 'postgres' | 'mysql';
  /** An empty database and a user of its own that may do anything in it. */
  createDatabase(): Promise<DatabaseConfig>;
  query<T = Record<string, unknown>>(config: DatabaseConfig, sql: string): Promise<T[]>;
  /** The user who may do everything, as the master secret knows it. */
  administrator(config: DatabaseConfig): { readonly username: string; readonly password: string };
  changePassword(config: DatabaseConfig, user: string, password: string): Promise<void>;
  /** Ends every session of that user, as a failover does. */
  disconnect(config: DatabaseConfig, user: string): Promise<void>;
  crash(): Promise<void>;
  /** On the same port, with what was committed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}
