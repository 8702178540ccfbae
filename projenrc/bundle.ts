import type { awscdk } from 'projen';

/**
 * Bundles the code that runs on the architecture when the library is built, and ships it in assets/, so that a user's
 * synth needs neither esbuild nor Docker.
 */
export function bundle(project: awscdk.AwsCdkConstructLibrary): void {
  const task = project.addTask('bundle', {
    description: 'Bundle shop/ into assets/ when it is missing or older than its sources',
    exec: 'node shop/bundle.mjs',
  });
  project.preCompileTask.spawn(task);
}
