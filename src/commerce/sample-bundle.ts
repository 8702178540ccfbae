import { existsSync } from 'fs';
import { join } from 'path';

/** The package's own folder, from `src` as well as from `lib`. */
const PACKAGE = join(__dirname, '..', '..');

/** MariaDB is spoken to with MySQL's driver. */
const FOLDERS: Record<string, string> = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mysql' };

/**
 * The folder with the bundle of a sample function. It is made when the package is built, so that a synth needs neither a bundler nor Docker.
 *
 * @throws an error when the engine has no sample, or when the bundle was not made
 */
export function sampleBundle(engineFamily: string, name: string, root: string = PACKAGE): string {
  const engine = FOLDERS[engineFamily];
  if (engine === undefined) {
    throw new Error(`the sample function ${name} must run on postgres, mysql or mariadb, got "${engineFamily}": bring a function of your own with BusinessFunction.code()`);
  }
  const folder = join(root, 'assets', 'functions', engine, name);
  if (!existsSync(join(folder, 'index.js'))) {
    throw new Error(`the sample function ${name} must be bundled, got no index.js in assets/functions/${engine}/${name}: run \`npm run bundle\``);
  }
  return folder;
}
