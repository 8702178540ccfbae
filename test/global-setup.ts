import { once } from 'events';
import { mkdtempSync } from 'fs';
import { createServer, Server } from 'net';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { PostgresProcess, SHARED_POSTGRES, startPostgresProcess } from './shop/support/postgres';
import { RUN_FOLDER } from './support/test-run';

/** What `global-teardown.ts` stops. */
export interface Shared {
  readonly folder: string;
  readonly listener: Server;
  postgres?: Promise<PostgresProcess>;
}

declare global {
  // eslint-disable-next-line no-var
  var sharedByTests: Shared | undefined;
}

/**
 * Prepares what test files of a run share: a folder, and a PostgreSQL that starts when the first of them needs it, so
 * that a run without such tests starts none.
 */
// eslint-disable-next-line import/no-default-export -- jest demands it
export default async function globalSetup(): Promise<void> {
  const shared: Shared = {
    folder: mkdtempSync(join(tmpdir(), 'test-run-')),
    listener: createServer((socket) => {
      socket.on('error', () => undefined);
      shared.postgres ??= startPostgresProcess();
      shared.postgres.then(
        ({ port }) => socket.end(String(port)),
        (error: unknown) => socket.end(String(error)),
      );
    }),
  };
  shared.listener.listen(0, '127.0.0.1');
  await once(shared.listener, 'listening');
  process.env[SHARED_POSTGRES] = String((shared.listener.address() as AddressInfo).port);
  process.env[RUN_FOLDER] = shared.folder;
  globalThis.sharedByTests = shared;
}
