import type { Resource } from '../../workload/resource';
import { isRecord, listOf, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** Properties in which CloudFormation takes a password as text. */
const PASSWORD_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::RDS::DBInstance': 'MasterUserPassword',
  'AWS::RDS::DBCluster': 'MasterUserPassword',
  'AWS::DocDB::DBCluster': 'MasterUserPassword',
  'AWS::Redshift::Cluster': 'MasterUserPassword',
  'AWS::ElastiCache::ReplicationGroup': 'AuthToken',
  'AWS::ElastiCache::User': 'Passwords',
  'AWS::MemoryDB::User': 'AuthenticationMode.Passwords',
  'AWS::IAM::User': 'LoginProfile.Password',
};

export const PASSWORD_TYPES = Object.keys(PASSWORD_PROPERTIES);

/** Returns the paths of the properties of a resource that contain a password, or one of several passwords. */
export function passwordsOf(resource: Resource): string[] {
  const path = PASSWORD_PROPERTIES[resource.type];
  const given = resource.raw(path);
  if (given === undefined) return [];
  return Array.isArray(given) ? given.map((_, index) => `${path}.${index}`) : [path];
}

const DYNAMIC_REFERENCE = /^\{\{resolve:(secretsmanager|ssm-secure|ssm):/;

/**
 * Returns the values of a property, as far as a reader of the template can tell whether they are secrets. A dynamic
 * reference is no secret, and neither is an attribute of another resource. A parameter remains unknown.
 *
 * @param isResource - true for a value that refers to a resource of the app
 */
export function asWritten(values: readonly Possible[], isResource: (value: unknown) => boolean): Possible[] {
  return values.map((possible) => {
    if (possible.known) return possible;
    const text = textOf(possible.value);
    return DYNAMIC_REFERENCE.test(text) || isResource(possible.value) ? { known: true, value: undefined } : possible;
  });
}

/** True when the value, or one of several values, is text that every reader of the template can see. */
export function isLiteral(value: unknown): boolean {
  return listOf(value).some(
    (one) => typeof one === 'number' || (typeof one === 'string' && one !== '' && !DYNAMIC_REFERENCE.test(one)),
  );
}

const CREDENTIAL_WORDS = new Set([
  'pass',
  'passwd',
  'password',
  'passphrase',
  'pwd',
  'secret',
  'secrets',
  'token',
  'apikey',
  'credential',
  'credentials',
]);

const KEY_KINDS = new Set(['api', 'access', 'private', 'secret', 'signing']);

/**
 * True for names such as `DB_PASSWORD`, `apiKey` and `STRIPE_SECRET_2`, but not for `TOKEN_TTL` or `SECRET_ARN`, which
 * describe a secret.
 */
export function namesCredential(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const [kind, last] = [words.at(-2) ?? '', words.at(-1) ?? ''];
  return CREDENTIAL_WORDS.has(last) || (last === 'key' && KEY_KINDS.has(kind));
}

/** Numbers, switches, ARNs, addresses and paths, which at most lead to a secret. */
const HARMLESS = /^(-?\d+(\.\d+)?|true|false|yes|no|on|off|none|arn:.*|[a-z][a-z0-9+.-]*:\/\/.*|\/.*)$/i;

export function isHarmless(value: unknown): boolean {
  return !isLiteral(value) || typeof value !== 'string' || HARMLESS.test(value);
}

/** Id of a permanent access key. Nothing else has this form. */
const ACCESS_KEY = /(^|[^A-Z0-9])AKIA[A-Z2-7]{16}([^A-Z0-9]|$)/;

export function holdsAccessKey(value: unknown): boolean {
  return typeof value === 'string' && ACCESS_KEY.test(value);
}

/** Address with a password, such as `postgres://shop:swordfish@host/shop`. */
const PASSWORD_IN_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/[^/:@\s]*:[^/@\s{<]+@/i;

export function holdsPassword(value: unknown): boolean {
  return typeof value === 'string' && PASSWORD_IN_ADDRESS.test(value);
}

/** Returns the names of secrets and parameters of the app. A text that equals one of them is a reference. */
export function namesOfSecrets(resources: readonly Resource[]): ReadonlySet<unknown> {
  return new Set(resources.flatMap((resource) => listOf(resource.get('Name'))).filter((name) => !isRecord(name)));
}
