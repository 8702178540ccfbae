/**
 * Users of the shop in the access tests: accounts with all kinds of personal data, and the proofs of their identity.
 */
import { createHash } from 'crypto';
import { ulid } from 'ulid';
import { recordConsents } from '../../../../shop/application/accounts/record-consents';
import { hashCode } from '../../../../shop/application/accounts/reset-password';
import { createProduct } from '../../../../shop/application/inventory/products';
import { unsubscribeToken } from '../../../../shop/application/marketing/unsubscribe';
import { Role } from '../../../../shop/domain/accounts/customer';
import { hashPassword } from '../../../../shop/domain/accounts/password';
import { csrfToken, openSession } from '../../../../shop/domain/accounts/session';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { Store } from '../../../../shop/ports/store';
import { writing } from '../../support/writing';

/** Proofs that a browser or client sends. */
export interface Identity {
  readonly session?: string;
  /** Token of the session's forms. */
  readonly csrf?: string;
  /** Orders with their access tokens, for the browser's cookie. */
  readonly orders?: readonly Secret[];
  /** For the header `Authorization`. */
  readonly bearer?: string;
}

export interface Secret {
  readonly id: string;
  readonly token: string;
}

export interface Person extends Identity {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly session: string;
  readonly sessionHash: string;
  readonly csrf: string;
  readonly addressId: string;
  /** Part of the person's name and address. */
  readonly mark: string;
}

export interface SellerPerson extends Person {
  readonly sellerId: string;
  readonly onSale: string;
  /** Product that was never on sale; its texts contain the person's mark. */
  readonly draft: string;
}

const NOW = () => new Date();

/** @param mark - word that occurs nowhere else: any answer that contains it has revealed data of this person */
export async function newPerson(store: Store, mark: string, role: Role = 'customer'): Promise<Person> {
  const [id, addressId] = [ulid(), ulid()];
  const email = `${mark}@${mark}.example.com`.toLowerCase();
  const password = `${mark} lantern otter`;
  const passwordHash = await hashPassword(password);
  await writing(store).customers.insert({ id, email, name: `Name ${mark}`, role, locale: 'en', passwordHash });
  await writing(store).customers.addAddress(id, { id: addressId, address: addressOf(`${mark}home`) });
  const { token, session } = openSession({ customerId: id, role }, NOW());
  await writing(store).sessions.insert(session);
  return {
    id,
    email,
    password,
    session: token,
    sessionHash: session.tokenHash,
    csrf: csrfToken(session),
    addressId,
    mark,
  };
}

/** @param numbers - price and stock of the draft */
export async function newSeller(
  store: Store,
  mark: string,
  numbers: { readonly price: number; readonly stock: number } = { price: 4_321, stock: 7 },
): Promise<SellerPerson> {
  const person = await newPerson(store, mark, 'seller');
  const sellerId = ulid();
  await writing(store).sellers.insert({ id: sellerId, customerId: person.id, name: `Shop ${mark}` });
  const [onSale, draft] = [ulid(), ulid()];
  const manager = { role: 'seller', customerId: person.id, sellerId } as const;
  const product = { description: 'For everyone', priceMinor: 1_250, currency: 'EUR', lowMark: 1 };
  await createProduct(store, manager, { ...product, id: onSale, sku: onSale, name: 'Plain cup', active: true }, NOW());
  await createProduct(
    store,
    manager,
    {
      ...product,
      id: draft,
      sku: `${mark}sku`,
      name: `Draft ${mark}`,
      description: `Secret of ${mark}`,
      priceMinor: numbers.price,
      active: false,
    },
    NOW(),
  );
  await writing(store).inventory.adjust(onSale, 20);
  await writing(store).inventory.adjust(draft, numbers.stock);
  return { ...person, sellerId, onSale, draft };
}

export function addressOf(mark: string) {
  return { name: `Person ${mark}`, line1: `Lane ${mark} 5`, postalCode: '10115', city: `Town ${mark}`, country: 'DE' };
}

/** Consent to offers, and the token that ends it. */
export async function consentTo(store: Store, { id }: Person): Promise<string> {
  return store.transaction(async (unit) => {
    await recordConsents(unit, id, new Set(['offers'] as const), 'account', NOW());
    return unsubscribeToken(unit, id, 'offers');
  });
}

export async function newResetCode(store: Store, customerId: string): Promise<string> {
  const code = createHash('sha256').update(ulid()).digest('hex').slice(0, 20).toUpperCase();
  await writing(store).tokens.insert({
    tokenHash: hashCode(code),
    purpose: 'reset',
    customerId,
    expiresAt: inAnHour(),
  });
  return code;
}

export async function newInvitation(store: Store, customerId: string): Promise<string> {
  const token = newAccessToken();
  await writing(store).tokens.insert({
    tokenHash: createHash('sha256').update(token).digest('hex'),
    purpose: 'admin',
    customerId,
    expiresAt: inAnHour(),
  });
  return token;
}

function inAnHour(): Date {
  return new Date(Date.now() + 3_600_000);
}
