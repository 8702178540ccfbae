/**
 * Set-up of a test file in a run by `run.sh`: puts the clock of all its processes forward to some seconds before the
 * next midnight, and says at the end which times the tests saw. So in each file a minute, a quarter of an hour, an hour
 * and a day begin, and in some of them a month.
 */
import { readFileSync, renameSync, writeFileSync } from 'fs';
import { relative } from 'path';

const DAY_MS = 86_400_000;
const BEFORE_MIDNIGHT_MS = 4_000;

/** Longest time until a process looks for another offset, with much to spare: see `FAKETIME_CACHE_DURATION`. */
const NOTICED_MS = 30_000;

const file = process.env.FAKETIME_TIMESTAMP_FILE;
if (file === undefined) throw new Error('this set-up needs a clock that can be put forward: bash test/clock/run.sh');

const now = Date.now();
const target = Math.ceil((now + BEFORE_MIDNIGHT_MS) / DAY_MS) * DAY_MS - BEFORE_MIDNIGHT_MS;
const offset = Number(readFileSync(file, 'utf8')) + Math.floor((target - now) / 1_000);
// Renamed, so that no process reads half of it.
writeFileSync(`${file}.next`, `${offset}\n`, { mode: 0o644 });
renameSync(`${file}.next`, file);
const asleep = new Int32Array(new SharedArrayBuffer(4));
const stands = () => {
  const at = Date.now();
  return Math.abs(at - target) <= BEFORE_MIDNIGHT_MS;
};
for (const end = performance.now() + NOTICED_MS; !stands() && performance.now() < end;) Atomics.wait(asleep, 0, 0, 50);
if (!stands()) throw new Error(`the clock stands at ${new Date().toJSON()} and not at ${new Date(target).toJSON()}`);

const begun = new Date();
afterAll(() => {
  const path = relative(process.cwd(), String(expect.getState().testPath));
  const ended = new Date();
  process.stdout.write(`clock: ${begun.toJSON()} to ${ended.toJSON()} ${path}\n`);
});
