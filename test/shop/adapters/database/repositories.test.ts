import { ulid } from 'ulid';
import { Address } from '../../../../shop/domain/address';
import { Store } from '../../../../shop/ports/store';
import { orderRow } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const ADDRESS: Address = {
  name: 'Ada Lovelace',
  line1: 'Main Street 1',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};
const hash = () => ulid().toLowerCase().padEnd(64, '0');
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('what the shop keeps about people and products', () => {
  let shop: TestShopDatabase;
  let store: Store;
  useShop((made) => {
    shop = made;
    store = made.store;
  });

  const customer = async (email = `${ulid()}@Example.com`) => {
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
  };

  test('an e-mail address belongs to one customer, however it is typed', async () => {
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

  test('lists come in pages', async () => {
    for (const letter of ['a', 'b', 'c']) await customer(`page-${letter}@example.com`);
    const first = await store.read.customers.list({ search: 'page-', pageSize: 2 });
    const second = await store.read.customers.list({ search: 'page-', pageSize: 2, page: first.nextPage });
    expect([first, second].map((page) => page.customers.map((each) => each.email))).toEqual([
      ['page-a@example.com', 'page-b@example.com'],
      ['page-c@example.com'],
    ]);
    expect(second.nextPage).toBeUndefined();
  });

  test('a complaint outlives a bounce', async () => {
    const { id, email } = await customer();
    expect(await writing(store).customers.setMailState(email, 'complained')).toBe(true);
    expect(await writing(store).customers.setMailState(email, 'bounced')).toBe(true);
    expect(await writing(store).customers.setMailState('nobody@example.com', 'bounced')).toBe(false);
    expect((await store.read.customers.find(id))?.mailState).toBe('complained');
  });

  test('nobody removes the address of another customer', async () => {
    const [ada, eve] = [await customer(), await customer()];
    const saved = { id: ulid(), address: { ...ADDRESS, line2: 'c/o Babbage' } };
    await writing(store).customers.addAddress(ada.id, saved);
    expect(await writing(store).customers.removeAddress(eve.id, saved.id)).toBe(false);
    expect(await store.read.customers.addresses(ada.id)).toEqual([saved]);
    expect(await writing(store).customers.removeAddress(ada.id, saved.id)).toBe(true);
    expect(await store.read.customers.addresses(ada.id)).toEqual([]);
  });

  test('of many addresses the latest 50 are read', async () => {
    const { id } = await customer();
    const saved = Array.from({ length: 55 }, () => ({ id: ulid(), address: ADDRESS }));
    for (const each of saved) await writing(store).customers.addAddress(id, each);
    expect(await store.read.customers.addresses(id)).toHaveLength(50);
  });

  test('sessions live until they end, all at once or by age', async () => {
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

  test('a one-time token works once, in time and for its purpose', async () => {
    const { id } = await customer();
    const [good, old] = [hash(), hash()];
    await writing(store).tokens.insert({ tokenHash: good, purpose: 'reset', customerId: id, expiresAt: minutes(10) });
    await writing(store).tokens.insert({ tokenHash: old, purpose: 'reset', customerId: id, expiresAt: minutes(-1) });
    expect(await writing(store).tokens.take(good, 'admin', new Date())).toBeUndefined();
    expect(await writing(store).tokens.take(old, 'reset', new Date())).toBeUndefined();
    const both = await Promise.all([1, 2].map(async () => writing(store).tokens.take(good, 'reset', new Date())));
    expect(both.filter((taken) => taken === id)).toHaveLength(1);
  });

  test('a customer is one seller at most', async () => {
    const { id } = await customer();
    const seller = { id: ulid(), customerId: id, name: 'Bean & Leaf' };
    expect(await writing(store).sellers.insert(seller)).toBe(true);
    expect(await writing(store).sellers.insert({ ...seller, id: ulid() })).toBe(false);
    expect(await store.read.sellers.findByCustomer(id)).toEqual(seller);
    expect(await store.read.sellers.find(seller.id)).toEqual(seller);
    expect(await store.read.sellers.find(ulid())).toBeUndefined();
  });

  test('a cart is given to one customer and remembers when it was touched', async () => {
    const product = await shop.product({});
    const { id } = await customer();
    const [cart, other] = [ulid(), ulid()];
    for (const each of [cart, other]) await writing(store).carts.insert({ id: each, touchedAt: minutes(-300) });
    await writing(store).carts.putLine(cart, { productId: product, quantity: 1, priceMinor: 1000 }, minutes(-300));
    await writing(store).carts.putLine(cart, { productId: product, quantity: 3, priceMinor: 900 }, minutes(-290));
    expect(await writing(store).carts.give(cart, id)).toBe(true);
    expect(await writing(store).carts.give(other, id)).toBe(false);
    const line = { productId: product, quantity: 3, priceMinor: 900 };
    expect(await store.read.carts.findByCustomer(id)).toMatchObject({ id: cart, customerId: id, lines: [line] });

    const claim = async () =>
      store.transaction(async (unit) => {
        const claimed = await unit.carts.claimAbandoned(minutes(-240), 10);
        for (const each of claimed) await unit.carts.reminded(each.id, new Date());
        return claimed.map((each) => each.id);
      });
    expect(await claim()).toEqual([cart]);
    expect(await claim()).toEqual([]);
    await writing(store).carts.removeLine(cart, product, minutes(-250));
    expect(await claim()).toEqual([]);
    await writing(store).carts.putLine(cart, { productId: product, quantity: 1, priceMinor: 900 }, minutes(-250));
    expect(await claim()).toEqual([cart]);
    await writing(store).carts.clear(cart, new Date());
    expect((await store.read.carts.find(cart))?.lines).toEqual([]);
    expect(await store.transaction(async (unit) => unit.carts.removeForgotten(minutes(-240), 10))).toBe(1);
    expect(await store.read.carts.find(other)).toBeUndefined();
    expect(await store.read.carts.find(cart)).toBeDefined();
  });

  test('the latest consent counts, and a campaign reaches each customer once', async () => {
    const [yes, withdrawn, silent, bounced] = await Promise.all([1, 2, 3, 4].map(async () => customer()));
    const say = async (id: string, granted: boolean, at: Date) =>
      writing(store).consents.record({
        id: ulid(),
        customerId: id,
        purpose: 'offers',
        granted,
        source: 'account',
        textVersion: '1',
        recordedAt: at,
      });
    for (const { id } of [yes, withdrawn, bounced]) await say(id, true, minutes(-10));
    await say(withdrawn.id, false, minutes(-5));
    await writing(store).customers.setMailState(bounced.email, 'bounced');
    expect(
      await Promise.all([yes, withdrawn, silent].map(async ({ id }) => store.read.consents.granted(id, 'offers'))),
    ).toEqual([true, false, false]);
    expect(await store.read.consents.granted(yes.id, 'reminders')).toBe(false);

    const campaign = {
      id: ulid(),
      subject: 'Sale',
      text: 'All of it',
      createdBy: yes.id,
      createdAt: new Date(Math.floor(Date.now() / 1000) * 1000),
    };
    expect(await writing(store).campaigns.insert(campaign)).toBe(true);
    expect((await store.read.campaigns.candidates(campaign.id, 10)).map((each) => each.id)).toEqual([yes.id]);
    expect(await writing(store).campaigns.addRecipient(campaign.id, yes.id, new Date())).toBe(true);
    expect(await writing(store).campaigns.addRecipient(campaign.id, yes.id, new Date())).toBe(false);
    expect(await store.read.campaigns.candidates(campaign.id, 10)).toEqual([]);
    expect(await store.read.campaigns.unfinished(10)).toEqual([{ ...campaign, state: 'sending', recipients: 1 }]);
    await writing(store).campaigns.finish(campaign.id);
    expect(await store.read.campaigns.unfinished(10)).toEqual([]);
    expect(await store.read.campaigns.list()).toEqual([{ ...campaign, state: 'sent', recipients: 1 }]);
    expect(await store.read.campaigns.find(campaign.id)).toMatchObject({ state: 'sent' });
  });

  test('who changes a product must have seen its latest version, and nobody takes away what is reserved', async () => {
    const { id: by } = await customer();
    const seller = { id: ulid(), customerId: by, name: 'Seller' };
    await writing(store).sellers.insert(seller);
    const product = {
      id: ulid(),
      sku: ulid(),
      name: 'Tea',
      description: 'Green',
      priceMinor: 500,
      currency: 'EUR',
      active: true,
      sellerId: seller.id,
    };
    expect(await writing(store).inventory.insert({ product, lowMark: 3 })).toBe(true);
    expect(await writing(store).inventory.insert({ product: { ...product, id: ulid() }, lowMark: 3 })).toBe(false);
    expect(
      await writing(store).inventory.update(product.id, 1, {
        priceMinor: 600,
        imageKey: 'media/x.jpg',
        name: 'Tea 2',
        description: 'Black',
        active: false,
      }),
    ).toBe(true);
    expect(await writing(store).inventory.update(product.id, 1, { priceMinor: 700 })).toBe(false);
    await writing(store).inventory.recordPrice({
      productId: product.id,
      version: 2,
      priceMinor: 600,
      currency: 'EUR',
      changedBy: by,
      changedAt: new Date(0),
    });
    expect(await store.read.inventory.prices(product.id)).toEqual([
      { productId: product.id, version: 2, priceMinor: 600, currency: 'EUR', changedBy: by, changedAt: new Date(0) },
    ]);
    expect(await writing(store).inventory.adjust(product.id, 5)).toBe(true);
    await writing(store).stock.reserve(product.id, 4);
    expect(await writing(store).inventory.adjust(product.id, -2)).toBe(false);
    await writing(store).inventory.setLowMark(product.id, 1);
    expect(await store.read.inventory.list({ sellerId: seller.id, pageSize: 5 })).toEqual({
      articles: [
        {
          product: {
            ...product,
            name: 'Tea 2',
            description: 'Black',
            priceMinor: 600,
            active: false,
            imageKey: 'media/x.jpg',
            version: 2,
          },
          stock: { productId: product.id, onHand: 5, reserved: 4, lowMark: 1 },
        },
      ],
    });
    expect((await store.read.inventory.list({ pageSize: 1 })).nextPage).toBe(2);
  });

  test('performed effects are forgotten when they are old, what waits is not', async () => {
    await writing(store).outbox.add(
      ['done', 'waits'].map((id) => ({ id, kind: 'mail' as const, payload: { to: 'a@example.com' } })),
    );
    await writing(store).outbox.sent('done');
    const forget = async (before: Date) => store.transaction(async (unit) => unit.outbox.forget(before, 10));
    expect([await forget(minutes(-1)), await forget(minutes(1)), await forget(minutes(1))]).toEqual([0, 1, 0]);
    expect(await shop.query('select id from outbox')).toEqual([{ id: 'waits' }]);
    await shop.query('delete from outbox');
  });

  test('a consumer recognises a message that it had', async () => {
    const receive = async (consumer: string) =>
      store.transaction(async (unit) => unit.inbox.receive(consumer, 'message-1'));
    expect([await receive('a'), await receive('a'), await receive('b')]).toEqual([true, false, true]);
    expect(await store.transaction(async (unit) => unit.inbox.forget(minutes(1), 1))).toBe(1);
    expect(await store.transaction(async (unit) => unit.inbox.forget(minutes(1), 10))).toBe(1);
  });
});

describe('what does not fit together', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  test('each kind of mismatch is found, and nothing else', async () => {
    const { store } = shop;
    const [right, wrong] = [await shop.product({ onHand: 5 }), await shop.product({ onHand: 5 })];
    expect(await store.read.audit.stockMismatches(10)).toEqual([]);
    await shop.query('update stock set on_hand = 4 where product_id = $1', [wrong]);
    expect(await store.read.audit.stockMismatches(10)).toEqual([
      { productId: wrong, onHand: 4, reserved: 0, movedOnHand: 5, movedReserved: 0 },
    ]);

    const [waiting, unsold] = [ulid(), ulid()];
    for (const id of [waiting, unsold]) {
      await writing(store).orders.insert(orderRow({ id }));
      await writing(store).orders.insertLines(id, [{ productId: right, name: 'x', quantity: 1, priceMinor: 1000 }]);
    }
    await writing(store).payments.insert({
      provider: 'signed',
      reference: 'p1',
      orderId: waiting,
      amountMinor: 1000,
      currency: 'EUR',
      state: 'captured',
    });
    await writing(store).orders.move(unsold, 'placed', 'paid');
    expect(await store.read.audit.capturedButUnpaid(10)).toMatchObject([{ orderId: waiting, reference: 'p1' }]);
    expect(await store.read.audit.paidWithoutSale(10)).toEqual([unsold]);

    await writing(store).payments.recordEvent({
      provider: 'signed',
      eventId: 'e1',
      eventType: 'payment.captured',
      rawBody: '{}',
    });
    expect(await store.read.audit.unknownEvents(minutes(-5), 10)).toEqual([
      { provider: 'signed', eventId: 'e1', rawBody: '{}' },
    ]);
    expect(await store.read.audit.unknownEvents(minutes(5), 10)).toEqual([]);

    await writing(store).outbox.add(['a', 'b'].map((id) => ({ id, kind: 'mail' as const, payload: {} })));
    await shop.query("update outbox set state = 'dead' where id = 'a'");
    expect(await writing(store).audit.outbox(minutes(1))).toEqual({ late: 1, dead: 1 });
    expect(await writing(store).audit.outbox(minutes(-1))).toEqual({ late: 0, dead: 1 });
    expect((await store.read.orders.latest({ state: 'paid' })).map((order) => order.id)).toEqual([unsold]);
    expect(await store.read.orders.latest({ limit: 5 })).toHaveLength(2);
  });
});
