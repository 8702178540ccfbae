import { ulid } from 'ulid';
import { acceptInvitation, inviteAdministrator } from '../../../../shop/application/administration/invitation';
import { markDelivered, markRefunded } from '../../../../shop/application/administration/order-steps';
import { changeRole } from '../../../../shop/application/administration/roles';
import { startCampaign } from '../../../../shop/application/marketing/start-campaign';
import { Role } from '../../../../shop/domain/accounts/customer';
import { hashToken, openSession } from '../../../../shop/domain/accounts/session';
import { IllegalTransition, OrderState } from '../../../../shop/domain/orders/order';
import { orderRow } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const NOW = new Date('2026-11-23T10:00:00.000Z');
const MINUTE = 60_000;

describe('decisions of administrators', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });
  beforeEach(async () => shop.query('truncate customer, orders, outbox, campaign, payment cascade'));

  async function customer(role: Role = 'customer', name = 'Ada'): Promise<string> {
    const id = ulid();
    await writing(shop.store).customers.insert({ id, email: `${id}@Example.com`, name, role, locale: 'en' });
    return id;
  }
  const roleOf = async (id: string) => (await shop.store.read.customers.find(id))?.role;
  const signIn = async (customerId: string, role: Role = 'customer') => {
    const { session } = openSession({ customerId, role }, NOW);
    await writing(shop.store).sessions.insert(session);
    return session.tokenHash;
  };

  describe('roles', () => {
    test('a new seller gets one seller row and signs in again; the row stays when the role is lost', async () => {
      const [admin, id] = [await customer('admin'), await customer('customer', '')];
      const session = await signIn(id);
      const stranger = await signIn(admin, 'admin');
      expect(await changeRole(shop.store, admin, id, 'seller')).toEqual({
        outcome: 'changed',
        endedSessions: [session],
      });
      expect(await shop.query('select customer_id, name from seller')).toEqual([
        { customer_id: id, name: `${id}@Example.com` },
      ]);
      expect(await shop.query('select token_hash from session')).toEqual([{ token_hash: stranger }]);
      expect(await changeRole(shop.store, admin, id, 'seller')).toEqual({ outcome: 'unchanged' });
      expect(await changeRole(shop.store, admin, id, 'customer')).toEqual({ outcome: 'changed', endedSessions: [] });
      expect(await changeRole(shop.store, admin, id, 'seller')).toMatchObject({ outcome: 'changed' });
      expect(await shop.query('select count(*)::int as n from seller')).toEqual([{ n: 1 }]);
    });

    test('no administrator can give up the role, and an unknown account has none', async () => {
      const admin = await customer('admin');
      expect(await changeRole(shop.store, admin, admin, 'customer')).toEqual({ outcome: 'own role' });
      expect(await changeRole(shop.store, admin, admin, 'admin')).toEqual({ outcome: 'unchanged' });
      expect(await changeRole(shop.store, admin, ulid(), 'admin')).toEqual({ outcome: 'missing' });
      expect(await roleOf(admin)).toBe('admin');
    });
  });

  describe('the first administrator', () => {
    test('an account has neither password nor role until its token is used, which works once', async () => {
      const token = await inviteAdministrator(shop.store, 'Owner@Example.com', NOW);
      expect(await shop.store.read.customers.findByEmail('owner@example.com')).toMatchObject({
        email: 'Owner@Example.com',
        role: 'customer',
      });
      expect(await shop.query('select password_hash from customer')).toEqual([{ password_hash: null }]);
      expect(await shop.query('select token_hash, purpose from one_time_token')).toEqual([
        { token_hash: hashToken(token), purpose: 'admin' },
      ]);

      expect(await acceptInvitation(shop.store, token, 'hash', new Date(NOW.getTime() + 29 * MINUTE))).toEqual({
        email: 'Owner@Example.com',
        endedSessions: [],
      });
      expect(await shop.query('select role, password_hash from customer')).toEqual([
        { role: 'admin', password_hash: 'hash' },
      ]);
      expect(await acceptInvitation(shop.store, token, 'other', NOW)).toBeUndefined();
      expect(await shop.query('select password_hash from customer')).toEqual([{ password_hash: 'hash' }]);
    });

    test('an existing customer gets the role only when the token is used, and is signed out then', async () => {
      const id = await customer('customer');
      const session = await signIn(id);
      const token = await inviteAdministrator(shop.store, `${id}@example.com`, NOW);
      expect(await roleOf(id)).toBe('customer');
      expect(await acceptInvitation(shop.store, token, 'hash', NOW)).toMatchObject({ endedSessions: [session] });
      expect(await roleOf(id)).toBe('admin');
      expect(await shop.query('select count(*)::int as n from customer')).toEqual([{ n: 1 }]);
    });

    test('an expired or invented token, and one for another purpose, is refused', async () => {
      const token = await inviteAdministrator(shop.store, 'owner@example.com', NOW);
      expect(await acceptInvitation(shop.store, token, 'hash', new Date(NOW.getTime() + 30 * MINUTE))).toBeUndefined();
      expect(await acceptInvitation(shop.store, 'x', 'hash', NOW)).toBeUndefined();
      expect(await acceptInvitation(shop.store, 'x'.repeat(43), 'hash', NOW)).toBeUndefined();
      const id = await customer();
      await writing(shop.store).tokens.insert({
        tokenHash: hashToken('r'.repeat(43)),
        purpose: 'reset',
        customerId: id,
        expiresAt: new Date(NOW.getTime() + MINUTE),
      });
      expect(await acceptInvitation(shop.store, 'r'.repeat(43), 'hash', NOW)).toBeUndefined();
      expect(
        await shop.query(
          "select role, password_hash from customer where password_hash is not null or role <> 'customer'",
        ),
      ).toEqual([]);
    });
  });

  describe('orders', () => {
    async function order(state: OrderState): Promise<string> {
      const row = orderRow({ state, totalMinor: 100, placedAt: NOW });
      await writing(shop.store).orders.insert(row);
      return row.id;
    }

    test.each([
      ['shipped', 'delivered', markDelivered],
      ['refund_due', 'refunded', markRefunded],
    ] as const)('%s becomes %s, and it is told once', async (from, to, mark) => {
      const id = await order(from);
      expect(await mark(shop.store, id)).toBe('done');
      expect(await mark(shop.store, id)).toBe('duplicate');
      expect((await shop.store.read.orders.find(id))?.state).toBe(to);
      expect(await shop.query('select id, kind from outbox')).toEqual([
        { id: `${id}:order.${to}`, kind: 'publish.orders' },
      ]);
    });

    test.each(['placed', 'paid', 'packed', 'rejected', 'cancelled', 'expired', 'refunded'] as const)(
      '%s is not delivered by a click',
      async (state) => {
        const id = await order(state);
        await expect(markDelivered(shop.store, id)).rejects.toThrow(IllegalTransition);
        expect((await shop.store.read.orders.find(id))?.state).toBe(state);
        expect(await shop.query('select id from outbox')).toEqual([]);
      },
    );

    test('an unknown order cannot be changed', async () => {
      await expect(markRefunded(shop.store, ulid())).rejects.toThrow('cannot go from missing to refunded');
    });

    test('payments of an order are listed, oldest first', async () => {
      const [id, other] = [await order('paid'), await order('paid')];
      for (const [orderId, reference] of [
        [id, 'b'],
        [id, 'c'],
        [other, 'a'],
      ] as const) {
        await writing(shop.store).payments.insert({
          provider: 'signed',
          reference,
          orderId,
          amountMinor: 100,
          currency: 'EUR',
          state: 'captured',
        });
      }
      await writing(shop.store).payments.oweRefund('signed', 'c');
      expect((await shop.store.read.payments.ofOrder(id)).map(({ reference, state }) => [reference, state])).toEqual([
        ['b', 'captured'],
        ['c', 'refund_due'],
      ]);
    });
  });

  test('a campaign is started once, for customers with consent and a working mailbox', async () => {
    const [agreed, withdrew, bounced] = [await customer(), await customer(), await customer()];
    await customer();
    const say = async (customerId: string, granted: boolean, minute: number) =>
      writing(shop.store).consents.record({
        id: ulid(),
        customerId,
        purpose: 'offers',
        granted,
        source: 'account',
        textVersion: '1',
        recordedAt: new Date(NOW.getTime() + minute * MINUTE),
      });
    for (const id of [agreed, withdrew, bounced]) await say(id, true, 0);
    await say(withdrew, false, 1);
    await writing(shop.store).customers.setMailState(`${bounced}@example.com`, 'bounced');
    expect(await shop.store.read.campaigns.audience()).toBe(1);
    const draft = { id: ulid(), subject: 'Beans', text: 'Cheap', createdBy: agreed };
    expect(await startCampaign(shop.store, draft, NOW)).toBe('started');
    expect(await startCampaign(shop.store, { ...draft, text: 'Other' }, NOW)).toBe('duplicate');
    expect(await shop.query('select subject, body, created_by, state from campaign')).toEqual([
      { subject: 'Beans', body: 'Cheap', created_by: agreed, state: 'sending' },
    ]);
    expect((await shop.store.read.campaigns.candidates(draft.id, 10)).map(({ id }) => id)).toEqual([agreed]);
  });
});
