/**
 * Parsers for addresses of database and cache servers. Error messages never repeat an address, because it may contain a
 * password.
 */
import { CacheConfig, DatabaseConfig } from '../adapters/configuration/shop-config';

const ENGINES: Readonly<Record<string, DatabaseConfig['engine']>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mariadb',
};
/** Examples for error messages. */
const DATABASE_FORM = 'postgres://user:password@host:5432/name or mysql://user:password@host:3306/name';

const TLS_MODES: Readonly<Record<string, boolean>> = {
  disable: false,
  require: true,
  'verify-ca': true,
  'verify-full': true,
};

/** Database configuration with an option that does not exist on AWS. */
export interface LocalDatabaseConfig extends DatabaseConfig {
  /** File of trusted certificates in place of Node's. */
  readonly rootCertificates?: string;
}

/** Parses an address of a database; throws an error that completes `--database-url ...`. */
export function databaseFromUrl(text: string): LocalDatabaseConfig {
  const url = parseUrl(text, DATABASE_FORM);
  const engine = ENGINES[url.protocol];
  const name = decode(url.pathname.slice(1));
  if (engine === undefined) throw new Error(`must begin with postgres:// or mysql://, got ${url.protocol}//`);
  if (name === '' || url.hostname === '') throw new Error(`must name host and database, as in ${DATABASE_FORM}`);
  if (url.username === '') throw new Error(`must name a user, as in ${DATABASE_FORM}`);
  const host = hostOf(url);
  return {
    engine,
    host,
    port: Number(url.port || (engine === 'postgres' ? 5432 : 3306)),
    name,
    user: decode(url.username),
    signIn: 'password',
    password: decode(url.password),
    ...tlsOf(url, host),
  };
}

/**
 * Parameters as PostgreSQL's tools name them. There `require` accepts any certificate; here every certificate is
 * verified.
 */
function tlsOf({ searchParams }: URL, host: string): Pick<LocalDatabaseConfig, 'tls' | 'rootCertificates'> {
  const unknown = [...searchParams.keys()].find((name) => name !== 'sslmode' && name !== 'sslrootcert');
  if (unknown !== undefined) throw new Error('must have no parameters but sslmode and sslrootcert');
  const mode = searchParams.get('sslmode');
  if (mode !== null && !(mode in TLS_MODES)) {
    throw new Error(`must have one of these values of sslmode: ${Object.keys(TLS_MODES).join(', ')}`);
  }
  return {
    tls: mode === null ? !isLoopback(host) : TLS_MODES[mode],
    rootCertificates: searchParams.get('sslrootcert') ?? undefined,
  };
}

/** Parses an address of a cache; throws an error that completes `--cache-url ...`. */
export function cacheFromUrl(text: string): CacheConfig {
  const url = parseUrl(text, 'redis://host:6379');
  if (url.protocol !== 'redis:' && url.protocol !== 'rediss:') {
    throw new Error(`must begin with redis:// or rediss://, got ${url.protocol}//`);
  }
  if (url.hostname === '') throw new Error('must name a host, as in redis://host:6379');
  if (url.username !== '' || url.password !== '') {
    throw new Error(
      'must be without user and password: the shop supports only sign-in by IAM, which exists only on AWS',
    );
  }
  if (url.pathname.length > 1 || url.search !== '') throw new Error('must end with the port, as in redis://host:6379');
  return { host: hostOf(url), port: Number(url.port || 6379), tls: url.protocol === 'rediss:' };
}

function parseUrl(text: string, form: string): URL {
  if (!URL.canParse(text)) throw new Error(`must be an address such as ${form}`);
  return new URL(text);
}

/** Removes the brackets of an IPv6 address, which are part of the URL only. */
function hostOf(url: URL): string {
  return decode(url.hostname).replace(/^\[|\]$/g, '');
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('has a % that is not part of an encoded character: write it as %25');
  }
}
