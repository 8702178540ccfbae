import { existsSync } from 'fs';
import { join } from 'path';
import { invalid } from '../core/validation';

/** The same from src/web and from lib/web. */
const PACKAGE_ROOT = join(__dirname, '..', '..');

/** MariaDB speaks MySQL's protocol, so the same bundle serves it. */
const BUNDLES: Readonly<Record<string, string>> = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mysql' };

/** The folder with the bundled sample server for a database engine. */
export function sampleBundle(engineFamily: string, packageRoot: string = PACKAGE_ROOT): string {
  const bundle = BUNDLES[engineFamily];
  if (!bundle) {
    invalid({
      prop: 'web.server',
      expected: `your own server for the database engine ${engineFamily} (the sample speaks ${Object.keys(BUNDLES).join(', ')})`,
      got: 'WebServer.sample()',
      fix: "set `web.server` to WebServer.directory('path', { start: 'command' })",
    });
  }
  const folder = join(packageRoot, 'assets', 'web', bundle);
  if (!existsSync(join(folder, 'server.js'))) {
    throw new Error(`the bundled sample server is missing, expected ${join(folder, 'server.js')}: `
      + 'run `npm run bundle` in a checkout of the library, or install the published package again');
  }
  return folder;
}
