// Loaded at the start, unlike the clients of functions: only servers use it, and in a bundle without chunks it then
// takes a third of the size.
import { HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { MediaStorage, Upload } from '../../ports/media';
import { clientOptions } from '../aws/client-options';

/** Long enough to find a picture on a phone, short enough for a form that is left open. */
const UPLOAD_SECONDS = 600;

/**
 * Pictures in the media bucket. The browser uploads to the bucket itself, which checks key, type and size against the
 * signed policy.
 */
export class S3Media implements MediaStorage {
  private readonly client = new S3Client(clientOptions());

  constructor(private readonly bucket: string) {}

  async createUpload({
    key,
    contentType,
    maximumBytes,
    returnTo,
  }: Parameters<MediaStorage['createUpload']>[0]): Promise<Upload> {
    return createPresignedPost(this.client, {
      Bucket: this.bucket,
      Key: key,
      // Each field is also a condition, so the form cannot be sent with another type or redirect.
      Fields: { 'Content-Type': contentType, success_action_redirect: returnTo },
      Conditions: [['content-length-range', 1, maximumBytes]],
      Expires: UPLOAD_SECONDS,
    });
  }

  async exists(key: string): Promise<boolean> {
    try {
      await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return true;
    } catch (error) {
      // Servers may not list the bucket, and without that permission S3 answers 403 instead of 404.
      if (error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0)) return false;
      throw error;
    }
  }
}
