import { ulid } from 'ulid';
import { Store } from '../../../../../shop/ports/store';
import { customerRow } from '../../../support/customers';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { writing } from '../../../support/writing';

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('the repositories of carts, consents and campaigns', () => {
  let shop: TestShopDatabase;
  let store: Store;
  useShop((made) => {
    shop = made;
    store = made.store;
  });

  const customer = async (email?: string) => customerRow(store, email);

  test('a cart belongs to at most one customer and records its last change', async () => {
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
});
