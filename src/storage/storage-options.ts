import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../core/profile';
import { invalid, requireEither } from '../core/validation';

const MAX_DAYS = 3650;

/** Options of the storage for product images and logs. */
export interface StorageOptions {
  /**
   * An existing bucket for product images and downloads, in the stack's Region. Its policy must allow CloudFront to
   * read; the construct adds the statement when the bucket is created in the same stack, and warns otherwise. It cannot
   * be combined with `encryptionKey` and `versionExpiry`.
   *
   * @default - a new bucket: versioned, encrypted, readable through CloudFront only
   */
  readonly mediaBucket?: IBucket;

  /**
   * A customer managed key for the media bucket. Product images are public on purpose, so the default avoids the key's
   * cost per request. Set a key when the bucket also holds private objects.
   *
   * @default - keys managed by S3 (SSE-S3)
   */
  readonly encryptionKey?: IKey;

  /**
   * The time for which a replaced or deleted image can be restored, in whole days from 1 to 3650.
   *
   * @default Duration.days(30)
   */
  readonly versionExpiry?: Duration;

  /**
   * The retention of the access logs of load balancer and buckets, in whole days from 1 to 3650.
   *
   * @default - one year in production, 14 days in development
   */
  readonly logExpiry?: Duration;
}

/** The defaults that depend on the profile. */
export const STORAGE_DEFAULTS = {
  [Profile.PRODUCTION]: { logExpiry: Duration.days(365) },
  [Profile.DEVELOPMENT]: { logExpiry: Duration.days(14) },
} as const;

/** Validated options with all defaults filled in. */
export interface StorageProps {
  readonly profile: Profile;
  readonly mediaBucket?: IBucket;
  /** Undefined when S3 manages the keys. */
  readonly encryptionKey?: IKey;
  readonly versionExpiry: Duration;
  readonly logExpiry: Duration;
}

/**
 * Validates the options and fills in the defaults.
 *
 * @param options - as the user wrote them
 * @param profile - decides the retention of logs
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
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
      fix: 'S3 expires objects by the day; write it as Duration.days(30)',
    });
  }
}
