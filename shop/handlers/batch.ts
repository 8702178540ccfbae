import { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../adapters/telemetry/log';
import { StoreError } from '../application/store-error';
import { MigrationRequests } from '../ports/migration-requests';

/**
 * Processes the records one after another. A failed record is redelivered alone.
 *
 * @param migrations - receives a request when the schema is missing
 * @param work - throws to have its record redelivered
 */
export async function processBatch(
  event: SQSEvent,
  migrations: MigrationRequests,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  let unavailable = false;
  for (const record of event.Records) {
    // While the database is unavailable, each further record would only wait for the same timeout.
    if (unavailable) {
      failed.push(record.messageId);
      continue;
    }
    try {
      await work(record);
    } catch (error) {
      failed.push(record.messageId);
      unavailable = error instanceof StoreError;
      log.error('message failed', {
        messageId: record.messageId,
        attempt: Number(record.attributes?.ApproximateReceiveCount),
        error,
      });
      if (error instanceof StoreError && error.problem === 'schema') await migrations.request();
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
