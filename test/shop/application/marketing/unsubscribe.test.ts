import { ulid } from 'ulid';
import {
  findSubscription,
  unsubscribeToken,
  withdrawConsent,
} from '../../../../shop/application/marketing/unsubscribe';
import { Purpose } from '../../../../shop/domain/marketing/consent';
import { unsubscribeUrl } from '../../../../shop/domain/marketing/unsubscribe-url';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

describe('unsubscribing', () => {
  let shop: TestShopDatabase;
  let customerId: string;
  useShop((made) => {
    shop = made;
  });
  beforeEach(async () => {
    customerId = ulid();
    await writing(shop.store).customers.insert({
      id: customerId,
      email: `${customerId}@example.com`,
      name: 'Ada',
      role: 'customer',
      locale: 'en',
    });
    for (const purpose of ['offers', 'reminders'] as const) {
      await writing(shop.store).consents.record({
        id: ulid(),
        customerId,
        purpose,
        granted: true,
        source: 'account',
        textVersion: '1',
        recordedAt: new Date(Date.now() - 1_000),
      });
    }
  });

  const tokenFor = async (purpose: Purpose) =>
    shop.store.transaction(async (unit) => unsubscribeToken(unit, customerId, purpose));
  const granted = async () =>
    Promise.all(
      (['offers', 'reminders'] as const).map(async (purpose) => shop.store.read.consents.granted(customerId, purpose)),
    );

  test('a customer has one token for each purpose, in all mails', async () => {
    const [first, again, other] = [await tokenFor('offers'), await tokenFor('offers'), await tokenFor('reminders')];
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(await findSubscription(shop.store, first)).toEqual({ customerId, purpose: 'offers' });
    expect(unsubscribeUrl('https://shop.example', first)).toBe(`https://shop.example/unsubscribe?token=${first}`);
  });

  test('ends only the mails of its purpose, and is recorded once', async () => {
    const token = await tokenFor('offers');
    expect(await withdrawConsent(shop.store, token, new Date())).toBe('withdrawn');
    expect(await withdrawConsent(shop.store, token, new Date())).toBe('withdrawn');
    expect(await granted()).toEqual([false, true]);
    expect(await shop.query('select source from consent where customer_id = $1 and not granted', [customerId])).toEqual(
      [{ source: 'unsubscribe' }],
    );
  });

  test('a token never expires: after a new consent it can unsubscribe again', async () => {
    const token = await tokenFor('offers');
    await withdrawConsent(shop.store, token, new Date());
    await writing(shop.store).consents.record({
      id: ulid(),
      customerId,
      purpose: 'offers',
      granted: true,
      source: 'account',
      textVersion: '1',
      recordedAt: new Date(Date.now() + 1_000),
    });
    expect(await granted()).toEqual([true, true]);
    await withdrawConsent(shop.store, token, new Date(Date.now() + 2_000));
    expect(await granted()).toEqual([false, true]);
  });

  test.each([undefined, '', 7, 'x', 'a'.repeat(43), "' or 1=1 --", ['a']])(
    '%p is no token and changes nothing',
    async (token) => {
      expect(await withdrawConsent(shop.store, token, new Date())).toBe('unknown');
      expect(await findSubscription(shop.store, token)).toBeUndefined();
      expect(await granted()).toEqual([true, true]);
    },
  );
});
