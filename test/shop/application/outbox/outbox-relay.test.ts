import { EncryptedAccessCopies } from '../../../../shop/adapters/secrets/order-access-copies';
import { log, output } from '../../../../shop/adapters/telemetry/log';
import { transition } from '../../../../shop/application/orders/transition';
import { DeliveryUnknown } from '../../../../shop/application/outbox/delivery-unknown';
import { OutboxRelay } from '../../../../shop/application/outbox/outbox-relay';
import { newAccessToken, orderLink } from '../../../../shop/domain/orders/order-access';
import { mail, notification, OutboxMessageKind } from '../../../../shop/domain/outbox-message';
import { AccessCopies } from '../../../../shop/ports/order-access';
import { TestClock, TestMailbox, TestMetrics, TestTopics } from '../../support/external-services';
import { orderRow } from '../../support/order-path';
import { startPostgres, TestPostgres } from '../../support/postgres';
import { shopDatabase, TestShopDatabase } from '../../support/shop-database';
import { writing } from '../../support/writing';

const MINUTE = 60_000;
const CONTENT = { subject: 's', text: 't', html: 'h' };

describe('the outbox relay', () => {
  let server: TestPostgres;
  let shop: TestShopDatabase;
  let clock: TestClock;
  let topics: TestTopics;
  let mailbox: TestMailbox;
  let metrics: TestMetrics;
  beforeAll(async () => {
    server = await startPostgres();
  });
  beforeEach(async () => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
    [clock, topics, mailbox, metrics] = [new TestClock(), new TestTopics(), new TestMailbox(), new TestMetrics()];
    shop = await shopDatabase(server, { clock, poolSize: 8 });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await shop.close();
  });
  afterAll(() => server.stop());

  const relay = (kinds: readonly OutboxMessageKind[] = ['mail', 'publish.orders', 'publish.stock']) =>
    new OutboxRelay({ store: shop.store, log, publisher: topics, mailer: mailbox, kinds, clock, metrics });
  const add = async (...ids: string[]) =>
    shop.store.transaction(async (unit) =>
      unit.outbox.add(
        ids.map((id) =>
          id.startsWith('mail')
            ? mail(id, 'ada@example.com', CONTENT)
            : notification(id.startsWith('stock') ? 'stock' : 'orders', id, 'order.paid', { orderId: id }),
        ),
      ),
    );
  const states = async () =>
    Object.fromEntries(
      (await shop.query<{ id: string; state: string }>('select id, state from outbox')).map(({ id, state }) => [
        id,
        state,
      ]),
    );

  test('delivers each message once, even when many relays run at once', async () => {
    await add(...Array.from({ length: 45 }, (_, index) => `${index % 2 ? 'mail' : 'order'}-${index}`));
    await Promise.all(Array.from({ length: 6 }, async () => relay().run()));
    await relay().run();
    expect(topics.published.map(({ eventId }) => eventId).sort()).toEqual(
      [...new Set(topics.published.map(({ eventId }) => eventId))].sort(),
    );
    expect([topics.published.length, mailbox.mails.length]).toEqual([23, 22]);
    expect(new Set(Object.values(await states()))).toEqual(new Set(['sent']));
    expect(mailbox.mails[0]).toEqual({ id: expect.stringMatching(/^mail-/), to: 'ada@example.com', ...CONTENT });
  });

  test('leaves messages that this process may not deliver', async () => {
    await add('mail-1', 'order-1', 'stock-1');
    await relay(['publish.orders']).run();
    expect(await states()).toEqual({ 'mail-1': 'pending', 'order-1': 'sent', 'stock-1': 'pending' });
    await new OutboxRelay({ store: shop.store, log, kinds: ['mail', 'publish.stock'] }).run();
    expect(await states()).toMatchObject({ 'mail-1': 'pending', 'stock-1': 'pending' });
  });

  test('marks a mail as sent when no sender is configured', async () => {
    mailbox.sender = false;
    await add('mail-1');
    expect(await relay().run()).toEqual({ sent: 1, failed: 0 });
    expect(await states()).toEqual({ 'mail-1': 'sent' });
  });

  test('retries a failed message with growing delays, and gives up after the twelfth attempt', async () => {
    topics.failing = true;
    await add('order-1', 'mail-1');
    expect(await relay().run()).toEqual({ sent: 1, failed: 1 });
    expect(await relay().run()).toEqual({ sent: 0, failed: 0 });
    const waits: number[] = [];
    for (let attempt = 2; attempt <= 12; attempt += 1) {
      const [{ due_at: due }] = await shop.query<{ due_at: Date }>("select due_at from outbox where id = 'order-1'");
      waits.push(due.getTime() - clock.now().getTime());
      clock.advance(waits.at(-1)! + 1_000);
      expect(await relay().run()).toEqual({ sent: 0, failed: 1 });
    }
    expect(Math.max(...waits.slice(0, 2))).toBeLessThan(10_001);
    expect(waits.at(-1)).toBeGreaterThan(30 * MINUTE - 1_000);
    expect(await shop.query("select state, attempts, last_error from outbox where id = 'order-1'")).toEqual([
      { state: 'dead', attempts: 12, last_error: 'Error: topic unavailable' },
    ]);
    expect(output.line).toHaveBeenCalledWith(expect.stringContaining('outbox message given up'));
    expect(metrics.sum('EffectsGivenUp')).toBe(1);
  });

  test('keeps the lease of a mail without an answer, and gives up after the twelfth attempt', async () => {
    jest.spyOn(mailbox, 'send').mockRejectedValue(new DeliveryUnknown(new Error('socket hang up')));
    await add('mail-1');
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      expect(await relay().run()).toEqual({ sent: 0, failed: 1 });
      clock.advance(4 * MINUTE);
      expect(await relay().run()).toEqual({ sent: 0, failed: 0 });
      clock.advance(MINUTE + 1_000);
    }
    expect(await shop.query('select state, attempts from outbox')).toEqual([{ state: 'dead', attempts: 12 }]);
    expect(metrics.sum('EffectsGivenUp')).toBe(1);
  });

  test('releases messages that it has no time for, without counting an attempt', async () => {
    await add('order-1', 'order-2', 'order-3');
    jest.spyOn(topics, 'publish').mockImplementation(async () => clock.advance(10 * MINUTE));
    expect(await relay().run(9 * MINUTE)).toEqual({ sent: 1, failed: 0 });
    expect(await shop.query('select state, attempts, lease_until from outbox order by state')).toEqual([
      { state: 'pending', attempts: 0, lease_until: null },
      { state: 'pending', attempts: 0, lease_until: null },
      { state: 'sent', attempts: 1, lease_until: null },
    ]);
  });

  test('takes over the leases of a dead process: a notification after a minute, a mail after five', async () => {
    await add('order-1', 'mail-1');
    await shop.store.transaction(async (unit) => unit.outbox.claim(['mail', 'publish.orders'], 10));
    expect(await relay().run()).toEqual({ sent: 0, failed: 0 });
    clock.advance(MINUTE + 1_000);
    await relay().run();
    expect(await states()).toEqual({ 'order-1': 'sent', 'mail-1': 'sending' });
    clock.advance(4 * MINUTE);
    await relay().run();
    expect(await states()).toMatchObject({ 'mail-1': 'sent' });
  });

  test('never throws, because the work before it is committed', async () => {
    await shop.query('drop table outbox');
    expect(await relay().run()).toEqual({ sent: 0, failed: 0 });
  });

  describe('a mail with a link to an order', () => {
    const copies = (secret: string) => new EncryptedAccessCopies(async () => [secret]);
    const LINK = (orderId: string, token: string) => `https://shop.example/find-order?order=${orderId}&token=${token}`;
    /** Order with a mail in the outbox. */
    const waiting = async () => {
      const accessToken = newAccessToken();
      const order = orderRow({ accessToken });
      const link = orderLink('https://shop.example', order.id);
      await writing(shop.store).orders.insert(order, await copies('secret').seal(order.id, accessToken));
      await writing(shop.store).outbox.add([
        mail(`mail-${order.id}`, order.email, { subject: 's', text: link, html: link }, order.id),
      ]);
      return { id: order.id, accessToken };
    };
    const send = async (access?: AccessCopies) => {
      await new OutboxRelay({ store: shop.store, log, mailer: mailbox, access, kinds: ['mail'], clock }).run();
      return mailbox.mails.at(-1);
    };

    test('gets the access token when it is sent; the outbox never contains it', async () => {
      const { id, accessToken } = await waiting();
      const row = async () => JSON.stringify(await shop.query('select * from outbox'));
      expect(await row()).not.toContain(accessToken);
      const link = LINK(id, accessToken);
      expect(await send(copies('secret'))).toEqual({
        id: `mail-${id}`,
        to: 'ada@example.com',
        subject: 's',
        text: link,
        html: link,
      });
      expect(await row()).not.toContain(accessToken);
    });

    test('contains no token once the order is closed', async () => {
      const { id } = await waiting();
      await transition(writing(shop.store).orders, id, 'placed', 'cancelled');
      expect(await shop.store.read.orders.accessCopy(id)).toBeUndefined();
      expect(await send(copies('secret'))).toMatchObject({ text: LINK(id, ''), html: LINK(id, '') });
    });

    test('contains no token when the copy cannot be decrypted, or in a process without the key', async () => {
      for (const access of [copies('another'), undefined]) {
        const { id } = await waiting();
        expect(await send(access)).toMatchObject({ text: LINK(id, ''), html: LINK(id, '') });
      }
    });

    test('waits while the secret that decrypts the copies is unavailable', async () => {
      const { id, accessToken } = await waiting();
      expect(
        await send(
          new EncryptedAccessCopies(async () => {
            throw new Error('secret unavailable');
          }),
        ),
      ).toBeUndefined();
      clock.advance(MINUTE);
      expect(await send(copies('secret'))).toMatchObject({ text: LINK(id, accessToken) });
    });
  });

  test('an external id of any length finds its row', async () => {
    const id = `mail-${'x'.repeat(400)}`;
    expect([await add(id), await add(id)]).toEqual([1, 0]);
  });
});
