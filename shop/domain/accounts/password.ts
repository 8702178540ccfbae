import { randomBytes, scrypt, timingSafeEqual } from 'crypto';
import { InvalidInput, normalizeEmail } from '../validation';

/** Fewest characters of a new password. */
export const MINIMUM_PASSWORD = 12;
const MAXIMUM_PASSWORD = 200;

/** Cost parameters of scrypt. */
interface Cost {
  /** Binary logarithm of scrypt's N. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/**
 * One of the equivalent settings in OWASP's password storage cheat sheet: 32 MB and some tenths of a second for each
 * hash.
 */
const COST: Cost = { logN: 15, r: 8, p: 3 };
const HASH_BYTES = 32;

/**
 * Common passwords that are long enough and that attackers try first. Compared without digits and signs. Shorter ones
 * are refused because of their length.
 */
const COMMON = new Set([
  'password',
  'passwordpassword',
  'passwort',
  'passwortpasswort',
  'qwertyuiop',
  'qwertyuiopasdfghjkl',
  'qwertzuiop',
  'qwertzuiopasdfghjkl',
  'letmein',
  'letmeinplease',
  'iloveyou',
  'iloveyouforever',
  'welcome',
  'welcometotheshop',
  'administrator',
  'admin',
  'changeme',
  'changemeplease',
  'trustno',
  'correcthorsebatterystaple',
  'abcdefghijkl',
  'abcdefghijklmnopqrstuvwxyz',
  'asdfghjkl',
  'asdfghjklasdfghjkl',
  'qwerty',
  'qwertyqwerty',
  'qazwsxedcrfv',
  'secret',
  'secretsecret',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'superman',
  'sunshine',
  'princess',
  'master',
  'shadow',
  'coffee',
  'coffeecoffee',
]);

/**
 * Returns a reader for a new password. The reader throws `InvalidInput` for a password that is too short, too long or
 * easy to guess.
 *
 * @param email - e-mail address of the account; a password that is built from it is refused
 */
export function readNewPassword(email: string): (value: string, field: string) => string {
  return (value, field) => {
    const length = Array.from(value).length;
    if (length < MINIMUM_PASSWORD) throw new InvalidInput(field, `must have at least ${MINIMUM_PASSWORD} characters`);
    if (length > MAXIMUM_PASSWORD) throw new InvalidInput(field, `must have at most ${MAXIMUM_PASSWORD} characters`);
    if (isGuessable(value, email)) {
      throw new InvalidInput(
        field,
        'is one of those that are tried first: three or four words that do not belong together are better',
      );
    }
    return value;
  };
}

function isGuessable(password: string, email: string): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const letters = text.replace(/[^\p{L}]/gu, '');
  const isRun = new Set(text).size <= 3 || '01234567890123456789098765432109876543210'.includes(text);
  const [name] = normalizeEmail(email).split('@');
  return (
    isRun ||
    COMMON.has(letters) ||
    text === normalizeEmail(email) ||
    (name.length >= 6 && text.startsWith(name) && text.length - name.length < 5)
  );
}

/**
 * Hashes a password as `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`. The text contains the cost, so a later release may
 * raise it.
 *
 * @param cost - lower only in tests; `isWeakHash` reports lower ones
 */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.logN, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/**
 * Compares a password with a stored hash. Takes as long without a hash as with one, so that the duration does not
 * reveal which accounts exist.
 *
 * @param stored - the account's hash; undefined when there is no account or it has no password: never matches
 */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const parts = parse(stored);
  const { cost, salt, hash } = parts ?? { cost: COST, salt: Buffer.alloc(16), hash: Buffer.alloc(HASH_BYTES) };
  const same = timingSafeEqual(await derive(password, salt, cost), hash);
  return parts !== undefined && same;
}

/**
 * Tells that a hash has a lower cost than today's. It is to be replaced at the next sign-in, when the password is
 * known.
 */
export function isWeakHash(stored: string): boolean {
  const cost = parse(stored)?.cost;
  return (
    cost === undefined || cost.logN < COST.logN || (cost.logN === COST.logN && (cost.r < COST.r || cost.p < COST.p))
  );
}

function parse(
  stored: string | undefined,
): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } | undefined {
  const [, logN, r, p, salt, hash] =
    /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]{43})$/.exec(stored ?? '') ?? [];
  if (hash === undefined) return undefined;
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    hash: Buffer.from(hash, 'base64url'),
  };
}

/** Normalizes the Unicode form first: keyboards encode the same character in different ways. */
async function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** logN;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
