import { log, output } from '../../../shop/adapters/telemetry/log';
import { readable } from '../../../shop/local/console-log';
import { messageOf } from '../../../shop/local/message-of';
import { ShutdownHooks } from '../../../shop/local/shutdown-hooks';

const NOW = new Date(2026, 10, 23, 9, 5, 7);
const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  jest.spyOn(output, 'line').mockImplementation((line) => {
    lines.push(line);
  });
});
afterEach(() => jest.restoreAllMocks());

const last = () => readable(lines[lines.length - 1], NOW);

test('a request is one short line', () => {
  log.info('request', { method: 'GET', path: '/products/1', status: 200, ms: 3, trace: 'Root=1-2' });
  expect(last()).toBe('09:05:07  GET /products/1 200 3 ms');
  log.info('request', { method: 'POST', route: '/api/orders', status: 202, ms: 1 });
  expect(last()).toBe('09:05:07  POST /api/orders 202 1 ms');
  log.info('request', { method: 'GET', status: 404, ms: 1 });
  expect(last()).toBe('09:05:07  GET (no such route) 404 1 ms');
});

test('other lines show their message and fields; errors are marked and have their stack', () => {
  log.info('order processed', { event: 'order.placed', orderId: '01X', outcome: 'placed', missing: undefined });
  expect(last()).toBe('09:05:07  order processed orderId=01X outcome=placed');
  log.warn('outbox message failed', { attempts: 2 });
  expect(last()).toBe('09:05:07  warn: outbox message failed attempts=2');
  log.error('page failed', { error: new Error('broken') });
  expect(last()).toMatch(/^09:05:07 {2}error: page failed \n {9}Error: broken\n {9} +at /);
  log.error('page failed', { error: 'only a text' });
  expect(last()).toBe('09:05:07  error: page failed \n         only a text');
});

test('metrics are left out, and a text that is no JSON object is shown unchanged', () => {
  expect(readable('{"_aws":{},"orders":1}', NOW)).toBeUndefined();
  expect(readable('plain text', NOW)).toBe('plain text');
  expect(readable('7', NOW)).toBe('7');
});

test('shutdown hooks run in reverse order, and also after one of them fails', async () => {
  const hooks = new ShutdownHooks();
  const closed: string[] = [];
  hooks.add('first', async () => closed.push('first'));
  hooks.add('second', async () => {
    throw new Error('stuck');
  });
  hooks.add('third', async () => closed.push('third'));
  await hooks.run();
  await hooks.run();
  expect(closed).toEqual(['third', 'first']);
  expect(last()).toContain('closing failed what=second');
});

test('an error without a message has the message of its first cause', () => {
  expect(messageOf(new AggregateError([new Error('connect ECONNREFUSED ::1:5432'), new Error('other')]))).toBe(
    'connect ECONNREFUSED ::1:5432',
  );
  expect([messageOf(new Error('plain')), messageOf('text'), messageOf(null)]).toEqual(['plain', 'text', 'null']);
});
