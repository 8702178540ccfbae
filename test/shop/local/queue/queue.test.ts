import { SQSEvent, SQSRecord } from 'aws-lambda';
import { output } from '../../../../shop/adapters/telemetry/log';
import { LocalQueue, LocalQueueOptions } from '../../../../shop/local/queue/queue';
import { fakeTime, passes, until } from '../../support/fake-time';

const VISIBILITY = 120;

/** Queue whose handler records every batch, and fails for the given bodies. */
class Consumer {
  readonly batches: { readonly at: number; readonly records: readonly SQSRecord[] }[] = [];
  readonly queue: LocalQueue;
  failing: (record: SQSRecord) => boolean;

  constructor(options: Partial<LocalQueueOptions> = {}) {
    this.failing = () => false;
    this.queue = new LocalQueue({
      name: 'test',
      batchSize: 10,
      visibilityMs: VISIBILITY,
      maxReceiveCount: 3,
      handler: async (event) => this.handle(event),
      ...options,
    });
  }

  private async handle({ Records }: SQSEvent) {
    this.batches.push({ at: Date.now(), records: Records });
    return {
      batchItemFailures: Records.filter((record) => this.failing(record)).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    };
  }

  get bodies(): string[] {
    return this.batches.flatMap(({ records }) => records.map(({ body }) => body));
  }
}

let consumer: Consumer;
beforeEach(() => {
  fakeTime();
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
  consumer = new Consumer();
});
afterEach(() => {
  consumer.queue.close();
  jest.restoreAllMocks();
  jest.useRealTimers();
});

const resting = async () => until(() => consumer.queue.idle, 'an idle queue');

test('delivers a message once, in the format of SQS', async () => {
  const sentAt = Date.now();
  await consumer.queue.send('{"a":1}');
  await resting();
  await passes(VISIBILITY * 2);
  expect(consumer.batches).toHaveLength(1);
  const [record] = consumer.batches[0].records;
  expect(record).toMatchObject({
    body: '{"a":1}',
    md5OfBody: 'bb6cb5c68df4652941caf652a366f2d8',
    eventSource: 'aws:sqs',
    attributes: { ApproximateReceiveCount: '1', SenderId: 'local' },
  });
  expect(record.attributes.SentTimestamp).toBe(String(sentAt));
  expect(consumer.queue.close()).toBe(0);
});

test('redelivers only failed messages, and not before the visibility timeout', async () => {
  consumer.failing = ({ body, attributes }) => body === 'bad' && attributes.ApproximateReceiveCount === '1';
  await Promise.all(['good', 'bad', 'fine'].map(async (body) => consumer.queue.send(body)));
  await until(() => consumer.bodies.length === 4, 'a second delivery');
  expect(consumer.bodies.filter((body) => body === 'bad')).toHaveLength(2);
  const again = consumer.batches.find(({ records }) =>
    records.some(({ attributes }) => attributes.ApproximateReceiveCount === '2'),
  )!;
  const first = consumer.batches.find(({ records }) => records.some(({ body }) => body === 'bad'))!;
  expect(again.records.map(({ body }) => body)).toEqual(['bad']);
  expect(again.records[0].messageId).toBe(first.records.find(({ body }) => body === 'bad')!.messageId);
  expect(again.at - first.at).toBe(VISIBILITY);
});

test('gives a message up after the maximum number of deliveries', async () => {
  consumer.failing = ({ body }) => body === 'poison';
  await consumer.queue.send('poison');
  await consumer.queue.send('good');
  await until(() => consumer.queue.deadLetters.length === 1, 'a dead letter');
  expect(consumer.queue.deadLetters).toMatchObject([{ body: 'poison', receives: 3 }]);
  expect(consumer.bodies.sort()).toEqual(['good', 'poison', 'poison', 'poison']);
  expect(output.line).toHaveBeenCalledWith(expect.stringContaining('message given up'));
  expect(consumer.queue.close()).toBe(0);
});

test.each([
  [
    'throws',
    async () => {
      throw new Error('broken');
    },
  ],
  ['names a message it was not given', async () => ({ batchItemFailures: [{ itemIdentifier: 'another' }] })],
])('a function that %s fails its whole batch', async (_, failing) => {
  let calls = 0;
  const queue = new LocalQueue({
    name: 'test',
    batchSize: 10,
    visibilityMs: 20,
    maxReceiveCount: 5,
    handler: async () => (calls++ === 0 ? failing() : { batchItemFailures: [] }),
  });
  await queue.send('one');
  await until(() => calls === 2 && queue.idle, 'a second call');
  expect(queue.close()).toBe(0);
});

test('collects batches within the window, never larger than allowed', async () => {
  consumer = new Consumer({ batchSize: 4, batchingWindowMs: 80, concurrency: 1 });
  for (let index = 0; index < 10; index += 1) await consumer.queue.send(String(index));
  await until(() => consumer.bodies.length === 10, 'all messages');
  expect(consumer.batches.map(({ records }) => records.length)).toEqual([4, 4, 2]);
});

test('a single message waits for the batching window, unless the shop is closing', async () => {
  consumer = new Consumer({ batchingWindowMs: 60_000 });
  await consumer.queue.send('lonely');
  await passes(59_000);
  expect([consumer.bodies, consumer.queue.idle]).toEqual([[], false]);
  consumer.queue.skipBatchingWindow();
  await until(() => consumer.bodies.length === 1, 'the message');
});

test('delivers a message again while a function works on it for too long', async () => {
  let finish = (): void => undefined;
  const seen: string[] = [];
  const queue = new LocalQueue({
    name: 'test',
    batchSize: 1,
    visibilityMs: 50,
    maxReceiveCount: 5,
    handler: async ({ Records: [{ attributes }] }) => {
      seen.push(attributes.ApproximateReceiveCount);
      if (seen.length === 1) {
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      }
      return { batchItemFailures: [] };
    },
  });
  await queue.send('slow');
  await until(() => seen.length === 2, 'a second delivery');
  expect(seen).toEqual(['1', '2']);
  finish();
  await until(() => queue.idle, 'an idle queue');
  expect(queue.close()).toBe(0);
});

test('reports the number of lost messages when it is closed', async () => {
  consumer.failing = () => true;
  await consumer.queue.send('one');
  await resting();
  expect(consumer.queue.close()).toBe(1);
  await consumer.queue.send('two');
  await passes(VISIBILITY * 2);
  expect(consumer.bodies).toEqual(['one']);
});
