import type { S3Client } from '@aws-sdk/client-s3';
import { MediaStorage, Upload } from '../../ports/media';
import { clientOptions } from '../aws/client-options';

/** Long enough to find a picture on a phone, short enough for an address that is left open. */
const UPLOAD_SECONDS = 600;

/** Pictures in the media bucket. The browser's form goes to the bucket itself, which checks key, type and size against what was signed. */
export class S3Media implements MediaStorage {
  private client?: S3Client;

  constructor(private readonly bucket: string) {}

  async createUpload({ key, contentType, maximumBytes, returnTo }: Parameters<MediaStorage['createUpload']>[0]): Promise<Upload> {
    const { createPresignedPost } = await import('../aws/sdk/pictures');
    return createPresignedPost(await this.open(), {
      Bucket: this.bucket,
      Key: key,
      // Each field is a condition too: the form cannot be sent with another type or to another place.
      Fields: { 'Content-Type': contentType, 'success_action_redirect': returnTo },
      Conditions: [['content-length-range', 1, maximumBytes]],
      Expires: UPLOAD_SECONDS,
    });
  }

  async exists(key: string): Promise<boolean> {
    const { HeadObjectCommand } = await import('../aws/sdk/pictures');
    const client = await this.open();
    try {
      await client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return true;
    } catch (error) {
      // Who may not list a bucket is told 403 instead of 404 for what is not there, and servers may not list it.
      if ([403, 404].includes(statusOf(error) ?? 0)) return false;
      throw error;
    }
  }

  /** Loaded with the first picture: most servers never need it. */
  private async open(): Promise<S3Client> {
    const { S3Client: Client } = await import('../aws/sdk/pictures');
    return this.client ??= new Client(clientOptions());
  }
}

/** As the SDK tells it, in every error that the service answered. */
function statusOf(error: unknown): number | undefined {
  return (error as { readonly $metadata?: { readonly httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
}
