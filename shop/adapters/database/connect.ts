import { Kysely } from 'kysely';
import { createDialect, engineFamily } from './driver';
import { PasswordSource } from './driver-options';
import { passwordSource } from './password';
import { Schema } from './schema';
import { VARIABLES } from '../../../src/contract/variables';
import { DatabaseConfig } from '../configuration/shop-config';

export interface ConnectOptions {
  /** One for a function, the connection budget's share for a server. */
  readonly poolSize?: number;
  readonly queryTimeoutMs?: number;
  /** Only for the database endpoint itself; the proxy's certificate chains to public roots. */
  readonly certificateAuthorities?: readonly string[];
  /** Another password than the configuration's own, such as the master secret's. */
  readonly password?: PasswordSource;
}

export type Database = Kysely<Schema>;

/** Nothing is opened before the first query. */
export function connect(config: DatabaseConfig, options: ConnectOptions = {}): Database {
  const wanted = config.engine === 'postgres' ? 'postgres' : 'mysql';
  if (wanted !== engineFamily) {
    throw new Error(
      `${VARIABLES.database.engine} is ${config.engine} but this bundle was made for ${engineFamily}: deploy the bundle of the other engine`,
    );
  }
  return new Kysely<Schema>({
    dialect: createDialect({
      host: config.host,
      port: config.port,
      database: config.name,
      user: config.user,
      password: options.password ?? passwordSource(config),
      tls: config.tls,
      certificateAuthorities: options.certificateAuthorities,
      poolSize: options.poolSize ?? 1,
      connectTimeoutMs: 3_000,
      queryTimeoutMs: options.queryTimeoutMs ?? 5_000,
    }),
  });
}
