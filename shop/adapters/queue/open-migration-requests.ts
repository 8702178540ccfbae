import { SqsMigrationRequests } from './migration-requests';
import { MigrationRequests } from '../../ports/migration-requests';

/**
 * Returns the sender of migration requests. Without a queue (on a laptop) the migrations have run before the server
 * accepts requests, so there is no function to notify.
 */
export function openMigrationRequests(queueUrl: string | undefined): MigrationRequests {
  return queueUrl === undefined ? { request: async () => undefined } : new SqsMigrationRequests(queueUrl);
}
