import { ulid } from 'ulid';
import { output } from '../../../../shop/adapters/telemetry/log';
import { DemoWarehouse } from '../../../../shop/local/demonstration/warehouse';
import { LocalSchedule, ScheduledEvent } from '../../../../shop/local/schedule/schedule';
import { LocalTopics } from '../../../../shop/local/topics/topics';
import { FUNCTION_PLANS } from '../../../../src/commerce/function-plans';
import { FEEDS } from '../../../../src/contract/feeds';
import { fakeTime, passes, until } from '../../support/fake-time';

const ORDER = ulid();

afterEach(() => jest.useRealTimers());

describe('topics', () => {
  test('have the filters that they have on AWS', () => {
    const expected = {
      shippingNotification: [{ topic: 'orders', kinds: ['order.paid', 'shipment.dispatched'] }],
      customerNotification: [
        { topic: 'orders', kinds: ['order.paid', 'order.refund_due'] },
        { topic: 'stock' },
        { topic: 'offers' },
      ],
    };
    expect(FEEDS).toEqual(expected);
    const fed = Object.entries(FUNCTION_PLANS).flatMap(([name, { topics }]) => (topics ? [[name, topics]] : []));
    expect(Object.fromEntries(fed)).toEqual(expected);
  });

  test('deliver to each subscription what its filter matches, as a separate text', async () => {
    const topics = new LocalTopics();
    const received: Record<string, string[]> = { all: [], paid: [], stock: [] };
    topics.subscribe({
      topic: 'orders',
      deliver: async (body) => {
        received.all.push(body);
      },
    });
    topics.subscribe({
      topic: 'orders',
      kinds: ['order.paid'],
      deliver: async (body) => {
        received.paid.push(body);
      },
    });
    topics.subscribe({
      topic: 'stock',
      deliver: async (body) => {
        received.stock.push(body);
      },
    });
    await topics.publish('orders', { eventId: 'e1', kind: 'order.placed', payload: { orderId: ORDER } });
    await topics.publish('orders', { eventId: 'e2', kind: 'order.paid', payload: { orderId: ORDER } });
    const paid = JSON.stringify({ eventId: 'e2', kind: 'order.paid', payload: { orderId: ORDER } });
    expect(received).toEqual({ all: [expect.stringContaining('order.placed'), paid], paid: [paid], stock: [] });
  });

  test('report a failed subscriber to the publisher, so that it is retried', async () => {
    const topics = new LocalTopics();
    topics.subscribe({
      topic: 'offers',
      deliver: async () => {
        throw new Error('full');
      },
    });
    await expect(topics.publish('offers', { eventId: 'e', kind: 'offer.announced', payload: {} })).rejects.toThrow(
      'full',
    );
  });
});

describe('the warehouse', () => {
  const packed = (orderId: string) =>
    JSON.stringify({ eventId: `${orderId}:order.packed`, kind: 'order.packed', payload: { orderId, test: true } });

  test('dispatches a packed order once, after the delay', async () => {
    const topics = new LocalTopics();
    fakeTime();
    const dispatched: string[] = [];
    topics.subscribe({
      topic: 'orders',
      deliver: async (body) => {
        dispatched.push(body);
      },
    });
    const warehouse = new DemoWarehouse(topics, 100);
    await warehouse.packed(packed(ORDER));
    await warehouse.packed(packed(ORDER));
    await passes(99);
    expect(dispatched).toEqual([]);
    await passes(1_000);
    expect(dispatched).toHaveLength(1);
    expect(JSON.parse(dispatched[0])).toEqual({
      eventId: `${ORDER}:shipment.dispatched`,
      kind: 'shipment.dispatched',
      payload: { orderId: ORDER, carrier: 'Demo Parcel', tracking: expect.stringMatching(/^DEMO-\d{10}$/), test: true },
    });
  });

  test('dispatches nothing after it was closed', async () => {
    fakeTime();
    const topics = new LocalTopics();
    let count = 0;
    topics.subscribe({
      topic: 'orders',
      deliver: async () => {
        count += 1;
      },
    });
    const warehouse = new DemoWarehouse(topics, 30);
    await warehouse.packed(packed(ORDER));
    warehouse.close();
    await passes(1_000);
    expect(count).toBe(0);
  });
});

describe('the schedule', () => {
  beforeEach(() => {
    fakeTime();
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());

  test('invokes the function once in each full period, with the event of a schedule', async () => {
    const events: ScheduledEvent[] = [];
    const schedule = new LocalSchedule(async (event) => events.push(event), 1_000);
    schedule.start();
    await until(() => events.length === 3, 'three calls');
    await schedule.stop();
    const times = events.map(({ time }) => Date.parse(time));
    expect(times[1] - times[0]).toBe(1_000);
    expect(times[2] - times[1]).toBe(1_000);
    expect(events[0]).toMatchObject({
      source: 'aws.events',
      'detail-type': 'Scheduled Event',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
  });

  test('never runs twice at once, survives a failure, and waits for the last run when it is stopped', async () => {
    let running = 0;
    let most = 0;
    let ended = 0;
    const schedule = new LocalSchedule(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 120));
      running -= 1;
      ended += 1;
      throw new Error('this time');
    }, 50);
    schedule.start();
    await until(() => ended === 2 && running === 1, 'a third call');
    await Promise.all([schedule.stop(), passes(120)]);
    expect([running, most, ended]).toEqual([0, 1, 3]);
    await passes(1_000);
    expect(ended).toBe(3);
    expect(output.line).toHaveBeenCalledWith(expect.stringContaining('scheduled tasks failed'));
  });
});
