import { ulid } from 'ulid';
import { OUTBOX_TAG, toMailTag } from '../../../shop/adapters/mail/mail-tag';
import { output } from '../../../shop/adapters/telemetry/log';
import { DeliveryUnknown } from '../../../shop/application/outbox/delivery-unknown';
import { sqsEvent } from '../support/events';
import { orderMessage, orderPath } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';
import { writing } from '../support/writing';

describe('customer notification', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let events = 0;
  const news = (kind: string, payload: object, eventId = `event-${(events += 1)}`) => ({ eventId, kind, payload });
  const logged = (text: string) => expect(output.line).toHaveBeenCalledWith(expect.stringContaining(text));

  const customer = async (agreed: readonly ('offers' | 'reminders')[] = []) => {
    const id = ulid();
    const email = `${id}@Example.com`;
    await writing(shop.store).customers.insert({ id, email, name: 'Ada', role: 'customer', locale: 'en' });
    for (const purpose of agreed) await say(id, purpose, true);
    return { id, email };
  };
  const say = async (customerId: string, purpose: 'offers' | 'reminders', granted: boolean) =>
    writing(shop.store).consents.record({
      id: ulid(),
      customerId,
      purpose,
      granted,
      source: 'account',
      textVersion: '1',
      recordedAt: new Date(),
    });
  const offerTo = (email: string, more: object = {}) => ({
    email,
    subject: 'Sale',
    text: 'All beans.',
    unsubscribeUrl: 'https://shop.example/u',
    ...more,
  });

  describe('offers', () => {
    test('are mailed once, only with consent and a working mailbox, and have an unsubscribe link', async () => {
      const path = orderPath(shop.store);
      const [yes, never, bounced] = [
        await customer(['offers']),
        await customer(['reminders']),
        await customer(['offers']),
      ];
      await writing(shop.store).customers.setMailState(bounced.email, 'bounced');
      const offer = news('offer.announced', offerTo(yes.email));
      await path.notify(
        sqsEvent([
          offer,
          offer,
          ...[never.email, bounced.email, 'stranger@example.com'].map((email) =>
            news('offer.announced', offerTo(email)),
          ),
        ]),
      );
      expect(path.mailbox.mails).toHaveLength(1);
      expect(path.mailbox.mails[0]).toMatchObject({
        to: yes.email,
        subject: 'Sale',
        headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      });
      for (const reason of ['no consent', 'mailbox bounced', 'no such customer']) {
        logged(reason);
        expect(path.metrics.counted).toContainEqual(['MailsDropped', 1, { reason }]);
      }
    });

    test('a customer is found by account even after a change of the e-mail address', async () => {
      const path = orderPath(shop.store);
      const { id, email } = await customer(['offers']);
      await path.notify(sqsEvent([news('offer.announced', offerTo('old@example.com', { customerId: id }))]));
      expect(path.mailbox.mails.map(({ to }) => to)).toEqual([email]);
    });

    test('are not mailed after a withdrawal while the mail waits', async () => {
      const path = orderPath(shop.store);
      const { id, email } = await customer(['offers']);
      path.mailbox.failing = true;
      await path.notify(sqsEvent([news('offer.announced', offerTo(email))]));
      await say(id, 'offers', false);
      path.mailbox.failing = false;
      path.clock.advance(60_000);
      await shop.query("update outbox set due_at = now() where state = 'pending'");
      await path.runScheduledTasks('2026-11-23T03:01:00Z');
      expect(path.mailbox.mails).toEqual([]);
      expect(path.metrics.counted).toContainEqual(['MailsDropped', 1, { reason: 'no consent' }]);
      expect(await shop.query("select state from outbox where kind = 'mail' and state <> 'sent'")).toEqual([]);
    });

    test('without an unsubscribe link are refused', async () => {
      const path = orderPath(shop.store);
      const bad = [{ unsubscribeUrl: 'http://x' }, { text: '' }, { email: 'all' }, { customerId: 'x' }].map((more) =>
        offerTo('ada@example.com', more),
      );
      expect(
        (await path.notify(sqsEvent(bad.map((payload) => news('offer.announced', payload))))).batchItemFailures,
      ).toHaveLength(4);
    });
  });

  describe('stock', () => {
    test('is mailed to the operator, if one is configured', async () => {
      const product = await shop.product();
      const payload = { productId: product, available: 3 };
      const path = orderPath(shop.store);
      await path.notify(sqsEvent([news('stock.low', payload), news('stock.back', payload)]));
      expect(path.mailbox.mails.map(({ to, subject }) => [to, subject])).toEqual([
        ['operator@example.com', 'Stock is low: Test product'],
        ['operator@example.com', 'Back in stock: Test product'],
      ]);
      const nobody = orderPath(shop.store, { MAIL_SENDER: '', MAIL_OPERATOR: '' });
      expect(await nobody.notify(sqsEvent([news('stock.low', payload)]))).toEqual({ batchItemFailures: [] });
      expect(nobody.mailbox.mails).toEqual([]);
    });

    test("of a seller's product is mailed to the seller", async () => {
      const path = orderPath(shop.store);
      const { id: customerId, email } = await customer();
      const [seller, product] = [ulid(), await shop.product()];
      await writing(shop.store).sellers.insert({ id: seller, customerId, name: 'Beans' });
      await shop.query('update product set seller_id = $1 where id = $2', [seller, product]);
      await path.notify(sqsEvent([news('stock.low', { productId: product, available: 1 })]));
      expect(path.mailbox.mails.map(({ to }) => to)).toEqual([email]);
    });
  });

  test('a notification about a missing row is dropped with a reason, and others are ignored', async () => {
    const path = orderPath(shop.store);
    const missing = '01J8Z0000000000000000MSSNG';
    expect(
      await path.notify(
        sqsEvent([
          news('order.paid', { orderId: missing }),
          news('stock.low', { productId: missing, available: 1 }),
          news('order.rejected', {}),
          news('order.placed', {}),
        ]),
      ),
    ).toEqual({ batchItemFailures: [] });
    expect(path.mailbox.mails).toEqual([]);
    logged('no such order');
  });

  test('an unavailable mail service causes no failure: the mail waits', async () => {
    const path = orderPath(shop.store);
    path.mailbox.failing = true;
    const low = news('stock.low', { productId: await shop.product(), available: 1 });
    expect(await path.notify(sqsEvent([low]))).toEqual({ batchItemFailures: [] });
    path.mailbox.failing = false;
    await shop.query("update outbox set due_at = now() where state = 'pending'");
    await path.notify(sqsEvent([low]));
    expect(path.mailbox.mails.map(({ subject }) => subject)).toEqual(['Stock is low: Test product']);
  });

  describe('events of the mail service', () => {
    const mail = (id: string) => ({
      messageId: 'm',
      tags: { [OUTBOX_TAG]: [toMailTag(id)], 'ses:operation': ['SendEmail'] },
      destination: ['a@example.com'],
    });
    const send = (id: string) => ({ eventType: 'Send', mail: mail(id), send: {} });
    const bounce = (address: string, feedbackId = ulid(), bounceType = 'Permanent') => ({
      eventType: 'Bounce',
      mail: mail('x'),
      bounce: { bounceType, feedbackId, bouncedRecipients: [{ emailAddress: address, status: '5.1.1' }] },
    });
    const complaint = (address: string) => ({
      eventType: 'Complaint',
      mail: mail('x'),
      complaint: { feedbackId: ulid(), complainedRecipients: [{ emailAddress: address }] },
    });
    const mailState = async (id: string) => (await shop.store.read.customers.find(id))?.mailState;

    test('"sent" marks the mail of a process that ended', async () => {
      const path = orderPath(shop.store);
      const order = orderMessage(await shop.product());
      jest.spyOn(path.mailbox, 'send').mockRejectedValueOnce(new DeliveryUnknown(new Error('socket hang up')));
      await path.process(sqsEvent([order]));
      const id = `${order.orderId}:mail.order-received`;
      const state = async () =>
        (await shop.query<{ state: string }>('select state from outbox where id = $1', [id]))[0].state;
      expect(await state()).toBe('sending');
      await path.notify(sqsEvent([send(id)]));
      expect(await state()).toBe('sent');
      path.clock.advance(3_600_000);
      await path.runScheduledTasks('2026-11-23T03:01:00Z');
      expect(path.mailbox.mails.filter((each) => each.id === id)).toEqual([]);
    });

    test('without it the mail is sent again after five minutes', async () => {
      const path = orderPath(shop.store);
      const order = orderMessage(await shop.product());
      jest.spyOn(path.mailbox, 'send').mockRejectedValueOnce(new DeliveryUnknown(new Error('socket hang up')));
      await path.process(sqsEvent([order]));
      const mails = () => path.mailbox.mails.filter(({ id }) => id.startsWith(order.orderId));
      await shop.query(
        "update outbox set lease_until = lease_until - interval '4 minutes 50 seconds' where state = 'sending'",
      );
      await path.runScheduledTasks('2026-11-23T03:01:00Z');
      expect(mails()).toEqual([]);
      await shop.query("update outbox set lease_until = lease_until - interval '20 seconds' where state = 'sending'");
      await path.runScheduledTasks('2026-11-23T03:02:00Z');
      expect(mails()).toHaveLength(1);
    });

    test('a mailbox after a permanent bounce or a complaint gets no more marketing mails', async () => {
      const path = orderPath(shop.store);
      const [bounced, complained] = [await customer(['offers']), await customer(['offers'])];
      expect(
        await path.notify(
          sqsEvent([bounce(bounced.email.toUpperCase()), complaint(complained.email), bounce('guest@example.com')]),
        ),
      ).toEqual({ batchItemFailures: [] });
      expect([await mailState(bounced.id), await mailState(complained.id)]).toEqual(['bounced', 'complained']);
      expect(path.metrics.counted.filter(([name]) => name === 'MailsUndeliverable')).toHaveLength(3);
      await path.notify(sqsEvent([bounced, complained].map(({ email }) => news('offer.announced', offerTo(email)))));
      expect(path.mailbox.mails).toEqual([]);
    });

    test('a redelivered bounce does not undo the repair of a mailbox', async () => {
      const path = orderPath(shop.store);
      const { id, email } = await customer();
      const event = bounce(email);
      await path.notify(sqsEvent([event]));
      await shop.query("update customer set mail_state = 'ok' where id = $1", [id]);
      await path.notify(sqsEvent([event]));
      expect(await mailState(id)).toBe('ok');
    });

    test('temporary bounces and unknown events are acknowledged and change nothing', async () => {
      const path = orderPath(shop.store);
      const { id, email } = await customer();
      expect(
        await path.notify(
          sqsEvent([
            'Successfully validated SNS topic for Amazon SES event publishing.',
            bounce(email, ulid(), 'Transient'),
            bounce(email, ulid(), 'Undetermined'),
            bounce(email, ''),
            { eventType: 'Bounce', mail: {} },
            { eventType: 'Complaint', mail: null, complaint: { feedbackId: 'x', complainedRecipients: 'all' } },
            { eventType: 'Send', mail: { tags: {} } },
            { eventType: 'Send', mail: null },
            { eventType: 'Delivery', mail: {} },
            { eventType: 7, mail: {} },
          ]),
        ),
      ).toEqual({ batchItemFailures: [] });
      expect(await mailState(id)).toBe('ok');
      logged('mail.other');
    });

    test('a message that is neither a notification nor a mail event fails and becomes a dead letter', async () => {
      const path = orderPath(shop.store);
      expect(
        (await path.notify(sqsEvent(['no json', '[]', '{}', { eventType: 'Send' }]))).batchItemFailures,
      ).toHaveLength(4);
    });
  });
});
