import { parseArgs } from 'util';
import { initialisation, sizes } from './bundles';
import { compile } from './compiled';
import { orders } from './orders';
import { pages } from './pages';
import { print, Result } from './result';

/* eslint-disable no-console */

const TITLES = {
  pages: 'Pages: requests a second, beside a bare Node server with the same queries and the same bytes',
  orders: 'Orders: orders a second through the handler, beside the same statements issued directly',
  size: "Size of each function's bundle, beside what is allowed",
  init: 'Initialisation of each function, beside `node -e 0`',
};

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, only: { type: 'string', default: Object.keys(TITLES).join() } },
});
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 3) {
  throw new Error('`--rounds` must be a whole number from 3 on, because medians are compared');
}
const only = values.only.split(',');
const unknown = only.filter((name) => !(name in TITLES));
if (unknown.length > 0) {
  throw new Error(`\`--only\` knows no ${unknown.join()}: name some of ${Object.keys(TITLES).join()}`);
}

async function main(): Promise<void> {
  const begun = performance.now();
  const measure: Record<keyof typeof TITLES, () => Promise<readonly Result[]> | readonly Result[]> = {
    pages: async () => pages(rounds),
    orders: async () => orders(rounds),
    size: sizes,
    init: () => initialisation(rounds),
  };
  let missed = 0;
  compile();
  console.log(
    `Medians of ${rounds} rounds, Node ${process.version}. A demand is missed when the ratio misses it by more ` +
      'than the noise.',
  );
  console.log(
    'The noise is the difference of two measurements of the same side, or the scatter of its rounds if that is larger.',
  );
  for (const name of Object.keys(TITLES) as (keyof typeof TITLES)[]) {
    if (only.includes(name)) missed += print(TITLES[name], await measure[name]());
  }
  console.log(`\n${((performance.now() - begun) / 1_000).toFixed(0)} s`);
  if (missed > 0) {
    console.error(`${missed} demands are missed or could not be decided.`);
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
