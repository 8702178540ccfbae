import { execFile, execFileSync } from 'child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  readdirSync,
} from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { promisify } from 'util';
import { makeBundles, ROOT } from './support/web-process';

const FUNCTIONS = [
  'order-processing',
  'payment-verification',
  'shipping-notification',
  'customer-notification',
  'store-api',
  'scheduled-tasks',
  'migrations',
];
const ENGINES = ['postgres', 'mysql'];
const BUNDLES = ENGINES.flatMap((engine) => [
  ...FUNCTIONS.map((name) => `functions/${engine}/${name}/index.js`),
  `web/${engine}/server.js`,
]);

/** With its lazily loaded parts. */
function content(root: string, bundle: string): string {
  const folder = dirname(join(root, 'assets', bundle));
  const parts = readdirSync(folder)
    .filter((name) => name.startsWith('part-'))
    .sort();
  return [join(root, 'assets', bundle), ...parts.map((name) => join(folder, name))]
    .map((file) => readFileSync(file, 'utf8'))
    .join('');
}

beforeAll(() => makeBundles());

describe('the bundles', () => {
  test.each(BUNDLES)('%s is small and contains nothing of the machine that built it', (bundle) => {
    const text = content(ROOT, bundle);
    // A function is unpacked and read at each cold start, so it has at most a megabyte with all its parts. A server
    // starts once.
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bundle.startsWith('functions/') ? 1_048_576 : 1_600_000);
    expect(text.includes(ROOT)).toBe(false);
  });

  test('each function exports its handler', () => {
    const files = BUNDLES.filter((bundle) => bundle.startsWith('functions/')).map((bundle) =>
      join(ROOT, 'assets', bundle),
    );
    const script = `for (const file of ${JSON.stringify(files)}) console.log(typeof require(file).handler);`;
    const lines = execFileSync(process.execPath, ['-e', script], { env: { NODE_NO_WARNINGS: '1' }, encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(lines).toEqual(files.map(() => 'function'));
  });

  test('a bundle contains only the driver of its engine', () => {
    // Compared as booleans, because a failure would print a megabyte.
    const has = (bundle: string, text: string) => content(ROOT, bundle).includes(text);
    for (const bundle of BUNDLES) {
      expect({ bundle, mysql: has(bundle, 'caching_sha2_password') }).toEqual({
        bundle,
        mysql: bundle.includes('/mysql/'),
      });
      expect({ bundle, postgres: has(bundle, 'SCRAM-SHA-256') }).toEqual({
        bundle,
        postgres: bundle.includes('/postgres/'),
      });
    }
  });

  test("lazily loaded code is not part of a function's initialization, and none of it is missing", () => {
    for (const bundle of BUNDLES.filter((name) => name.startsWith('functions/'))) {
      const file = join(ROOT, 'assets', bundle);
      const script = `require(${JSON.stringify(file)}); console.log(JSON.stringify(Object.keys(require.cache)))`;
      const loaded = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })) as string[];
      const early = loaded.map((name) => readFileSync(name, 'utf8')).join('');
      // Texts of the drivers and the SDK.
      for (const late of ['SCRAM-SHA-256', 'caching_sha2_password', 'X-Amz-Security-Token']) {
        expect({ bundle, late, early: early.includes(late) }).toEqual({ bundle, late, early: false });
      }
      const parts = readdirSync(dirname(file));
      for (const [, part] of content(ROOT, bundle).matchAll(/require\("\.\/(part-[A-Z0-9]+\.js)"\)/g)) {
        expect(parts).toContain(part);
      }
    }
  });

  test('the licences of bundled packages are included', () => {
    const text = readFileSync(join(ROOT, 'assets/LICENSES.txt'), 'utf8');
    for (const name of [
      'fastify',
      'pg',
      'mysql2',
      'kysely',
      '@redis/client',
      '@aws-sdk/client-sqs',
      '@aws-lambda-powertools/logger',
      'aws-xray-sdk-core',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    expect(text).toContain('Apache License');
    expect(text).toContain('Permission is hereby granted');
  });
});

describe('the bundler', () => {
  let copy: string;
  const run = async (...options: string[]) =>
    promisify(execFile)(process.execPath, [join(copy, 'shop/bundle.mjs'), ...options], { cwd: tmpdir() });

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'shop-bundle-'));
    for (const folder of ['shop', 'src/contract']) cpSync(join(ROOT, folder), join(copy, folder), { recursive: true });
    cpSync(join(ROOT, 'package-lock.json'), join(copy, 'package-lock.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('builds the same bytes anywhere, skips unchanged sources, and keeps the old files when it fails', async () => {
    const first = await run('--report');
    expect(first.stdout).toMatch(/made in/);
    expect(first.stdout).toMatch(/\d+ kB {2}web\/postgres\/server\.js/);
    for (const bundle of BUNDLES) {
      expect({ bundle, same: content(copy, bundle) === content(ROOT, bundle) }).toEqual({ bundle, same: true });
    }
    // Looking whether there is anything to do loads no package, and writes nothing.
    const madeAt = statSync(join(copy, 'assets/web/postgres/server.js')).mtimeMs;
    rmSync(join(copy, 'node_modules'));
    expect((await run()).stdout).toBe('assets/ is up to date\n');
    expect(statSync(join(copy, 'assets/web/postgres/server.js')).mtimeMs).toBe(madeAt);
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

    const source = join(copy, 'shop/presentation/storefront/style.ts');
    const made = readFileSync(join(copy, 'assets/web/postgres/server.js'));
    const text = readFileSync(source, 'utf8');
    writeFileSync(source, 'this is not TypeScript');
    await expect(run()).rejects.toThrow(/style\.ts/);
    expect(readFileSync(join(copy, 'assets/web/postgres/server.js')).equals(made)).toBe(true);
    expect(readdirSync(join(copy, 'assets')).sort()).toEqual(['LICENSES.txt', 'functions', 'local', 'web']);

    writeFileSync(source, text);
    const before = statSync(join(copy, 'assets/web/postgres/server.js')).mtimeMs;
    expect((await run()).stdout).toMatch(/made in/);
    expect(statSync(join(copy, 'assets/web/postgres/server.js')).mtimeMs).toBeGreaterThan(before);
  }, 600_000);

  test('sees changes of the shop, of the names that both halves share and of the dependencies', async () => {
    const check = async () =>
      run('--check').then(
        () => 'up to date',
        ({ code, stdout }: { readonly code: number; readonly stdout: string }) => `${code} ${stdout}`,
      );
    // By the clock of the files, which need not be that of this process.
    const made = statSync(join(copy, 'assets/web/postgres/server.js')).mtimeMs;
    expect(await check()).toBe('up to date');
    for (const file of ['package-lock.json', 'src/contract/paths.ts', 'shop/domain/money.ts']) {
      const before = statSync(join(copy, file)).mtime;
      utimesSync(join(copy, file), before, new Date(made + 60_000));
      expect(await check()).toBe('1 assets/ is out of date\n');
      utimesSync(join(copy, file), before, before);
      expect(await check()).toBe('up to date');
    }
    rmSync(join(copy, 'assets/functions/mysql/migrations/index.js'));
    expect(await check()).toBe('1 assets/ is out of date\n');
  });
});
