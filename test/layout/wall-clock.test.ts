import { join } from 'path';
import { sourceOf, sourcesIn } from './sources';
import { timedPlacesIn } from './wall-clock';

const ROOT = join(__dirname, '../..');

/** Files that may sleep, and why; nothing may take another kind of time. */
const SLEEPERS: Readonly<Record<string, string>> = {
  'test/browser/support/browser.ts': 'loads a page again until it says what is waited for',
  'test/services/support/test-folder.ts': 'asks again until what is waited for has happened; gives loads their length',
  'test/shop/adapters/cache/server-cache.test.ts': 'gives what must not happen the time to happen',
  'test/shop/local/local-process.ts': 'asks again until what is waited for has happened',
  'test/shop/local/process.test.ts': 'a second signal counts only some time after the first, in another process',
  'test/shop/local/topics/topics.test.ts': 'is work that takes its time, on the clock of the test',
  'test/shop/support/web-process.ts': 'asks again until what is waited for has happened',
};

const kindsIn = (text: string) => timedPlacesIn(sourceOf('made.ts', text)).map(({ kind }) => kind);

describe('the tests', () => {
  const places = sourcesIn(ROOT, 'test').flatMap(timedPlacesIn);

  test('measure no speed, set no short deadline and take no span from the wall clock', () => {
    const refused = places.filter(({ kind }) => kind !== 'sleep');
    expect(refused.map(({ kind, path, line, text }) => `${path}:${line}: ${kind}: ${text.split('\n')[0]}`)).toEqual([]);
  });

  test('sleep only where a reason is given', () => {
    const sleeping = places.filter(({ kind }) => kind === 'sleep').map(({ path }) => path);
    expect([...new Set(sleeping)].sort()).toEqual(Object.keys(SLEEPERS));
  });
});

describe('would be noticed', () => {
  test.each([
    ['speed', 'expect(Date.now() - begun).toBeLessThan(2_000)', ['speed', 'wall-clock span']],
    ['speed by the other clock', 'expect(performance.now() - begun).toBeLessThanOrEqual(500)', ['speed']],
    ['a deadline of the wall clock', 'while (Date.now() < end) ask();', ['wall-clock span']],
    ['a span of it', 'const took = Date.now() - begun;', ['wall-clock span']],
    ['a short deadline', "await until(() => done, 'the end', 5_000);", ['short deadline']],
    ['a short test', "test('x', async () => work(), 20_000);", ['short deadline']],
    ['a short row of tests', "test.each([1])('x', async () => work(), 20_000);", ['short deadline']],
    ['a sleep', 'await new Promise((resolve) => setTimeout(resolve, 50));', ['sleep']],
    ['a sleep in other words', 'new Promise<void>((resolve) => { setTimeout(() => resolve(), 50); })', ['sleep']],
  ])('%s', (_, text, kinds) => expect(kindsIn(text)).toEqual(kinds));

  test.each([
    'new Date(Date.now() - 5 * HOUR)',
    'expect(performance.now() - begun).toBeLessThan(60_000)',
    'for (const end = performance.now() + 90_000; performance.now() < end;) ask();',
    "await until(() => done, 'the end', 90_000)",
    "test('x', async () => work(), 600_000)",
    'new Promise((resolve) => setImmediate(resolve))',
  ])('but not %s', (text) => expect(kindsIn(text)).toEqual([]));
});
