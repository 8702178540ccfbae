import { readFileSync } from 'fs';
import { join } from 'path';

/** Folder of the scripts that start a server; the benchmark runs in the project's root. */
const SERVER = join(process.cwd(), 'bench', 'hand-written', 'server');

export const START_UP_SCRIPT = join(SERVER, 'start-up.sh');

/** Returns the user data without comments, with a value for each `@NAME@`. */
export function userDataOf(values: Readonly<Record<string, string>>): string {
  return readFileSync(join(SERVER, 'user-data.sh'), 'utf8')
    .replace(/^# .*\n/gm, '')
    .replace(/@([A-Z_]+)@/g, (_, name: string) => values[name]);
}
