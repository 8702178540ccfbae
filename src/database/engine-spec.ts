import type { IInstanceEngine, LicenseModel } from 'aws-cdk-lib/aws-rds';

/** The engines that the shop can stand on. */
export type EngineFamily = 'postgres' | 'mysql' | 'mariadb' | 'oracle';

/** How a database of this engine may be called. */
export interface NameRule {
  readonly fallback: string;
  readonly pattern: RegExp;
  readonly expected: string;
  /** Names that the engine itself has taken. */
  readonly reserved: string[];
}

/** How many connections RDS allows by default: the memory of the class divided by this, at most `limit`. */
export interface ConnectionFormula {
  readonly bytesPerConnection: number;
  readonly limit: number;
}

/** Everything in which the engines differ, so that nothing else asks which engine it is. */
export interface EngineSpec {
  readonly family: EngineFamily;
  readonly instanceEngine: IInstanceEngine;
  readonly licenseModel?: LicenseModel;
  /** Where the instance listens: never the engine's well-known port. */
  readonly port: number;
  /** Where clients of the instance itself sign in over TLS. */
  readonly tlsPort: number;
  /** Where a proxy for this engine listens, which cannot be chosen; absent when there is no proxy for it. */
  readonly proxyPort?: number;
  /** Whether the engine checks IAM tokens instead of passwords. */
  readonly iamSignIn: boolean;
  /** Whether the engine runs on Graviton. */
  readonly graviton: boolean;
  /** Whether Performance Insights watch burstable classes with at most 2 GiB too. */
  readonly insightsOnSmallClasses: boolean;
  readonly logs: string[];
  readonly parameters: Record<string, string>;
  readonly databaseName: NameRule;
  readonly connections: ConnectionFormula;
  /** From this allocated storage on, gp3 gives 12000 instead of 3000 I/O operations a second, for nothing. */
  readonly fastStorageGibibytes: number;
}
