// Not loaded with the first use as the functions' clients are: only servers have it, and a bundle without parts then carries a third of it.
import { HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { MediaStorage, Upload } from '../../ports/media';
import { clientOptions } from '../aws/client-options';

/** Long enough to find a picture on a phone, short enough for an address that is left open. */
const UPLOAD_SECONDS = 600;

/** Pictures in the media bucket. The browser's form goes to the bucket itself, which checks key, type and size against what was signed. */
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
      // Each field is a condition too: the form cannot be sent with another type or to another place.
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
      // Who may not list a bucket is told 403 instead of 404 for what is not there, and servers may not list it.
      if (error instanceof S3ServiceException && [403, 404].includes(error.$metadata.httpStatusCode ?? 0)) return false;
      throw error;
    }
  }
}
