import { ulid } from 'ulid';
import { Address } from '../../../../../shop/domain/address';
import { Store } from '../../../../../shop/ports/store';
import { customerRow } from '../../../support/customers';
import { useShop } from '../../../support/use-shop';
import { writing } from '../../../support/writing';

const ADDRESS: Address = {
  name: 'Ada Lovelace',
  line1: 'Main Street 1',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};
const hash = () => ulid().toLowerCase().padEnd(64, '0');
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('the repositories of accounts', () => {
  let store: Store;
  useShop((made) => {
    store = made.store;
  });

  const customer = async (email?: string) => customerRow(store, email);

  test('an e-mail address belongs to one customer, in any spelling', async () => {
    const { id, email } = await customer();
    expect(
      await writing(store).customers.insert({
        id: ulid(),
        email: email.toUpperCase(),
        name: 'Eve',
        role: 'customer',
        locale: 'en',
      }),
    ).toBe(false);
    expect(await store.read.customers.findByEmail(` ${email.toLowerCase()} `)).toMatchObject({
      id,
      name: 'Ada',
      mailState: 'ok',
      passwordHash: 'hash',
    });
    expect((await store.read.customers.list({ search: email.slice(0, 20) })).customers.map((each) => each.id)).toEqual([
      id,
    ]);
    await writing(store).customers.setName(id, 'Ada L.');
    await writing(store).customers.setPassword(id, 'other');
    expect(await writing(store).customers.setRole(id, 'seller')).toBe(true);
    expect(await writing(store).customers.setRole(ulid(), 'admin')).toBe(false);
    expect(await store.read.customers.find(id)).toMatchObject({
      name: 'Ada L.',
      passwordHash: 'other',
      role: 'seller',
    });
  });

  test('lists have pages', async () => {
    for (const letter of ['a', 'b', 'c']) await customer(`page-${letter}@example.com`);
    const first = await store.read.customers.list({ search: 'page-', pageSize: 2 });
    const second = await store.read.customers.list({ search: 'page-', pageSize: 2, page: first.nextPage });
    expect([first, second].map((page) => page.customers.map((each) => each.email))).toEqual([
      ['page-a@example.com', 'page-b@example.com'],
      ['page-c@example.com'],
    ]);
    expect(second.nextPage).toBeUndefined();
  });

  test('a bounce does not replace a complaint', async () => {
    const { id, email } = await customer();
    expect(await writing(store).customers.setMailState(email, 'complained')).toBe(true);
    expect(await writing(store).customers.setMailState(email, 'bounced')).toBe(true);
    expect(await writing(store).customers.setMailState('unknown@example.com', 'bounced')).toBe(false);
    expect((await store.read.customers.find(id))?.mailState).toBe('complained');
  });

  test('no customer can remove the address of another', async () => {
    const [ada, eve] = [await customer(), await customer()];
    const saved = { id: ulid(), address: { ...ADDRESS, line2: 'c/o Babbage' } };
    await writing(store).customers.addAddress(ada.id, saved);
    expect(await writing(store).customers.removeAddress(eve.id, saved.id)).toBe(false);
    expect(await store.read.customers.addresses(ada.id)).toEqual([saved]);
    expect(await writing(store).customers.removeAddress(ada.id, saved.id)).toBe(true);
    expect(await store.read.customers.addresses(ada.id)).toEqual([]);
  });

  test('the latest 50 of many addresses are read', async () => {
    const { id } = await customer();
    const saved = Array.from({ length: 55 }, () => ({ id: ulid(), address: ADDRESS }));
    for (const each of saved) await writing(store).customers.addAddress(id, each);
    expect(await store.read.customers.addresses(id)).toHaveLength(50);
  });

  test('sessions exist until they are ended, one or all, or expire', async () => {
    const { id } = await customer();
    const [first, second, old] = [hash(), hash(), hash()];
    for (const tokenHash of [first, second]) {
      await writing(store).sessions.insert({ tokenHash, customerId: id, csrfSecret: hash(), expiresAt: minutes(60) });
    }
    await writing(store).sessions.insert({ tokenHash: old, csrfSecret: hash(), expiresAt: minutes(-1) });
    const cartId = ulid();
    await writing(store).sessions.setCart(first, cartId);
    await writing(store).sessions.extend(first, minutes(120));
    const found = await store.read.sessions.find(first);
    expect(found).toMatchObject({ tokenHash: first, customerId: id, cartId });
    expect(found!.expiresAt.getTime()).toBeGreaterThan(minutes(100).getTime());
    expect(await store.transaction(async (unit) => unit.sessions.removeExpired(new Date(), 10))).toBe(1);
    expect(await store.read.sessions.find(old)).toBeUndefined();
    expect([...(await writing(store).sessions.endAll(id))].sort()).toEqual([first, second].sort());
    expect(await store.read.sessions.find(second)).toBeUndefined();
    await writing(store).sessions.insert({ tokenHash: old, csrfSecret: hash(), expiresAt: minutes(1) });
    await writing(store).sessions.end(old);
    expect(await store.read.sessions.find(old)).toBeUndefined();
  });

  test('a one-time token works once, before it expires and for its purpose', async () => {
    const { id } = await customer();
    const [good, old] = [hash(), hash()];
    await writing(store).tokens.insert({ tokenHash: good, purpose: 'reset', customerId: id, expiresAt: minutes(10) });
    await writing(store).tokens.insert({ tokenHash: old, purpose: 'reset', customerId: id, expiresAt: minutes(-1) });
    expect(await writing(store).tokens.take(good, 'admin', new Date())).toBeUndefined();
    expect(await writing(store).tokens.take(old, 'reset', new Date())).toBeUndefined();
    const both = await Promise.all([1, 2].map(async () => writing(store).tokens.take(good, 'reset', new Date())));
    expect(both.filter((taken) => taken === id)).toHaveLength(1);
  });

  test('a customer is at most one seller', async () => {
    const { id } = await customer();
    const seller = { id: ulid(), customerId: id, name: 'Bean & Leaf' };
    expect(await writing(store).sellers.insert(seller)).toBe(true);
    expect(await writing(store).sellers.insert({ ...seller, id: ulid() })).toBe(false);
    expect(await store.read.sellers.findByCustomer(id)).toEqual(seller);
    expect(await store.read.sellers.find(seller.id)).toEqual(seller);
    expect(await store.read.sellers.find(ulid())).toBeUndefined();
  });
});
