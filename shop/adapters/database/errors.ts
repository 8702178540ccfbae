import { StoreError, StoreProblem } from '../../application/store-error';
/** What a driver's error means. MySQL and MariaDB are told apart by number only: the driver names some of them after other errors. */

export type Failure = 'duplicate' | 'conflict' | 'check' | StoreProblem;

const POSTGRES: Readonly<Record<string, Failure>> = {
  '23505': 'duplicate',
  '23514': 'check',
  '40001': 'conflict',
  '40P01': 'conflict',
  '55P03': 'conflict',
  // Missing table, column, permission, user or database: the migration has not been here yet.
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

/** The drivers give these no code. */
const LOST =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|not queryable|connection is in closed state|Pool is closed/;

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

/** The form in which the rest of the shop sees it. Errors that are not the database's own pass unchanged. */
export function toStoreError(error: unknown): unknown {
  const failure = classify(error);
  if (error instanceof StoreError) return error;
  if (failure === 'unavailable' || failure === 'schema') return new StoreError(failure, error);
  // Still in conflict after all attempts: as good as away, a later delivery will do.
  if (failure === 'conflict') return new StoreError('unavailable', error);
  return error;
}

/** By shape, not by class: a driver's error may come from another realm, such as a test runner's. */
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
