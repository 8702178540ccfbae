import { Annotations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DatabaseSettings } from './database-settings';
import { Profile } from '../core/profile';

/**
 * Adds warnings for settings that weaken the database.
 *
 * @param scope - the construct that carries the warnings
 * @param settings - the profile decides whether some of them are a reason to warn
 */
export function warnOfWeakenings(scope: Construct, settings: DatabaseSettings): void {
  const { profile } = settings;
  const warn = (id: string, text: string) =>
    Annotations.of(scope).addWarningV2(`cdk-ecommerce-architecture:${id}`, text);
  if (profile === Profile.PRODUCTION && !settings.multiAz) {
    warn('single-az', 'The database has no standby: the shop stops when its zone fails. Remove `database.multiAz`.');
  }
  if (profile === Profile.PRODUCTION && !settings.deletionProtection) {
    warn('database-unprotected', 'The database can be deleted by mistake. Remove `database.deletionProtection`.');
  }
  if (settings.snapshotIdentifier !== undefined) {
    warn(
      'restored-password-not-rotated',
      "The owner's password of a restored database does not rotate: change it by hand, or move the data to a " +
        'database that is created without `database.snapshotIdentifier`.',
    );
  }
  if (!settings.spec.iamSignIn) {
    warn(
      'oracle-master-credential',
      "Oracle has no IAM sign-in: servers and functions read the owner's credential. Choose another " +
        '`database.engine` if the shop requires least privilege.',
    );
  }
}
