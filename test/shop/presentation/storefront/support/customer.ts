import { ulid } from 'ulid';
import { Browser } from './browser';
import { TestStorefront } from './storefront';
import { openSession } from '../../../../../shop/domain/accounts/session';
import { writing } from '../../../support/writing';

/** Signs a new customer in without a password; returns the id. */
export async function signedInCustomer({ store, clock }: TestStorefront, browser: Browser): Promise<string> {
  const id = ulid();
  await writing(store).customers.insert({
    id,
    email: `${id.toLowerCase()}@example.com`,
    name: 'Ada',
    role: 'customer',
    locale: 'en',
  });
  const { token, session } = openSession({ customerId: id, role: 'customer' }, clock.now());
  await writing(store).sessions.insert(session);
  browser.cookies.set('__Host-session', token);
  return id;
}

export async function addToCart(browser: Browser, product: string) {
  return browser.submit(await browser.get(`/products/${product}`), '/cart/add', { quantity: '1' });
}
