import { ulid } from 'ulid';
import { Browser, Page } from './browser';
import { Role } from '../../../../../shop/domain/accounts/customer';
import { Store } from '../../../../../shop/ports/store';
import { writing } from '../../../support/writing';

export const PASSWORD = 'kettle lantern otter';

/** A customer whose password is known by its hash only. */
export async function newCustomer(store: Store, passwordHash: string, role: Role = 'customer') {
  const id = ulid();
  const email = `${id.toLowerCase()}@example.com`;
  await writing(store).customers.insert({ id, email, name: 'Ada', role, locale: 'en', passwordHash });
  return { id, email };
}

export async function signIn(browser: Browser, email: string, password = PASSWORD, next = '/account'): Promise<Page> {
  const form = await browser.get(`/sign-in?next=${encodeURIComponent(next)}`);
  return browser.submit(form, '/sign-in', { email, password });
}
