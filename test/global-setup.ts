import { once } from 'events';
import { createServer, Server } from 'net';
import type { AddressInfo } from 'net';
import { PostgresProcess, SHARED_POSTGRES, startPostgresProcess } from './shop/support/postgres';

/** What `global-teardown.ts` stops. */
export interface Shared {
  readonly listener: Server;
  postgres?: Promise<PostgresProcess>;
}

declare global {
  // eslint-disable-next-line no-var
  var sharedByTests: Shared | undefined;
}

/** Starts the PostgreSQL that test files share when the first of them needs it; a run without such tests starts none. */
// eslint-disable-next-line import/no-default-export -- jest demands it
export default async function globalSetup(): Promise<void> {
  const shared: Shared = {
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
  globalThis.sharedByTests = shared;
}
