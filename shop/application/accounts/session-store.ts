import { Customer } from '../../domain/accounts/customer';
import { hashToken, isToken, Session } from '../../domain/accounts/session';
import { parseJson, readObject } from '../../domain/validation';
import { Cache } from '../../ports/cache';
import { Store } from '../../ports/store';

/** Session with the signed-in customer. */
export interface KnownSession {
  readonly session: Session;
  /** Without the password's hash, which never leaves the database. Absent for visitors. */
  readonly customer?: Customer;
}

/**
 * Lifetime of a cached session. Signing out removes it at once, so this only counts when the cache misses that. It is
 * also how long visitors stay signed in while the database is unavailable.
 */
const COPY_SECONDS = 300;

/** Sessions in the database with copies in the cache. */
export class SessionStore {
  constructor(
    private readonly store: Store,
    private readonly cache: Cache,
  ) {}

  /**
   * Returns the session of a token, also an expired one: the caller compares its end with the time. Throws when there
   * is no copy and the database is unavailable.
   */
  async find(token: string): Promise<KnownSession | undefined> {
    if (!isToken(token)) return undefined;
    const tokenHash = hashToken(token);
    const copy = parse(await this.cache.get(key(tokenHash)));
    if (copy && copy.session.tokenHash === tokenHash) return copy;
    const known = await this.read(tokenHash);
    if (known) await this.keep(known);
    return known;
  }

  /** Reads the session from the database and not from the cache: for everything that only staff may do. */
  async read(tokenHash: string): Promise<KnownSession | undefined> {
    const session = await this.store.read.sessions.find(tokenHash);
    if (!session) return undefined;
    const customer =
      session.customerId === undefined ? undefined : await this.store.read.customers.find(session.customerId);
    return { session, ...(customer ? { customer: withoutHash(customer) } : {}) };
  }

  /** Caches the session. */
  async keep(known: KnownSession): Promise<void> {
    await this.cache.set(key(known.session.tokenHash), JSON.stringify(known), COPY_SECONDS);
  }

  /** Removes the cached copy; the next page reads the database again. */
  async forget(tokenHash: string): Promise<void> {
    await this.cache.set(key(tokenHash), '', COPY_SECONDS);
  }
}

function key(tokenHash: string): string {
  return `v1:session:${tokenHash}`;
}

/** Returns the customer without the password's hash. */
export function withoutHash({ passwordHash: _, ...customer }: Customer): Customer {
  return customer;
}

/** Parses a cached copy. Another release may have written it, so an unexpected format counts as a miss. */
function parse(text: string | undefined): KnownSession | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const fields = readObject(parseJson(text, 'copy'), 'copy') as unknown as KnownSession;
    const expiresAt = new Date(fields.session.expiresAt);
    if (Number.isNaN(expiresAt.getTime()) || typeof fields.session.csrfSecret !== 'string') return undefined;
    return { ...fields, session: { ...fields.session, expiresAt } };
  } catch {
    return undefined;
  }
}
