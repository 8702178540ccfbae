import { DatabaseConfig } from '../../../shop/adapters/configuration/shop-config';

export type EngineName = 'postgres' | 'mariadb';

/**
 * Real database server. Statements use separate connections and never the shop's code; write them so that both engines
 * accept them.
 */
export interface EngineServer {
  readonly engine: EngineName;
  /** Bundle for this engine. */
  readonly bundle: 'postgres' | 'mysql';
  /** Creates an empty database with a separate user that has all permissions in it. */
  createDatabase(): Promise<DatabaseConfig>;
  query<T = Record<string, unknown>>(config: DatabaseConfig, sql: string): Promise<T[]>;
  /** User with all permissions, as in the master secret. */
  administrator(config: DatabaseConfig): { readonly username: string; readonly password: string };
  changePassword(config: DatabaseConfig, user: string, password: string): Promise<void>;
  /** Ends every session of that user, as a failover does. */
  disconnect(config: DatabaseConfig, user: string): Promise<void>;
  crash(): Promise<void>;
  /** Starts again on the same port with the committed data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}
