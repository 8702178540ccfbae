import { existsSync } from 'fs';
import { join } from 'path';

/** The package's own folder, the same from src/database and from lib/database. */
const PACKAGE = join(__dirname, '..', '..');

/** MariaDB speaks MySQL's protocol, so the same bundle serves it. */
const BUNDLES: Readonly<Record<string, string>> = { postgres: 'postgres', mysql: 'mysql', mariadb: 'mysql' };

/** The engines that the samples speak to. */
export const SAMPLE_ENGINES = Object.keys(BUNDLES);

/** Where a bundle is expected, and whether it was made. */
export interface SampleBundle {
  readonly folder: string;
  readonly made: boolean;
}

/**
 * Finds a bundle of the samples. They are made when the package is built, so that a synth needs neither a bundler nor Docker.
 *
 * @param engineFamily decides the driver in the bundle; an engine without samples has none
 * @param kind the folder below assets/
 * @param entry the bundle's file, below the engine's folder
 * @param root another package folder, in tests
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
  return { folder: join(file, '..'), made: existsSync(file) };
}
