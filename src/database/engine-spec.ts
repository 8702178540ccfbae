import type { IInstanceEngine, LicenseModel } from 'aws-cdk-lib/aws-rds';

/** The supported database engines. */
export type EngineFamily = 'postgres' | 'mysql' | 'mariadb' | 'oracle';

/** Rules for the name of a database. */
export interface NameRule {
  readonly fallback: string;
  readonly pattern: RegExp;
  readonly expected: string;
  /** Names that the engine itself uses. */
  readonly reserved: string[];
}

/** RDS's default for the number of connections: the memory of the class divided by a divisor, at most `limit`. */
export interface ConnectionFormula {
  readonly bytesPerConnection: number;
  readonly limit: number;
}

/** The properties in which engines differ, so that no other code depends on a particular engine. */
export interface EngineSpec {
  readonly family: EngineFamily;
  readonly instanceEngine: IInstanceEngine;
  readonly licenseModel?: LicenseModel;
  /** The port on which the instance listens, never the engine's well-known port. */
  readonly port: number;
  /** The port on which clients of the instance itself connect over TLS. */
  readonly tlsPort: number;
  /** The port of RDS Proxy for this engine, which cannot be changed; undefined when RDS offers no proxy for it. */
  readonly proxyPort?: number;
  /** True when the engine accepts IAM tokens instead of passwords. */
  readonly iamSignIn: boolean;
  /** True when the engine runs on Graviton. */
  readonly graviton: boolean;
  /** True when RDS offers Performance Insights on burstable classes with at most 2 GiB too. */
  readonly insightsOnSmallClasses: boolean;
  readonly logs: string[];
  readonly parameters: Record<string, string>;
  readonly databaseName: NameRule;
  readonly connections: ConnectionFormula;
  /** The allocated storage from which gp3 includes 12000 instead of 3000 I/O operations a second. */
  readonly fastStorageGibibytes: number;
}
