import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../core/profile';
import { invalid, requireEither } from '../core/validation';

const MAX_DAYS = 3650;

/** Where product images and logs are kept. */
export interface StorageOptions {
  /**
   * An existing bucket for product images and downloads, in the stack's Region. Its policy has to let CloudFront read (the construct adds
   * the statement when the bucket is made in the same app).
   *
   * @default - a new bucket: versioned, encrypted, reachable through CloudFront only
   */
  readonly mediaBucket?: IBucket;

  /**
   * Encrypts the media bucket with a key of yours. Product images are public by purpose, so the default spares the key's cost per request;
   * take a key when the bucket also holds what is not for everyone.
   *
   * @default - S3-managed keys (SSE-S3)
   */
  readonly encryptionKey?: IKey;

  /**
   * How long an image that was replaced or deleted can be restored.
   *
   * @default Duration.days(30)
   */
  readonly versionExpiry?: Duration;

  /**
   * How long the logs of load balancer, CloudFront and buckets are kept.
   *
   * @default - one year in production, 14 days in development
   */
  readonly logExpiry?: Duration;
}

/** What differs by profile. */
export const STORAGE_DEFAULTS = {
  [Profile.PRODUCTION]: { logExpiry: Duration.days(365) },
  [Profile.DEVELOPMENT]: { logExpiry: Duration.days(14) },
} as const;

/** The options, checked, with every default filled in. */
export interface StorageProps {
  readonly profile: Profile;
  readonly mediaBucket?: IBucket;
  /** Absent: keys that S3 manages. */
  readonly encryptionKey?: IKey;
  readonly versionExpiry: Duration;
  readonly logExpiry: Duration;
}

/** @throws an error that names the option, what it must be, what it is, and the way out */
export function resolveStorage(options: StorageOptions, profile: Profile): StorageProps {
  validateStorage(options);
  return {
    profile,
    mediaBucket: options.mediaBucket,
    encryptionKey: options.encryptionKey,
    versionExpiry: options.versionExpiry ?? Duration.days(30),
    logExpiry: options.logExpiry ?? STORAGE_DEFAULTS[profile].logExpiry,
  };
}

function validateStorage(options: StorageOptions): void {
  requireEither('storage.mediaBucket', options.mediaBucket, {
    'storage.encryptionKey': options.encryptionKey,
    'storage.versionExpiry': options.versionExpiry,
  });
  requireDays('storage.versionExpiry', options.versionExpiry);
  requireDays('storage.logExpiry', options.logExpiry);
}

function requireDays(prop: string, value: Duration | undefined): void {
  if (value === undefined || value.isUnresolved()) return;
  const days = value.toDays({ integral: false });
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    invalid({
      prop,
      expected: `a whole number of days from 1 to ${MAX_DAYS}`,
      got: value.toHumanString(),
      fix: 'S3 expires objects by the day, write it as Duration.days(30)',
    });
  }
}
