import { join } from 'path';
import { invalid } from '../core/validation';
import { findBundle, SAMPLE_ENGINES } from '../database/sample-bundles';

const ENTRY = 'server.js';

/**
 * Returns the folder with the bundled sample server for a database engine.
 *
 * @param engineFamily - `postgres`, `mysql`, `mariadb` or `oracle`
 * @param packageRoot - another package folder, for tests
 * @throws an error when there is no sample for the engine, or when the bundle has not been built
 */
export function sampleBundle(engineFamily: string, packageRoot?: string): string {
  const bundle = findBundle(engineFamily, 'web', [ENTRY], packageRoot);
  if (!bundle) {
    return invalid({
      prop: 'web.server',
      expected: `your server for the engine ${engineFamily} (the sample supports ${SAMPLE_ENGINES.join(', ')})`,
      got: 'WebServer.sample()',
      fix: "set `web.server` to WebServer.directory('path', { start: 'command' })",
    });
  }
  if (!bundle.built) {
    throw new Error(
      `the bundled sample server must exist, got no file ${join(bundle.folder, ENTRY)}: ` +
        'run `npm run bundle` in a checkout of the library, or install the published package again',
    );
  }
  return bundle.folder;
}
