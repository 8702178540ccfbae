import { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../adapters/telemetry/log';
import { StoreError } from '../application/store-error';
import { MigrationRequests } from '../ports/migration-requests';

/** Runs the records one after another; a failed one comes again by itself, and only it. */
export async function processBatch(
  event: SQSEvent,
  migrations: MigrationRequests,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failed: string[] = [];
  let away = false;
  for (const record of event.Records) {
    // Once the database is away each further try would only wait for the same time-out, until the function's own.
    if (away) {
      failed.push(record.messageId);
      continue;
    }
    try {
      await work(record);
    } catch (error) {
      failed.push(record.messageId);
      away = error instanceof StoreError;
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
