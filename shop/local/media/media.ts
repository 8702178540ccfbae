import { createHash, createHmac, randomBytes, timingSafeEqual } from 'crypto';
import { mkdir, readFile, rename, writeFile } from 'fs/promises';
import { join } from 'path';
import { parseJson, readInteger, readObject, readText } from '../../domain/validation';
import { MediaStorage, Upload } from '../../ports/media';

/** Uploaded file with its media type. */
export interface StoredFile {
  readonly contentType: string;
  readonly content: Buffer;
}

/** Signed conditions of an upload. */
interface Policy {
  readonly key: string;
  readonly contentType: string;
  readonly maximumBytes: number;
  readonly returnTo: string;
  readonly until: number;
}

/** Refusal in the format of S3. */
export class UploadRefused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'UploadRefused';
  }
}

const VALID_MS = 10 * 60_000;

/** Pictures in a folder. Uploads use a signed form like that of S3. */
export class LocalMedia implements MediaStorage {
  private readonly secret = randomBytes(32);

  /** @param uploadPath - path at which this process receives the forms */
  constructor(
    private readonly folder: string,
    private readonly uploadPath: string,
  ) {}

  async createUpload({
    key,
    contentType,
    maximumBytes,
    returnTo,
  }: Parameters<MediaStorage['createUpload']>[0]): Promise<Upload> {
    const policy = Buffer.from(
      JSON.stringify({ key, contentType, maximumBytes, returnTo, until: Date.now() + VALID_MS } satisfies Policy),
    ).toString('base64');
    const fields = {
      key: key,
      'Content-Type': contentType,
      success_action_redirect: returnTo,
      Policy: policy,
      'X-Amz-Signature': this.sign(policy).toString('hex'),
    };
    return { url: this.uploadPath, fields };
  }

  async exists(key: string): Promise<boolean> {
    return (await this.read(key)) !== undefined;
  }

  async read(key: string): Promise<StoredFile | undefined> {
    try {
      const [content, contentType] = await Promise.all([
        readFile(this.file(key)),
        readFile(`${this.file(key)}.type`, 'utf8'),
      ]);
      return { content, contentType };
    } catch {
      return undefined;
    }
  }

  /** Checks and stores an uploaded form; returns the address that the browser is redirected to. */
  async take(fields: ReadonlyMap<string, string>, file: Buffer | undefined): Promise<string> {
    const policy = this.policyOf(fields);
    if (Date.now() > policy.until) {
      throw new UploadRefused(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.');
    }
    const signed: Readonly<Record<string, string>> = {
      key: policy.key,
      'Content-Type': policy.contentType,
      success_action_redirect: policy.returnTo,
    };
    for (const [name, value] of fields) {
      if (name === 'Policy' || name === 'X-Amz-Signature') continue;
      if (!(name in signed)) {
        throw new UploadRefused(403, 'AccessDenied', `Invalid according to Policy: Extra input fields: ${name}`);
      }
      if (signed[name] !== value) {
        throw new UploadRefused(403, 'AccessDenied', `Invalid according to Policy: Policy Condition failed: ${name}`);
      }
    }
    if (!file) throw new UploadRefused(400, 'InvalidArgument', 'POST requires exactly one file upload per request.');
    if (file.length > policy.maximumBytes) {
      throw new UploadRefused(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
    }
    if (file.length === 0) {
      throw new UploadRefused(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    }
    await this.write(policy, file);
    // S3 adds the same parameters.
    const result = new URLSearchParams({
      bucket: 'local',
      key: policy.key,
      etag: `"${createHash('md5').update(file).digest('hex')}"`,
    });
    return `${policy.returnTo}${policy.returnTo.includes('?') ? '&' : '?'}${result}`;
  }

  private policyOf(fields: ReadonlyMap<string, string>): Policy {
    const text = fields.get('Policy') ?? '';
    const signature = Buffer.from(fields.get('X-Amz-Signature') ?? '', 'hex');
    const genuine = this.sign(text);
    if (signature.length !== genuine.length || !timingSafeEqual(signature, genuine)) {
      throw new UploadRefused(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      );
    }
    const policy = readObject(parseJson(Buffer.from(text, 'base64').toString('utf8'), 'policy'), 'policy');
    return {
      key: readText(policy.key, 'key', 1_024),
      contentType: readText(policy.contentType, 'contentType', 100),
      maximumBytes: readInteger(policy.maximumBytes, 'maximumBytes', 1, Number.MAX_SAFE_INTEGER),
      returnTo: readText(policy.returnTo, 'returnTo', 2_048),
      until: readInteger(policy.until, 'until', 0, Number.MAX_SAFE_INTEGER),
    };
  }

  /** Writes a temporary file and renames it, so that readers never see an incomplete picture. */
  private async write({ key, contentType }: Policy, content: Buffer): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const aside = join(this.folder, `.${randomBytes(8).toString('hex')}`);
    await writeFile(`${this.file(key)}.type`, contentType);
    await writeFile(aside, content);
    await rename(aside, this.file(key));
  }

  /** All files are in one folder, and a key never becomes a path. */
  private file(key: string): string {
    return join(this.folder, encodeURIComponent(key).replace(/\./g, '%2E'));
  }

  private sign(policy: string): Buffer {
    return createHmac('sha256', this.secret).update(policy).digest();
  }
}
