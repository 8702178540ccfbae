import { createHmac, randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { recordConsents } from '../../application/accounts/record-consents';
import { createProduct } from '../../application/inventory/products';
import { Role } from '../../domain/accounts/customer';
import { hashPassword } from '../../domain/accounts/password';
import { Store, UnitOfWork } from '../../ports/store';

export interface DemoAccount {
  readonly role: Role;
  readonly email: string;
  /** Absent: it was printed when the account was made, on a server that is not this program's own. */
  readonly password?: string;
}

export interface SeedOptions {
  readonly store: Store;
  readonly roles: readonly Role[];
  /** What only this database's owner knows: the passwords come from it, so that they are the same at every start. */
  readonly secret?: string;
  readonly now: Date;
}

const NAMES: Readonly<Record<Role, string>> = {
  admin: 'Alex Administrator',
  seller: 'Sam Seller',
  customer: 'Casey Customer',
};

const ADDRESS = { name: NAMES.customer, line1: 'Main Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' };

/** The seller's own: everything else in the demonstration catalogue is the shop's. */
const SELLERS_PRODUCT = {
  sku: 'TOWEL-2',
  name: 'Linen tea towels, pair',
  description: 'Two towels of washed linen, 50 by 70 cm, woven in Portugal.',
  priceMinor: 1890,
  currency: 'EUR',
  active: true,
  lowMark: 3,
};

/** Stretching makes up for what people choose; these are random, and the first sign-in makes the hash anew with the shop's own cost. */
const COST = { logN: 12, r: 8, p: 1 };

const ON_SHELF = 24;

/** Accounts to sign in with on this machine; those that are there already stay as they are. */
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
    await furnish(unit, id, role, now);
    return true;
  });
  if (isNew && role === 'seller') await stockShelf(store, id, now);
  return { role, email, password };
}

async function furnish(unit: UnitOfWork, id: string, role: Role, now: Date): Promise<void> {
  if (role === 'seller') await unit.sellers.insert({ id: ulid(), customerId: id, name: 'Sam’s kitchen linen' });
  if (role !== 'customer') return;
  await unit.customers.addAddress(id, { id: ulid(), address: ADDRESS });
  // So that a campaign has somebody to go to.
  await recordConsents(unit, id, new Set(['offers', 'reminders']), 'demonstration', now);
}

async function stockShelf(store: Store, customerId: string, now: Date): Promise<void> {
  const seller = await store.read.sellers.findByCustomer(customerId);
  if (!seller) return;
  const manager = { role: 'seller', customerId, sellerId: seller.id } as const;
  const id = ulid();
  if ((await createProduct(store, manager, { id, ...SELLERS_PRODUCT }, now)) !== 'created') return;
  // Not as a delivery, which would begin the shop's life with a mail that something is back.
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

/** 80 bits in letters and digits that nobody confuses when typing them. */
function readable(bytes: Buffer): string {
  const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
  const characters = Array.from(bytes.subarray(0, 16), (byte) => alphabet[byte % alphabet.length]).join('');
  return characters.replace(/(.{4})(?=.)/g, '$1-');
}
