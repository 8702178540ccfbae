/**
 * A visitor who buys.
 *
 *   const ada = new Shopper(app);
 *   await ada.add(product, '2');                                   // into the cart
 *   const ordered = await ada.checkOut({ email: 'ada@example.com' });
 *   await shop.processOrders();
 *   const page = await ada.follow(ordered);                        // the order's page
 */
import { ulid } from 'ulid';
import { Browser, FormFields, Page } from './browser';
import { openSession } from '../../../../../shop/domain/accounts/session';
import { Store } from '../../../../../shop/ports/store';
import { writing } from '../../../support/writing';

/** Fields of the delivery address in the checkout form. */
export const ADDRESS = {
  name: 'Ada Lovelace',
  line1: 'Main Street 1',
  line2: '',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

export class Shopper extends Browser {
  async add(product: string, quantity = '1'): Promise<Page> {
    return this.submit(await this.get(`/products/${product}`), '/cart/add', { quantity });
  }

  /** Everything that is in the cart. */
  async checkOut(fields: FormFields = {}): Promise<Page> {
    return this.submit(await this.get('/checkout'), '/checkout', { email: 'ada@example.com', ...ADDRESS, ...fields });
  }

  async buy(product: string, quantity = '1', fields: FormFields = {}): Promise<Page> {
    await this.add(product, quantity);
    return this.checkOut(fields);
  }

  /** Signs in as a new customer without a password; returns the customer's id. */
  async becomeCustomer(store: Store, now = new Date()): Promise<string> {
    const id = ulid();
    const email = `${id.toLowerCase()}@example.com`;
    await writing(store).customers.insert({ id, email, name: 'Ada', role: 'customer', locale: 'en' });
    const { token, session } = openSession({ customerId: id, role: 'customer' }, now);
    await writing(store).sessions.insert(session);
    this.cookies.set('__Host-session', token);
    return id;
  }

  /** Another browser, into which these cookies were copied. */
  copyTo<T extends Browser>(other: T, ...names: readonly string[]): T {
    for (const [name, value] of this.cookies) {
      if (names.length === 0 || names.includes(name)) other.cookies.set(name, value);
    }
    return other;
  }
}

/** Returns the order number in an answer that redirects to an order. */
export function orderIn({ location }: Page): string {
  const [, orderId] = /^\/orders\/([0-9A-Z]{26})$/.exec(location) ?? [];
  if (orderId === undefined) throw new Error(`${location} is no order's page`);
  return orderId;
}
