// Storage of the functions: objects in the media bucket, outside of `media/`, so CloudFront does not serve them.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

// Lambda's Node.js runtimes include the AWS SDK, so nothing is installed.
const s3 = new S3Client({});

/**
 * Stores a document once: a repeated message finds it and changes nothing.
 *
 * With Oracle's driver in this folder (`npm install oracledb`), replace it by an INSERT with a unique key. User name
 * and password are in the secret DATABASE_SECRET_ARN, which these functions may read; the database is at
 * `tcps://DATABASE_HOST:DATABASE_PORT/DATABASE_NAME`.
 */
export async function keep(key, document) {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: process.env.MEDIA_BUCKET,
        Key: key,
        Body: JSON.stringify(document),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
    return 'kept';
  } catch (error) {
    if (error.name === 'PreconditionFailed') return 'known';
    throw error;
  }
}

/** Validates an id, which becomes part of a key: letters, digits, _ and - only. */
export function readId(value, name) {
  if (typeof value !== 'string' || !/^[\w-]{1,64}$/.test(value))
    throw new Error(`${name} must be 1 to 64 letters, digits, _ or -`);
  return value;
}

/** Processes the messages one after another, and reports those that failed, which alone are retried. */
export async function eachRecord({ Records }, work) {
  const batchItemFailures = [];
  for (const { messageId, body } of Records) {
    try {
      await work(JSON.parse(body));
    } catch (error) {
      console.error({ message: 'message failed', messageId, problem: error.message });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
}
