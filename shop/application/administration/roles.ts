import { ulid } from 'ulid';
import { Role } from '../../domain/accounts/customer';

import { Store } from '../../ports/store';

export type RoleChange =
  /** The sessions that ended with it: staff sign in every day, customers stay signed in for weeks. */
  | { readonly outcome: 'changed'; readonly endedSessions: readonly string[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'own role' };

const MAXIMUM_SELLER_NAME = 120;

/** Gives somebody another role. Whoever becomes a seller can have products from then on; who was one keeps them for when they are again. */
export async function changeRole(store: Store, adminId: string, customerId: string, role: Role): Promise<RoleChange> {
  // A shop that nobody administers any more could only be helped from a server's command line.
  if (customerId === adminId && role !== 'admin') return { outcome: 'own role' };
  return store.transaction(async (unit) => {
    const customer = await unit.customers.find(customerId);
    if (!customer) return { outcome: 'missing' };
    if (role === 'seller') {
      const name = (customer.name || customer.email).slice(0, MAXIMUM_SELLER_NAME);
      await unit.sellers.insert({ id: ulid(), customerId, name });
    }
    if (customer.role === role) return { outcome: 'unchanged' };
    await unit.customers.setRole(customerId, role);
    return { outcome: 'changed', endedSessions: await unit.sessions.endAll(customerId) };
  });
}
