import { output } from '../../../shop/adapters/log';
import { sqsEvent } from '../support/events';
import { orderPath } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';

const OFFER = {
  offerId: 'o', email: 'ada@example.com', consentedAt: '2026-01-01T00:00:00Z', subject: 'Sale', text: 'All beans.', unsubscribeUrl: 'https://shop.example/u',
};

describe('customer notification', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let events = 0;
  const news = (kind: string, payload: object, eventId = `event-${events += 1}`) => ({ eventId, kind, payload });

  test('an offer goes only to who asked for it, once, with a way out', async () => {
    const path = orderPath(shop.store);
    const offer = news('offer.announced', OFFER);
    await path.notify(sqsEvent([offer, offer, news('offer.announced', { ...OFFER, consentedAt: undefined }), news('offer.announced', { ...OFFER, consentedAt: 'yes' })]));
    expect(path.mailbox.mails).toHaveLength(1);
    expect(path.mailbox.mails[0]).toMatchObject({ to: 'ada@example.com', subject: 'Sale', headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } });
    expect(output.line).toHaveBeenCalledWith(expect.stringContaining('no consent'));
  });

  test('an offer that cannot be unsubscribed is refused', async () => {
    const path = orderPath(shop.store);
    const bad = [{ ...OFFER, unsubscribeUrl: 'http://x' }, { ...OFFER, text: '' }, { ...OFFER, email: 'all' }];
    expect((await path.notify(sqsEvent(bad.map((payload) => news('offer.announced', payload))))).batchItemFailures).toHaveLength(3);
  });

  test('the operator hears of stock, when there is one', async () => {
    const product = await shop.product();
    const payload = { productId: product, available: 3 };
    const path = orderPath(shop.store);
    await path.notify(sqsEvent([news('stock.low', payload), news('stock.back', payload)]));
    expect(path.mailbox.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['operator@example.com', 'Stock is low: Test product'], ['operator@example.com', 'Back in stock: Test product'],
    ]);
    const nobody = orderPath(shop.store, { MAIL_SENDER: '', MAIL_OPERATOR: '' });
    expect(await nobody.notify(sqsEvent([news('stock.low', payload)]))).toEqual({ batchItemFailures: [] });
    expect(nobody.mailbox.mails).toEqual([]);
  });

  test('what is not there is dropped with a reason, and other news is nobody\'s', async () => {
    const path = orderPath(shop.store);
    const missing = '01J8Z0000000000000000MSSNG';
    expect(await path.notify(sqsEvent([
      news('order.paid', { orderId: missing }), news('stock.low', { productId: missing, available: 1 }), news('order.rejected', {}), news('order.placed', {}),
    ]))).toEqual({ batchItemFailures: [] });
    expect(path.mailbox.mails).toEqual([]);
    expect(output.line).toHaveBeenCalledWith(expect.stringContaining('no such order'));
  });

  test('a mail service that is away fails nobody: the mail waits', async () => {
    const path = orderPath(shop.store);
    path.mailbox.failing = true;
    const offer = news('offer.announced', { ...OFFER, subject: 'Later' });
    expect(await path.notify(sqsEvent([offer]))).toEqual({ batchItemFailures: [] });
    path.mailbox.failing = false;
    await shop.query("update outbox set due_at = now() where state = 'pending'");
    await path.notify(sqsEvent([offer]));
    expect(path.mailbox.mails.map(({ subject }) => subject)).toEqual(['Later']);
  });
});
