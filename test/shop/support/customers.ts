import { ulid } from 'ulid';
import { writing } from './writing';
import { Store } from '../../../shop/ports/store';

/** A row of a customer, with a made-up hash in place of a password's. */
export async function customerRow(store: Store, email = `${ulid()}@Example.com`) {
  const id = ulid();
  await writing(store).customers.insert({
    id,
    email,
    name: 'Ada',
    role: 'customer',
    locale: 'en',
    passwordHash: 'hash',
  });
  return { id, email };
}
