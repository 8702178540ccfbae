/** Folder in which these tests run. `run.sh` creates it, and removes it with all processes that were started in it. */
import { appendFileSync, chmodSync, mkdtempSync } from 'fs';
import { join } from 'path';

export const ROOT = join(__dirname, '../../..');

/** Account without permissions, because the database servers refuse to run as root. */
export const NOBODY = 65_534;

export function servicesFolder(): string {
  const folder = process.env.SERVICES_FOLDER;
  if (folder === undefined) {
    throw new Error('SERVICES_FOLDER is not set: run these tests with `bash test/services/run.sh [jest options]`');
  }
  return folder;
}

/** Creates a folder that a server under another account can enter. */
export function newFolder(name: string): string {
  const folder = mkdtempSync(join(servicesFolder(), `${name}-`));
  chmodSync(folder, 0o755);
  return folder;
}

/** Registers a process that `run.sh` ends if this test process cannot. */
export function rememberProcess(pid: number): void {
  appendFileSync(join(servicesFolder(), 'processes'), `${pid}\n`);
}

/** Copy of a built file of a function or the web server, so that a concurrent build changes nothing. */
export function builtFile(...path: string[]): string {
  return join(servicesFolder(), 'assets', ...path);
}

/** Records a measured figure; `run.sh` prints all at the end. */
export function figure(text: string): void {
  appendFileSync(join(servicesFolder(), 'figures'), `${text}\n`);
}

/** True: the tests run at their full length, also those that take minutes. */
export const FULL = process.env.FULL === '1';

export async function sleep(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 90_000,
): Promise<void> {
  for (const end = performance.now() + withinMs; !(await condition());) {
    if (performance.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
