import { readdirSync, readFileSync, statSync } from 'fs';
import { join, relative } from 'path';
import { ESLint } from 'eslint';
import { circlesIn, importsOf, sourceOf, sourcesIn } from './sources';

interface Zone {
  readonly target: string | string[];
  readonly from: string | string[];
  readonly except?: string[];
  readonly message: string;
}

const ROOT = join(__dirname, '../..');
const RULE = 'import/no-restricted-paths';
const CONFIGURATION = JSON.parse(readFileSync(join(ROOT, '.eslintrc.json'), 'utf8').replace(/^\/\/.*$/m, ''));
const ZONES: Zone[] = CONFIGURATION.rules[RULE][1].zones;

// Only this rule, with the options of the project, on sources that are not on the disk.
process.env.ESLINT_USE_FLAT_CONFIG = 'false';
const { LegacyESLint } = jest.requireActual('eslint/use-at-your-own-risk') as { LegacyESLint: typeof ESLint };
const lint = new LegacyESLint({
  cwd: ROOT,
  useEslintrc: false,
  baseConfig: {
    root: true,
    plugins: ['import'],
    parser: '@typescript-eslint/parser',
    parserOptions: { sourceType: 'module' },
    settings: CONFIGURATION.settings,
    rules: { [RULE]: CONFIGURATION.rules[RULE] },
  },
} as unknown as ESLint.Options);

/** Returns the lint messages for a source at a place that imports a file of the project. */
async function complaints(place: string, imported: string): Promise<string[]> {
  const specifier = relative(join(ROOT, place, '..'), join(ROOT, imported)).replace(/\.ts$/, '');
  const text = `import * as it from '${specifier.startsWith('.') ? specifier : `./${specifier}`}';\nvoid it;\n`;
  const [{ messages }] = await lint.lintText(text, { filePath: join(ROOT, place) });
  return messages.map(({ message }) => message);
}

/** The arrows are about TypeScript: `shop/bundling` has none. */
const isSource = (name: string) => name.endsWith('.ts');

const list = (paths: string | string[]) => [paths].flat();

/** Returns a place in the target of a zone where a new source could be. */
const placeIn = (target: string) =>
  target.endsWith('*.ts') ? target.replace('*.ts', 'new.ts') : join(target, 'new.ts');

/** Returns a source of the project in the part that must not be imported. */
function sourceIn(part: string, except: readonly string[] = []): string {
  const folder = part.replace(/\/\*\.ts$/, '');
  const found = readdirSync(join(ROOT, folder), { recursive: folder === part, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !except.some((one) => join(folder, name).startsWith(join(folder, one))))
    .filter((name) => statSync(join(ROOT, folder, name)).isFile())
    .sort();
  if (found.length === 0) throw new Error(`${part} has no source: the arrow cannot be tried`);
  return join(folder, found[0]);
}

const ARROWS = ZONES.flatMap(({ target, from, except, message }) =>
  list(target).flatMap((one) => list(from).map((other) => [one, other, message, except ?? []] as const)),
);

describe('arrows between the parts of the project', () => {
  test.each(ARROWS)('%s must not import %s', async (target, from, message, except) => {
    const told = await complaints(placeIn(target), sourceIn(from, except));
    expect(told.filter((one) => one.includes(message))).not.toEqual([]);
  });

  // The same list as in docs/architecture.md, in the direction that is allowed.
  const ALLOWED = [
    ['src/monitoring/new.ts', 'src/core/naming.ts'],
    ['src/monitoring/new.ts', 'src/contract/metrics.ts'],
    ['src/network/new.ts', 'src/monitoring/monitoring.ts'],
    ['src/network/new.ts', 'src/well-architected/index.ts'],
    ['src/database/new.ts', 'src/network/network.ts'],
    ['src/commerce/new.ts', 'src/messaging/messaging.ts'],
    ['src/web/new.ts', 'src/commerce/commerce.ts'],
    ['src/edge/new.ts', 'src/web/web.ts'],
    ['src/dns/new.ts', 'src/edge/edge.ts'],
    ['src/new.ts', 'src/dns/dns.ts'],
    ['shop/domain/new.ts', 'src/contract/events.ts'],
    ['shop/ports/new.ts', 'shop/domain/money.ts'],
    ['shop/application/new.ts', 'shop/ports/store.ts'],
    ['shop/adapters/new.ts', 'shop/application/store-error.ts'],
    ['shop/presentation/new.ts', 'shop/application/store-error.ts'],
    ['shop/migrations/new.ts', 'shop/adapters/database/engine.ts'],
    ['shop/handlers/new.ts', 'shop/presentation/http/router.ts'],
    ['shop/local/new.ts', 'shop/handlers/store-api.ts'],
  ];

  test.each(ALLOWED)('%s may import %s', async (place, imported) => {
    expect(await complaints(place, imported)).toEqual([]);
  });

  test('the parts that exist are the parts that the arrows name', () => {
    const targets = ZONES.flatMap(({ target }) => list(target));
    for (const folder of ['src', 'src/well-architected', 'shop']) {
      const parts = readdirSync(join(ROOT, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `./${folder}/${name}`)
        .filter((part) => readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' }).some(isSource));
      const named = ZONES.flatMap(({ from }) => list(from)).concat(targets);
      expect(parts.filter((part) => !named.includes(part))).toEqual([]);
    }
  });
});

// The lint rule for it, import/no-cycle, follows the imports of each source anew: half of the processor time of lint.
describe('imports in a circle', () => {
  test('do not exist', () => {
    const folders = ['src', 'shop', 'test', 'examples', 'bench', 'docs', 'projenrc'];
    expect(circlesIn(importsOf(sourcesIn(ROOT, ...folders)))).toEqual([]);
  });

  test.each([
    "import { two } from './two';",
    "import type { Two } from './two';",
    "export * from './two';",
    "export const late = async () => import('./two');",
  ])('are found by %s', (text) => {
    const sources = [sourceOf('one.ts', text), sourceOf('two.ts', "import { one } from './one';")];
    expect(circlesIn(importsOf(sources))).toEqual([['one.ts', 'two.ts']]);
  });

  test('are found over several files', () => {
    const imports = new Map([
      ['one.ts', ['two.ts']],
      ['two.ts', ['three.ts']],
      ['three.ts', ['one.ts']],
      ['four.ts', ['one.ts']],
      ['five.ts', ['five.ts']],
    ]);
    expect(circlesIn(imports)).toEqual([['one.ts', 'two.ts', 'three.ts'], ['five.ts']]);
  });
});
