import { Kysely } from 'kysely';
import { createDialect, engineFamily } from './driver';
import { PasswordSource } from './driver-options';
import { passwordSource } from './password';
import { Schema } from './schema';
import { VARIABLES } from '../../../src/contract/variables';
import { DatabaseConfig } from '../configuration/shop-config';

/** Options of a database connection. */
export interface ConnectOptions {
  /** One connection for a function; for a server its share of the database's connections. */
  readonly poolSize?: number;
  readonly queryTimeoutMs?: number;
  /** Only for direct connections to the database: the certificate of RDS Proxy chains to public roots. */
  readonly certificateAuthorities?: readonly string[];
  /** Password in place of the configured one, such as that of the master secret. */
  readonly password?: PasswordSource;
}

/** Database with the shop's schema. */
export type Database = Kysely<Schema>;

/**
 * Returns the database; the first query opens the first connection.
 *
 * @param options - the defaults fit a function behind RDS Proxy
 * @throws Error when the bundle has the driver of another engine
 */
export function connect(config: DatabaseConfig, options: ConnectOptions = {}): Database {
  const wanted = config.engine === 'postgres' ? 'postgres' : 'mysql';
  if (wanted !== engineFamily) {
    throw new Error(
      `${VARIABLES.database.engine} is ${config.engine} but this bundle was made for ${engineFamily}: ` +
        'deploy the bundle of the other engine',
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
