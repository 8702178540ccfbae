import { Customer } from '../../domain/accounts/customer';
import { hashToken, isToken, Session } from '../../domain/accounts/session';
import { parseJson, readObject } from '../../domain/validation';
import { Cache } from '../../ports/cache';

import { Store } from '../../ports/store';

export interface KnownSession {
  readonly session: Session;
  /** Without the hash of the password, which stays in the database. */
  readonly customer?: Customer;
}

/**
 * How long a copy may be older than the table. Signing out removes it at once; this is the bound for when the cache does not hear of it, and
 * how long visitors stay signed in while the database is away.
 */
const COPY_SECONDS = 300;

/** Sessions: the table is the truth, the cache has copies of it. */
export class SessionStore {
  constructor(
    private readonly store: Store,
    private readonly cache: Cache,
  ) {}

  /** Also an expired one: who asks decides by the clock. Throws when there is no copy and the database is away. */
  async find(token: string): Promise<KnownSession | undefined> {
    if (!isToken(token)) return undefined;
    const tokenHash = hashToken(token);
    const copy = parse(await this.cache.get(key(tokenHash)));
    if (copy && copy.session.tokenHash === tokenHash) return copy;
    const known = await this.read(tokenHash);
    if (known) await this.keep(known);
    return known;
  }

  /** From the table, whatever the cache says: for what only staff may do. */
  async read(tokenHash: string): Promise<KnownSession | undefined> {
    const session = await this.store.read.sessions.find(tokenHash);
    if (!session) return undefined;
    const customer =
      session.customerId === undefined ? undefined : await this.store.read.customers.find(session.customerId);
    return { session, ...(customer ? { customer: withoutHash(customer) } : {}) };
  }

  async keep(known: KnownSession): Promise<void> {
    await this.cache.set(key(known.session.tokenHash), JSON.stringify(known), COPY_SECONDS);
  }

  /** The next page reads the table again. */
  async forget(tokenHash: string): Promise<void> {
    await this.cache.set(key(tokenHash), '', COPY_SECONDS);
  }
}

function key(tokenHash: string): string {
  return `v1:session:${tokenHash}`;
}

export function withoutHash({ passwordHash: _, ...customer }: Customer): Customer {
  return customer;
}

/** Another release may have written it: what does not fit is a miss. */
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
