import { StoreError, StoreProblem } from '../../application/store-error';

/** Meaning of a driver's error. `check`: a check constraint was violated. */
export type Failure = 'duplicate' | 'conflict' | 'check' | StoreProblem;

/** Error codes of PostgreSQL. */
const POSTGRES: Readonly<Record<string, Failure>> = {
  '23505': 'duplicate',
  '23514': 'check',
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'conflict',
  // Missing table, column, permission, user or database: the migration has not run yet.
  '42P01': 'schema',
  '42703': 'schema',
  '42501': 'schema',
  '28P01': 'schema',
  '28000': 'schema',
  '3D000': 'schema',
  '53300': 'unavailable',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
};

/**
 * Error numbers of MySQL and MariaDB. Errors are recognized by number only, because the driver gives some of them names
 * of other errors.
 */
const MYSQL: Readonly<Record<number, Failure>> = {
  1062: 'duplicate',
  3819: 'check',
  4025: 'check',
  1205: 'conflict',
  1213: 'conflict',
  // MariaDB with snapshot isolation: the row changed since it was read.
  1020: 'conflict',
  1044: 'schema',
  1045: 'schema',
  1049: 'schema',
  1054: 'schema',
  1142: 'schema',
  1146: 'schema',
  1040: 'unavailable',
  1053: 'unavailable',
  1203: 'unavailable',
  1290: 'unavailable',
  1927: 'unavailable',
};

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'PROTOCOL_ENQUEUE_AFTER_FATAL_ERROR',
  'ER_PROTOCOL_SEQUENCE_TIMEOUT',
]);

/** Messages of lost connections, for which the drivers have no code. */
const LOST = new RegExp(
  [
    'Connection terminated',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error',
    'not queryable',
    'connection is in closed state',
    'Pool is closed',
  ].join('|'),
);

/** Returns the meaning of a driver's error. */
export function classify(error: unknown): Failure {
  if (error instanceof StoreError) return error.problem;
  const { code, errno, severity, message, errors } = facts(error);
  // A host with several addresses fails with one error for each.
  if (errors.length > 0) return classify(errors[0]);
  if (severity !== undefined && code !== undefined) {
    return POSTGRES[code] ?? (code.startsWith('08') ? 'unavailable' : 'other');
  }
  if (code !== undefined && NETWORK.has(code)) return 'unavailable';
  if (errno !== undefined && errno > 0) return MYSQL[errno] ?? 'other';
  return LOST.test(message) ? 'unavailable' : 'other';
}

/** Converts a database error for the rest of the shop. Other errors are returned unchanged. */
export function toStoreError(error: unknown): unknown {
  const failure = classify(error);
  if (error instanceof StoreError) return error;
  if (failure === 'unavailable' || failure === 'schema') return new StoreError(failure, error);
  // A conflict that remains after all attempts counts as unavailable: a later delivery tries again.
  if (failure === 'conflict') return new StoreError('unavailable', error);
  return error;
}

/**
 * Reads an error by its fields, not by its class: a driver's error may come from another realm, such as a test
 * runner's.
 */
function facts(error: unknown): {
  code?: string;
  errno?: number;
  severity?: string;
  message: string;
  errors: readonly unknown[];
} {
  if (typeof error !== 'object' || error === null) return { message: String(error), errors: [] };
  const { code, errno, severity, message, errors } = error as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : undefined,
    errno: typeof errno === 'number' ? errno : undefined,
    severity: typeof severity === 'string' ? severity : undefined,
    message: typeof message === 'string' ? message : '',
    errors: Array.isArray(errors) ? errors : [],
  };
}
