import { findBundle } from '../database/sample-bundles';

/**
 * The folder with the bundle of a sample function.
 *
 * @throws an error when the engine has no sample, or when the bundle was not made
 */
export function sampleBundle(engineFamily: string, name: string, root?: string): string {
  const bundle = findBundle(engineFamily, 'functions', [name, 'index.js'], root);
  if (!bundle) {
    throw new Error(
      `the sample function ${name} must run on postgres, mysql or mariadb, got "${engineFamily}": bring a function of your own with BusinessFunction.code()`,
    );
  }
  if (!bundle.made) {
    const expected = bundle.folder.split(/[\\/]/).slice(-4).join('/');
    throw new Error(
      `the sample function ${name} must be bundled, got no index.js in ${expected}: run \`npm run bundle\``,
    );
  }
  return bundle.folder;
}
