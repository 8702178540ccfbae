import type { Resource } from '../../workload/resource';
import { isRecord, listOf, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** Where CloudFormation takes a password as text. */
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

/** The properties of a resource that hold a password, or a list of them, and are given. */
export function passwordsOf(resource: Resource): string[] {
  const path = PASSWORD_PROPERTIES[resource.type];
  const given = resource.raw(path);
  if (given === undefined) return [];
  return Array.isArray(given) ? given.map((_, index) => `${path}.${index}`) : [path];
}

const DYNAMIC_REFERENCE = /^\{\{resolve:(secretsmanager|ssm-secure|ssm):/;

/**
 * A value as far as a reader of the template can tell whether it is a secret: a dynamic reference is none, whatever intrinsics it is joined
 * from, and neither is what another resource gives. A parameter remains unknown.
 */
export function asWritten(values: readonly Possible[], isResource: (value: unknown) => boolean): Possible[] {
  return values.map((possible) => {
    if (possible.known) return possible;
    const text = textOf(possible.value);
    return DYNAMIC_REFERENCE.test(text) || isResource(possible.value) ? { known: true, value: undefined } : possible;
  });
}

/** Whether it, or one of several, is there for everybody to read. */
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

/** `DB_PASSWORD`, `apiKey`, `STRIPE_SECRET_2`; but not `TOKEN_TTL` or `SECRET_ARN`, which say something about a secret. */
export function namesCredential(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
  const [kind, last] = [words.at(-2) ?? '', words.at(-1) ?? ''];
  return CREDENTIAL_WORDS.has(last) || (last === 'key' && KEY_KINDS.has(kind));
}

/** Numbers, switches, ARNs, addresses and paths lead to a secret at most. */
const HARMLESS = /^(-?\d+(\.\d+)?|true|false|yes|no|on|off|none|arn:.*|[a-z][a-z0-9+.-]*:\/\/.*|\/.*)$/i;

export function isHarmless(value: unknown): boolean {
  return !isLiteral(value) || typeof value !== 'string' || HARMLESS.test(value);
}

/** The id of a permanent access key: nothing else looks like it. */
const ACCESS_KEY = /(^|[^A-Z0-9])AKIA[A-Z2-7]{16}([^A-Z0-9]|$)/;

export function holdsAccessKey(value: unknown): boolean {
  return typeof value === 'string' && ACCESS_KEY.test(value);
}

/** `postgres://shop:swordfish@host/shop` */
const PASSWORD_IN_ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/[^/:@\s]*:[^/@\s{<]+@/i;

export function holdsPassword(value: unknown): boolean {
  return typeof value === 'string' && PASSWORD_IN_ADDRESS.test(value);
}

/** The names that secrets and parameters of the app are known by: text that repeats one is a reference. */
export function namesOfSecrets(resources: readonly Resource[]): ReadonlySet<unknown> {
  return new Set(resources.flatMap((resource) => listOf(resource.get('Name'))).filter((name) => !isRecord(name)));
}
