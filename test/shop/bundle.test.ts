import { execFile, execFileSync } from 'child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync, readdirSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { promisify } from 'util';
import { makeBundles, ROOT } from './support/web-process';

const FUNCTIONS = ['order-processing', 'payment-verification', 'shipping-notification', 'customer-notification', 'store-api', 'migrations'];
const ENGINES = ['postgres', 'mysql'];
const BUNDLES = ENGINES.flatMap((engine) => [...FUNCTIONS.map((name) => `functions/${engine}/${name}/index.js`), `web/${engine}/server.js`]);

const content = (root: string, bundle: string) => readFileSync(join(root, 'assets', bundle), 'utf8');

beforeAll(() => makeBundles());

describe('the bundles', () => {
  test.each(BUNDLES)('%s is small and knows nothing of the machine it was made on', (bundle) => {
    const text = readFileSync(join(ROOT, 'assets', bundle), 'utf8');
    const limit = bundle.includes('mysql') ? 1_400 : 1_000;
    expect(text.length / 1024).toBeLessThan(limit);
    expect(text.includes(ROOT)).toBe(false);
  });

  test('each function exports its handler', () => {
    const files = BUNDLES.filter((bundle) => bundle.startsWith('functions/')).map((bundle) => join(ROOT, 'assets', bundle));
    const script = `for (const file of ${JSON.stringify(files)}) console.log(typeof require(file).handler);`;
    const lines = execFileSync(process.execPath, ['-e', script], { env: { NODE_NO_WARNINGS: '1' }, encoding: 'utf8' }).trim().split('\n');
    expect(lines).toEqual(files.map(() => 'function'));
  });

  test('a bundle carries the driver of its own engine only', () => {
    // Compared as booleans: a failure would print a megabyte.
    const has = (bundle: string, text: string) => readFileSync(join(ROOT, 'assets', bundle), 'utf8').includes(text);
    for (const bundle of BUNDLES) {
      expect({ bundle, mysql: has(bundle, 'caching_sha2_password') }).toEqual({ bundle, mysql: bundle.includes('/mysql/') });
      expect({ bundle, postgres: has(bundle, 'SCRAM-SHA-256') }).toEqual({ bundle, postgres: bundle.includes('/postgres/') });
    }
  });

  test('the licences of what is inside come along', () => {
    const text = readFileSync(join(ROOT, 'assets/LICENSES.txt'), 'utf8');
    for (const name of ['fastify', 'pg', 'mysql2', 'kysely', '@redis/client', '@aws-sdk/client-sqs']) {
      expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
    expect(text).toContain('Apache License');
    expect(text).toContain('Permission is hereby granted');
  });
});

describe('the bundler', () => {
  let copy: string;
  const run = async (...options: string[]) => promisify(execFile)(process.execPath, [join(copy, 'shop/bundle.mjs'), ...options], { cwd: tmpdir() });

  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'shop-bundle-'));
    cpSync(join(ROOT, 'shop'), join(copy, 'shop'), { recursive: true });
    cpSync(join(ROOT, 'package-lock.json'), join(copy, 'package-lock.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });

  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('makes the same bytes anywhere, does nothing when nothing changed, and keeps what was there when it fails', async () => {
    const first = await run('--report');
    expect(first.stdout).toMatch(/made in/);
    expect(first.stdout).toMatch(/\d+ kB {2}web\/postgres\/server\.js/);
    for (const bundle of BUNDLES) {
      expect({ bundle, same: content(copy, bundle) === content(ROOT, bundle) }).toEqual({ bundle, same: true });
    }
    const begun = Date.now();
    expect((await run()).stdout).toBe('assets/ is up to date\n');
    expect(Date.now() - begun).toBeLessThan(2_000);

    const source = join(copy, 'shop/storefront/style.ts');
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
    utimesSync(join(copy, 'package-lock.json'), new Date(), new Date(Date.now() + 5_000));
    expect((await run()).stdout).toMatch(/made in/);
  });
});
