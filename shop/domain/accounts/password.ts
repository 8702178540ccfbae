import { randomBytes, scrypt, timingSafeEqual } from 'crypto';
import { InvalidInput, normalizeEmail } from '../validation';

export const MINIMUM_PASSWORD = 12;
const MAXIMUM_PASSWORD = 200;

interface Cost {
  /** Binary logarithm of scrypt's N. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** One of the equal settings that OWASP's password storage cheat sheet names: 32 MB and some tenths of a second a try. */
const COST: Cost = { logN: 15, r: 8, p: 3 };
const HASH_BYTES = 32;

/** Long enough and tried first all the same. Shorter ones need no list; of these, what is left without digits and signs is compared. */
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

/** A password that somebody wants to have. */
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

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`: what it was made with is in it, so a later release may ask for more. */
export async function hashPassword(password: string, cost: Cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.logN, cost.r, cost.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Takes as long without a hash as with one: how long it takes does not tell who has an account. */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  const parts = parse(stored);
  const { cost, salt, hash } = parts ?? { cost: COST, salt: Buffer.alloc(16), hash: Buffer.alloc(HASH_BYTES) };
  const same = timingSafeEqual(await derive(password, salt, cost), hash);
  return parts !== undefined && same;
}

/** Made with less than we ask for now: to be made again while the password is at hand. */
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

/** In one form of Unicode: the same password from another keyboard is the same password. */
async function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** logN;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, HASH_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
