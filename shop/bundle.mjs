// Bundles the code that runs on the architecture into assets/: a folder for each function and engine, the web server,
// and the whole shop for a laptop.
//   node shop/bundle.mjs [--force] [--report] [--check]
// --check only says whether the bundles are up to date, and exits with 1 when they are not.
// It does nothing when the bundles are newer than shop/, src/contract/ and package-lock.json.
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const assets = join(root, 'assets');
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
const LICENCES = 'LICENSES.txt';

const SETTINGS = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  // ES modules of the packages first, because unused parts of them are left out.
  mainFields: ['module', 'main'],
  external: ['pg-native'],
  // The names of the parts depend on the paths of their sources. With this setting they do not depend on the real place
  // of node_modules.
  preserveSymlinks: true,
  // Not the tsconfig of the project, which is for the constructs. The bundles depend only on shop/, src/contract/ and
  // the lock file.
  tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
  define: { 'process.env.NODE_ENV': '"production"' },
  // Comments that must be kept are in the licence texts.
  legalComments: 'none',
  logLevel: 'warning',
};

const outputs = [
  ...ENGINES.flatMap((engine) => [
    ...FUNCTIONS.map((name) => `functions/${engine}/${name}/index.js`),
    `web/${engine}/server.js`,
    `local/${engine}/shop.js`,
  ]),
  LICENCES,
];
const options = new Set(process.argv.slice(2));

if (options.has('--check')) {
  const current = await upToDate();
  console.log(current ? 'assets/ is up to date' : 'assets/ is out of date');
  process.exit(current ? 0 : 1);
}
if (options.has('--force') || !(await upToDate())) {
  const begun = performance.now();
  await replace(await bundle());
  console.log(`assets/ made in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
} else {
  console.log('assets/ is up to date');
}
if (options.has('--report')) await report();

/** Builds all bundles in memory: nothing is written unless every build succeeds. */
async function bundle() {
  // Loaded only here, because the check for changes must be fast.
  const [{ build }, { leaveOut }, { licences }, { bundleInParts }] = await Promise.all([
    import('esbuild'),
    import('./bundling/leave-out.mjs'),
    import('./bundling/licences.mjs'),
    import('./bundling/parts.mjs'),
  ]);
  const files = new Map();
  const metafiles = [];
  for (const engine of ENGINES) {
    const settings = { ...SETTINGS, plugins: [leaveOut, driverOf(engine)] };
    const whole = await build({
      ...settings,
      entryPoints: [
        { in: 'shop/handlers/web-server/server.ts', out: `web/${engine}/server` },
        { in: 'shop/local/main.ts', out: `local/${engine}/shop` },
      ],
      outdir: 'assets',
      format: 'cjs',
    });
    for (const { path, contents } of whole.outputFiles) files.set(relative(assets, path), contents);
    const functions = await bundleInParts(
      settings,
      Object.fromEntries(FUNCTIONS.map((name) => [name, `shop/handlers/${name}.ts`])),
    );
    for (const [name, parts] of functions.bundles) {
      for (const [file, code] of parts) files.set(`functions/${engine}/${name}/${file}`, code);
    }
    metafiles.push(whole.metafile, functions.metafile);
  }
  files.set(LICENCES, await licences(root, metafiles));
  return files;
}

/** Each bundle contains only the driver of its engine: both drivers add 1 MB. */
function driverOf(engine) {
  return {
    name: 'driver',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\/driver$/ }, ({ resolveDir }) => ({ path: join(resolveDir, `driver-${engine}.ts`) }));
    },
  };
}

/** Writes each file under another name and renames it, so that a reader never gets an incomplete file. */
async function replace(files) {
  const aside = join(assets, `.making-${process.pid}`);
  try {
    for (const [file, contents] of files) {
      await mkdir(dirname(join(aside, file)), { recursive: true });
      await writeFile(join(aside, file), contents);
    }
    for (const file of files.keys()) {
      await mkdir(dirname(join(assets, file)), { recursive: true });
      await rename(join(aside, file), join(assets, file));
    }
    await removeOldParts(files);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** Removes parts of former builds. Parts are named by their content, so they are not overwritten. */
async function removeOldParts(files) {
  for (const folder of new Set([...files.keys()].map(dirname))) {
    for (const name of await readdir(join(assets, folder))) {
      if (/^part-/.test(name) && !files.has(join(folder, name))) await rm(join(assets, folder, name), { force: true });
    }
  }
}

async function upToDate() {
  const made = await Promise.all(
    outputs.map(async (file) => (await stat(join(assets, file)).catch(() => undefined))?.mtimeMs ?? 0),
  );
  return (
    Math.min(...made) >
    Math.max(
      await newest(join(root, 'shop')),
      await newest(join(root, 'src', 'contract')),
      (await stat(join(root, 'package-lock.json'))).mtimeMs,
    )
  );
}

/** Includes folders, because the time of a folder changes when a file is removed. */
async function newest(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const times = await Promise.all(
    entries.map(async (entry) =>
      entry.isDirectory() ? newest(join(folder, entry.name)) : (await stat(join(folder, entry.name))).mtimeMs,
    ),
  );
  return Math.max((await stat(folder)).mtimeMs, ...times);
}

async function report() {
  for (const file of outputs) {
    const folder = dirname(join(assets, file));
    const parts = (await readdir(folder)).filter((name) => name.startsWith('part-'));
    const sizes = await Promise.all(
      [join(assets, file), ...parts.map((name) => join(folder, name))].map(async (path) => (await stat(path)).size),
    );
    const size = sizes.reduce((sum, one) => sum + one);
    const more = parts.length === 0 ? '' : ` and ${parts.length} parts`;
    console.log(`${String(Math.round(size / 1024)).padStart(6)} kB  ${file}${more}`);
  }
}
