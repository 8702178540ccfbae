import { createHmac, randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { recordConsents } from '../../application/accounts/record-consents';
import { createProduct } from '../../application/inventory/products';
import { Role } from '../../domain/accounts/customer';
import { hashPassword } from '../../domain/accounts/password';
import { Store, UnitOfWork } from '../../ports/store';

/** Account of the demonstration. */
export interface DemoAccount {
  readonly role: Role;
  readonly email: string;
  /** Absent: it was printed when the account was created, on a server that the user had named. */
  readonly password?: string;
}

/** Options of `seedAccounts`. */
export interface SeedOptions {
  readonly store: Store;
  readonly roles: readonly Role[];
  /** Secret of the embedded database. Passwords are derived from it, so they are the same at every start. */
  readonly secret?: string;
  readonly now: Date;
}

const NAMES: Readonly<Record<Role, string>> = {
  admin: 'Alex Administrator',
  seller: 'Sam Seller',
  customer: 'Casey Customer',
};

const ADDRESS = { name: NAMES.customer, line1: 'Main Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' };

/** The only product of the demonstration's seller: the shop sells all others. */
const SELLERS_PRODUCT = {
  sku: 'TOWEL-2',
  name: 'Linen tea towels, pair',
  description: 'Two towels of washed linen, 50 by 70 cm, woven in Portugal.',
  priceMinor: 1890,
  currency: 'EUR',
  active: true,
  lowMark: 3,
};

/**
 * Lower cost, because these passwords are random, unlike those of people. The first sign-in replaces the hash by one
 * with the shop's usual cost.
 */
const COST = { logN: 12, r: 8, p: 1 };

const ON_SHELF = 24;

/** Creates accounts to sign in with on this machine; existing ones stay unchanged. */
export async function seedAccounts(options: SeedOptions): Promise<readonly DemoAccount[]> {
  return Promise.all(options.roles.map(async (role) => seed(options, role)));
}

async function seed(options: SeedOptions, role: Role): Promise<DemoAccount> {
  const { store, secret, now } = options;
  const email = `${role}@shop.example`;
  const password =
    secret === undefined
      ? readable(randomBytes(32))
      : readable(createHmac('sha256', secret).update(`account ${email}`).digest());
  if (await store.read.customers.findByEmail(email)) {
    return { role, email, ...(secret === undefined ? {} : { password }) };
  }
  const id = ulid();
  const passwordHash = await hashPassword(password, COST);
  const isNew = await store.transaction(async (unit) => {
    if (!(await unit.customers.insert({ id, email, name: NAMES[role], passwordHash, role, locale: 'en' }))) {
      return false;
    }
    await createRelated(unit, id, role, now);
    return true;
  });
  if (isNew && role === 'seller') await createSellersProduct(store, id, now);
  return { role, email, password };
}

async function createRelated(unit: UnitOfWork, id: string, role: Role, now: Date): Promise<void> {
  if (role === 'seller') await unit.sellers.insert({ id: ulid(), customerId: id, name: 'Sam’s kitchen linen' });
  if (role !== 'customer') return;
  await unit.customers.addAddress(id, { id: ulid(), address: ADDRESS });
  // So that a campaign has a recipient.
  await recordConsents(unit, id, new Set(['offers', 'reminders']), 'demonstration', now);
}

async function createSellersProduct(store: Store, customerId: string, now: Date): Promise<void> {
  const seller = await store.read.sellers.findByCustomer(customerId);
  if (!seller) return;
  const manager = { role: 'seller', customerId, sellerId: seller.id } as const;
  const id = ulid();
  if ((await createProduct(store, manager, { id, ...SELLERS_PRODUCT }, now)) !== 'created') return;
  // Not as a delivery, which would send a mail that a product is back in stock.
  await store.transaction(async (unit) => {
    await unit.inventory.adjust(id, ON_SHELF);
    await unit.stock.record({
      orderId: ulid(),
      productId: id,
      kind: 'restock',
      onHandDelta: ON_SHELF,
      reservedDelta: 0,
    });
  });
}

/** Password of about 80 bits, of characters that are not confused when they are typed. */
function readable(bytes: Buffer): string {
  const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
  const characters = Array.from(bytes.subarray(0, 16), (byte) => alphabet[byte % alphabet.length]).join('');
  return characters.replace(/(.{4})(?=.)/g, '$1-');
}
