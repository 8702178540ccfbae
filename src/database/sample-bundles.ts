import { existsSync } from 'fs';
import { join } from 'path';

/** The folder of the package, which is the same from src/database and from lib/database. */
const PACKAGE = join(__dirname, '..', '..');

/** The bundle for each engine. MariaDB uses MySQL's protocol, so it shares that bundle. */
const BUNDLES: Readonly<Record<string, string>> = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mysql' };

/** The engines that the samples support. */
export const SAMPLE_ENGINES = Object.keys(BUNDLES);

/** A bundle of a sample server or function. */
export interface SampleBundle {
  readonly folder: string;
  /** False in a checkout in which the package has not been built. */
  readonly built: boolean;
}

/**
 * Finds a bundle of the samples. Bundles are created when the package is built, so synthesis needs neither a bundler
 * nor Docker.
 *
 * @param engineFamily - decides the driver in the bundle
 * @param kind - the folder below assets/
 * @param entry - the path of the bundle's file below the engine's folder
 * @param root - another package folder, for tests
 * @returns undefined when there are no samples for the engine
 */
export function findBundle(
  engineFamily: string,
  kind: 'functions' | 'web',
  entry: string[],
  root: string = PACKAGE,
): SampleBundle | undefined {
  const engine = BUNDLES[engineFamily];
  if (engine === undefined) return undefined;
  const file = join(root, 'assets', kind, engine, ...entry);
  return { folder: join(file, '..'), built: existsSync(file) };
}
