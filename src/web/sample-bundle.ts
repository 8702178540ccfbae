import { join } from 'path';
import { invalid } from '../core/validation';
import { findBundle, SAMPLE_ENGINES } from '../database/sample-bundles';

const ENTRY = 'server.js';

/** The folder with the bundled sample server for a database engine. */
export function sampleBundle(engineFamily: string, packageRoot?: string): string {
  const bundle = findBundle(engineFamily, 'web', [ENTRY], packageRoot);
  if (!bundle) {
    return invalid({
      prop: 'web.server',
      expected: `your own server for the database engine ${engineFamily} (the sample speaks ${SAMPLE_ENGINES.join(', ')})`,
      got: 'WebServer.sample()',
      fix: "set `web.server` to WebServer.directory('path', { start: 'command' })",
    });
  }
  if (!bundle.made) {
    throw new Error(
      `the bundled sample server is missing, expected ${join(bundle.folder, ENTRY)}: ` +
        'run `npm run bundle` in a checkout of the library, or install the published package again',
    );
  }
  return bundle.folder;
}
