/** Accounts and sign-ins for tests of limits, where comparing passwords takes no time. */
import { ulid } from 'ulid';
import { Browser, Page } from './browser';
import * as passwords from '../../../../../shop/domain/accounts/password';
import { Store } from '../../../../../shop/ports/store';
import { writing } from '../../../support/writing';

export const PASSWORD = 'kettle lantern otter';

export interface TestAccount {
  readonly id: string;
  readonly email: string;
}

/** Makes an account with the password above. */
export async function account(store: Store): Promise<TestAccount> {
  const id = ulid();
  const email = `${id.toLowerCase()}@example.com`;
  const passwordHash = await passwords.hashPassword(PASSWORD);
  await writing(store).customers.insert({ id, email, name: 'Ada', role: 'customer', locale: 'en', passwordHash });
  return { id, email };
}

export async function signIn(browser: Browser, email: string, password = PASSWORD): Promise<Page> {
  return browser.post('/sign-in', { email, password, next: '/account' });
}

export interface Hashing {
  /** Passwords that were hashed or compared since the replacement. */
  count: number;
}

/** Replaces scrypt by a fast hash that also differs for each password and each time. */
export function quickPasswords(): Hashing {
  const hashing = { count: 0 };
  const quick = (password: string) => Buffer.from(password).toString('base64url').padEnd(43, 'A').slice(0, 43);
  jest.spyOn(passwords, 'hashPassword').mockImplementation(async (password) => {
    hashing.count += 1;
    return `scrypt$15$8$3$${ulid()}$${quick(password)}`;
  });
  jest.spyOn(passwords, 'passwordMatches').mockImplementation(async (password, stored) => {
    hashing.count += 1;
    return stored?.endsWith(`$${quick(password)}`) ?? false;
  });
  return hashing;
}
