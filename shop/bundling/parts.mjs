import { basename } from 'node:path';
import { build, transform } from 'esbuild';

/**
 * Builds bundles of several files: modules that the sources load late (`await import`) are read and compiled only at
 * their first use, instead of at each cold start.
 *
 * @returns for each entry point its files: the parts, named by the hash of their content, then `index.js`
 */
export async function bundleInParts(settings, entryPoints) {
  // The first build reads each source once, for all entry points. The second one builds each entry point alone, which
  // gives as few files as possible.
  const { outputFiles, metafile } = await build({ ...settings, ...IN_PARTS, entryPoints });
  const shared = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const bundles = await Promise.all(
    Object.keys(entryPoints).map(async (name) => {
      const made = await build({
        ...settings,
        ...IN_PARTS,
        entryPoints: { index: `./${name}.js` },
        plugins: [inMemory(shared)],
      });
      const files = await Promise.all(
        made.outputFiles.map(async ({ path, text }) => [basename(path), await commonJs(text)]),
      );
      // Last, so that the parts of an entry point always exist, even while the files are replaced.
      return [name, files.sort(([a], [b]) => Number(a === 'index.js') - Number(b === 'index.js'))];
    }),
  );
  return { bundles, metafile };
}

const IN_PARTS = { outdir: 'assets', format: 'esm', splitting: true, chunkNames: 'part-[hash]' };

function inMemory(files) {
  return {
    name: 'in-memory',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path }) => ({ path: basename(path), namespace: 'made' }));
      onLoad({ filter: /./, namespace: 'made' }, ({ path }) => ({ contents: files.get(path) }));
    },
  };
}

/** Only ES modules can be split, and Node loads those more slowly than CommonJS. */
async function commonJs(text) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    supported: { 'dynamic-import': false },
  });
  return code;
}
