import { ulid } from 'ulid';
import { Role } from '../../domain/accounts/customer';
import { Store } from '../../ports/store';

/** Result of a role change. */
export type RoleChange =
  /** The account's sessions have ended: staff sessions last hours, customers' sessions weeks. */
  | { readonly outcome: 'changed'; readonly endedSessions: readonly string[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'own role' };

const MAXIMUM_SELLER_NAME = 120;

/**
 * Changes the role of an account. A new seller may create products from then on. The products of a former seller
 * remain, for the case that the account becomes a seller again.
 *
 * @param adminId - administrator who makes the change and may not give up this role
 * @param customerId - account to change
 */
export async function changeRole(store: Store, adminId: string, customerId: string, role: Role): Promise<RoleChange> {
  // Without any administrator, only a server's command line could create a new one.
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
