import { ulid } from 'ulid';
import { onEachEngine } from './support/engines';
import { orderFor } from './support/shop-world';
import { figure, sleep } from './support/test-folder';
import { repeated } from './support/test-queue';
import { toMailTag } from '../../shop/adapters/mail/mail-tag';

const ORDERS = 500;
const PROCESSES = 2;
const KILLS_IN_MAILS = 8;

onEachEngine(({ engine, world: startWorld }) => {
  test('killing function processes during 500 orders loses, doubles and charges none twice', async () => {
    const world = await startWorld({
      processes: PROCESSES,
      // A message whose function is killed that often would become a dead letter, which is not tested here.
      queue: { visibilityMs: 2_000, maxReceiveCount: 100 },
    });
    const { checks: books, queues, cloud, provider, functions } = world;
    cloud.sendEvents = queues.customers;
    const product = await books.addProduct({ onHand: 2 * ORDERS });
    const orders = Array.from({ length: ORDERS }, () => orderFor(product, { orderId: ulid() }));
    orders.forEach((order) => queues.orders.send(JSON.stringify(order)));
    const begun = performance.now();
    const handedOut = () =>
      Object.values(queues)
        .flatMap(({ receives }) => [...receives.values()])
        .reduce((sum, count) => sum + count, 0);
    world.connect();
    let killing = true;
    const killer = (async () => {
      while (killing) {
        // By progress, so that a fast machine is killed as well, and a moment later, so that the point varies.
        const next = handedOut() + 20 + Math.random() * 80;
        while (killing && handedOut() < next) await sleep(5);
        await sleep(Math.random() * 60);
        if (killing) await functions.kill(Math.floor(Math.random() * PROCESSES));
      }
    })();
    // As long as there is work. Messages that the relay has to take over do not count, because they wait for their
    // lease.
    while (queues.orders.length + queues.webhooks.length + queues.shipping.length + queues.customers.length > 0) {
      await sleep(100);
    }
    killing = false;
    await killer;
    await world.settle();
    const handed = [...queues.orders.receives.values()].reduce((sum, count) => sum + count, 0);
    figure(
      `${engine}: 500 orders, ${functions.kills} kills, ${handed} deliveries, ` +
        `${Math.round((performance.now() - begun) / 1_000)} s`,
    );

    expect(functions.kills).toBeGreaterThanOrEqual(20);
    expect(handed).toBeGreaterThan(ORDERS);
    expect(await books.states()).toEqual({ shipped: ORDERS });
    expect([...provider.charges.values()].map(({ orderId }) => orderId).sort()).toEqual(
      orders.map(({ orderId }) => orderId).sort(),
    );
    expect(await books.number('select count(*) as n from payment')).toBe(ORDERS);
    expect(await books.number('select count(distinct order_id) as n from payment')).toBe(ORDERS);
    expect(cloud.mails).toHaveLength(3 * ORDERS);
    expect(repeated(cloud.mails.map(({ tag }) => tag))).toEqual([]);
    expect(Object.values(queues).flatMap(({ deadLetters }) => deadLetters)).toEqual([]);
    expect(await books.brokenLedger()).toEqual([]);
    expect(await books.rows('select on_hand, reserved from stock')).toEqual([{ on_hand: ORDERS, reserved: 0 }]);
  });

  test.each([
    ['the send event comes: no second mail', true],
    ['the send event is lost: the one way to a second mail', false],
  ])('killed inside calls of the mail service; %s', async (_, events) => {
    const world = await startWorld({ queue: { visibilityMs: 2_000, maxReceiveCount: 100 } });
    const { checks: books, queues, cloud, functions } = world;
    const product = await books.addProduct({ onHand: 100 });
    if (events) cloud.sendEvents = queues.customers;
    const cut = new Set<string>();
    const taken = new Set<string>();
    /** Mails that the service had taken before a kill and that were not noted as sent when the process had ended. */
    const unnoted = new Set<string>();
    cloud.beforeMailAnswer = async ({ tag }) => {
      taken.add(tag);
      // The mail was accepted, but the process that sent it has ended.
      if (cut.size >= KILLS_IN_MAILS || cut.has(tag)) return;
      cut.add(tag);
      const before = new Set(taken);
      await functions.kill(0);
      const open = await books.rows<{ id: string }>("select id from outbox where state <> 'sent' and kind = 'mail'");
      open
        .map(({ id }) => toMailTag(id))
        .filter((each) => before.has(each))
        .forEach((each) => unnoted.add(each));
    };
    Array.from({ length: 2 * KILLS_IN_MAILS }, () =>
      queues.orders.send(JSON.stringify(orderFor(product, { orderId: ulid() }))),
    );
    world.connect();
    await world.settle();
    expect(cut.size).toBe(KILLS_IN_MAILS);
    expect(await books.states()).toEqual({ shipped: 2 * KILLS_IN_MAILS });
    const again = repeated(cloud.mails.map(({ tag }) => tag));
    expect(again.filter((tag) => cut.has(tag))).toHaveLength(events ? 0 : KILLS_IN_MAILS);
    // Other functions of the same process may be sending mails as well. Such a mail, whose answer is not recorded yet,
    // is interrupted too.
    expect(again.filter((tag) => !cut.has(tag) && (events || !unnoted.has(tag)))).toEqual([]);
    expect(new Set(cloud.mails.map(({ tag }) => tag)).size).toBe(3 * 2 * KILLS_IN_MAILS);
  });
});
