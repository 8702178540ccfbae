import { rmSync } from 'fs';

/** Stops what `global-setup.ts` and the tests have started. */
// eslint-disable-next-line import/no-default-export -- jest demands it
export default async function globalTeardown(): Promise<void> {
  const shared = globalThis.sharedByTests;
  shared?.listener.close();
  await (await shared?.postgres)?.stop();
  if (shared) rmSync(shared.folder, { recursive: true, force: true });
}
