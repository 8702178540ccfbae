import { ulid } from 'ulid';
import { writing } from './writing';
import { Store } from '../../../shop/ports/store';

/** Row of a customer with an invented password hash. */
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
