import { ulid } from 'ulid';
import { EngineName } from './support/engine-server';
import { onEachEngine } from './support/engines';
import { orderFor } from './support/shop-world';
import { figure, until } from './support/test-folder';
import { repeated } from './support/test-queue';

const ORDERS = 300;
const MAX_RECEIVES = 3;

/** Defect that affects only some orders, and its repair. */
const DEFECT: Readonly<Record<EngineName, readonly string[]>> = {
  postgres: [
    `create function defect() returns trigger language plpgsql as $$ begin
      if new.email like 'poison%' then raise exception 'a defect'; end if; return new; end $$`,
    'create trigger defect before insert on orders for each row execute function defect()',
  ],
  mariadb: [
    `create trigger defect before insert on orders for each row
      if new.email like 'poison%' then signal sqlstate '45000' set message_text = 'a defect'; end if`,
  ],
};
const REPAIR: Readonly<Record<EngineName, string>> = {
  postgres: 'drop trigger defect on orders',
  mariadb: 'drop trigger defect',
};

onEachEngine(({ engine, world: startWorld }) => {
  test('10 % failing messages are given up alone; sent back after the repair, they complete once', async () => {
    const world = await startWorld({ queue: { visibilityMs: 5_000, maxReceiveCount: MAX_RECEIVES } });
    const { checks: books, queues, cloud, provider } = world;
    for (const statement of DEFECT[engine]) await books.rows(statement);
    const product = await books.addProduct({ onHand: 2 * ORDERS });
    const orders = Array.from({ length: ORDERS }, (_, index) => {
      const orderId = ulid();
      return orderFor(product, { orderId, email: index % 10 === 0 ? `poison-${index}@example.com` : undefined });
    });
    const poisoned = new Set<string>();
    for (const order of orders) {
      const messageId = queues.orders.send(JSON.stringify(order));
      if (order.email.startsWith('poison')) poisoned.add(messageId);
    }
    world.connect();
    await until(() => queues.orders.length === 0, 'all orders are processed or given up', 90_000);
    await world.settle();

    expect(poisoned.size).toBe(ORDERS / 10);
    expect(
      [...queues.orders.receives].filter(
        ([messageId, count]) => count !== (poisoned.has(messageId) ? MAX_RECEIVES : 1),
      ),
    ).toEqual([]);
    expect(new Set(queues.orders.deadLetters.map(({ messageId }) => messageId))).toEqual(poisoned);
    expect(queues.orders.deadLetters).toHaveLength(poisoned.size);
    expect(await books.states()).toEqual({ shipped: ORDERS - poisoned.size });
    expect(await books.brokenLedger()).toEqual([]);

    await books.rows(REPAIR[engine]);
    expect(queues.orders.redrive()).toBe(poisoned.size);
    await world.settle();

    expect(await books.states()).toEqual({ shipped: ORDERS });
    expect([...provider.charges.values()].map(({ orderId }) => orderId).sort()).toEqual(
      orders.map(({ orderId }) => orderId).sort(),
    );
    expect(repeated(cloud.mails.map(({ tag }) => tag))).toEqual([]);
    expect(cloud.mails).toHaveLength(3 * ORDERS);
    expect(Object.values(queues).flatMap(({ deadLetters }) => deadLetters)).toEqual([]);
    expect(await books.brokenLedger()).toEqual([]);
    figure(
      `${engine}: ${poisoned.size} poisoned of ${ORDERS}: each delivered ${MAX_RECEIVES} times, then given up; ` +
        'the others once; all complete after the redrive',
    );
  });
});
