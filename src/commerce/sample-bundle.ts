import { findBundle } from '../database/sample-bundles';

/**
 * Returns the folder with the bundle of a sample function.
 *
 * @param engineFamily - `postgres`, `mysql`, `mariadb` or `oracle`
 * @param name - of the function's bundle, such as `order-processing`
 * @param root - another package folder, for tests
 * @throws an error when there is no sample for the engine, or when the bundle has not been built
 */
export function sampleBundle(engineFamily: string, name: string, root?: string): string {
  const bundle = findBundle(engineFamily, 'functions', [name, 'index.js'], root);
  if (!bundle) {
    throw new Error(
      `the sample function ${name} must run on postgres, mysql or mariadb, got "${engineFamily}": ` +
        'give your function with BusinessFunction.code()',
    );
  }
  if (!bundle.built) {
    const expected = bundle.folder.split(/[\\/]/).slice(-4).join('/');
    throw new Error(
      `the sample function ${name} must be bundled, got no index.js in ${expected}: run \`npm run bundle\``,
    );
  }
  return bundle.folder;
}
