import { createHash } from 'crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'fs';
import { join } from 'path';

/** Variable with the folder of one run of the tests, which `test/global-setup.ts` creates and removes. */
export const RUN_FOLDER = 'TEST_RUN_FOLDER';

/**
 * Returns a value that all test files of a run share; the first one that needs it makes it.
 *
 * @param key - names the value; the same key means the same value
 * @param make - makes the value, which must survive JSON
 */
export function onceInRun<T>(key: string, make: () => T): T {
  const folder = process.env[RUN_FOLDER];
  if (folder === undefined) return make();
  const file = join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const value = make();
  // Two processes may make it at the same moment: each file appears whole, and they are alike.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(value));
  renameSync(`${file}.${process.pid}`, file);
  return value;
}
