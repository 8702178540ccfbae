import { parseArgs } from 'util';
import { messageOf } from './message-of';
import { cacheFromUrl, databaseFromUrl, LocalDatabaseConfig } from './urls';
import { CacheConfig } from '../adapters/configuration/shop-config';

/** Options of the command line. */
export interface LocalOptions {
  readonly help: boolean;
  readonly port: number;
  /** Absent: the embedded PostgreSQL. */
  readonly database?: LocalDatabaseConfig;
  /** Absent: a cache in the process. */
  readonly cache?: CacheConfig;
  /** Folder that keeps the embedded database and the pictures; absent: a temporary folder. */
  readonly data?: string;
  readonly shipAfterSeconds: number;
  readonly demo: boolean;
}

/** Thrown for an invalid command line; the message names the option and its expected form. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Text of `--help`. */
export const HELP = `Runs the whole shop on this machine: storefront, functions, queue, topics, schedule, mail.
No AWS account is used.

Usage: cdk-ecommerce-architecture shop [options]

  --port <number>         where the shop listens, on this machine only (default 8080, 0 = any free one)
  --database-url <url>    postgres://user:password@host:5432/name or mysql://user:password@host:3306/name
                          (default: an embedded PostgreSQL). TLS is off for this machine and verified for every
                          other; ?sslmode=disable or ?sslmode=verify-full changes that, ?sslrootcert=<file>
                          adds an authority
  --cache-url <url>       redis://host:6379, or rediss:// for TLS (default: a cache in the process)
  --data <folder>         keeps database and pictures there (default: a temporary folder, removed at the end)
  --ship-after <seconds>  how long the demonstration warehouse takes (default 5)
  --no-demo               no demonstration products and accounts
  --help                  this text

Ctrl-C stops it gracefully, a second Ctrl-C at once.
`;

const OPTIONS = {
  port: { type: 'string' },
  'database-url': { type: 'string' },
  'cache-url': { type: 'string' },
  data: { type: 'string' },
  'ship-after': { type: 'string' },
  'no-demo': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Parses the command line; throws `UsageError` for invalid options. */
export function parseOptions(args: readonly string[]): LocalOptions {
  const values = parse(args);
  const database = values['database-url'];
  const cache = values['cache-url'];
  const data = values.data;
  if (data?.trim() === '') throw new UsageError('--data must name a folder, got an empty text');
  return {
    help: values.help ?? false,
    port: wholeNumber('port', values.port ?? '8080', 65_535),
    database: database === undefined ? undefined : given('database-url', () => databaseFromUrl(database)),
    cache: cache === undefined ? undefined : given('cache-url', () => cacheFromUrl(cache)),
    data,
    shipAfterSeconds: wholeNumber('ship-after', values['ship-after'] ?? '5', 86_400),
    demo: !values['no-demo'],
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // Node's message continues with an explanation of positional arguments, which this command does not have.
    throw new UsageError(messageOf(error).split(/\n|\. /)[0]);
  }
}

function wholeNumber(option: string, text: string, maximum: number): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) > maximum) {
    throw new UsageError(`--${option} must be a whole number from 0 to ${maximum}, got ${JSON.stringify(text)}`);
  }
  return Number(text);
}

function given<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`--${option} ${messageOf(error)}`);
  }
}
