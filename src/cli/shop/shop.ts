import { existsSync } from 'fs';
import { join } from 'path';
import { ExitCode } from '../exit-code';
import { Refusal } from '../refusal';

const ASSETS = join(__dirname, '..', '..', '..', 'assets', 'local');

/** Runs the command `shop`: starts the bundled shop, which sets the exit code by itself when it ends. */
export function shop(args: readonly string[]): Promise<void> {
  const bundle = join(ASSETS, engineOf(args), 'shop.js');
  if (!existsSync(bundle)) {
    throw new Refusal(`${bundle} is missing: run "node shop/bundle.mjs" first`, ExitCode.FAILED);
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(bundle) as { main(args: readonly string[]): Promise<void> }).main(args);
}

/** Returns the engine of the database URL: a bundle contains the driver of one engine only. */
function engineOf(args: readonly string[]): 'mysql' | 'postgres' {
  const index = args.findIndex((arg) => arg === '--database-url' || arg.startsWith('--database-url='));
  const url = index < 0 ? '' : args[index].slice('--database-url='.length) || (args[index + 1] ?? '');
  return /^(mysql|mariadb):/i.test(url) ? 'mysql' : 'postgres';
}
