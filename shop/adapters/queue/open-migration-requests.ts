import { SqsMigrationRequests } from './migration-requests';
import { MigrationRequests } from '../../ports/migration-requests';

/** Without a queue (on a laptop) migrations have run before anybody listens, so there is nobody to ask. */
export function openMigrationRequests(queueUrl: string | undefined): MigrationRequests {
  return queueUrl === undefined ? { request: async () => undefined } : new SqsMigrationRequests(queueUrl);
}
