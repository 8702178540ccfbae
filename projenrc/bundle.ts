import type { awscdk } from 'projen';

/**
 * What runs on the architecture is bundled when the library is built and shipped in assets/:
 * a user's synth needs neither esbuild nor Docker.
 */
export function bundle(project: awscdk.AwsCdkConstructLibrary): void {
  const task = project.addTask('bundle', {
    description: 'Bundle shop/ into assets/ when it is missing or older than its sources',
    exec: 'node shop/bundle.mjs',
  });
  project.preCompileTask.spawn(task);
}
