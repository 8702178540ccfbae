import { SizeRoundingBehavior } from 'aws-cdk-lib';
import type { Duration, Size } from 'aws-cdk-lib';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { DatabaseEngine } from './database-engine';
import type { EngineSpec } from './engine-spec';
import { isGraviton } from '../core/instance-architecture';
import { Profile } from '../core/profile';
import { invalid, isConcrete, requireInteger, requireMatch } from '../core/validation';

/** @internal */
export const LARGEST_GIB = 65_536;

/** Options of the relational database: engine, size and availability. Prices are for us-east-1, on demand. */
export interface DatabaseOptions {
  /**
   * The engine and its version.
   *
   * @default DatabaseEngine.postgres()
   */
  readonly engine?: DatabaseEngine;

  /**
   * The instance class, written as for EC2 (without `db.`). A burstable class (`t`) runs out of processor credits under
   * steady load. Oracle does not run on Graviton.
   *
   * @default - in production m7g.large with 2 processors and 8 GiB (about 250 USD a month with its standby), in
   * development t4g.medium (about 50 USD); for Oracle r6i.large and t3.medium, which are x86
   */
  readonly instanceType?: InstanceType;

  /**
   * The name of the database, which servers and functions get as DATABASE_NAME. With `snapshotIdentifier` it must be
   * the name in the snapshot. A change would replace the instance, so the deployment fails; see `instanceGeneration`.
   *
   * @default - shop; for Oracle SHOP
   */
  readonly databaseName?: string;

  /**
   * The initial storage (gp3), in whole GiB from 20 to 65536. From 400 GiB on (Oracle: 200 GiB) it includes 12000
   * instead of 3000 I/O operations a second
   * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html). It can grow but never shrink.
   *
   * @default - Size.gibibytes(100) in production, Size.gibibytes(20) in development
   */
  readonly allocatedStorage?: Size;

  /**
   * The limit up to which RDS increases the storage automatically. It protects the shop from a full disk and limits the
   * cost. Set it equal to `allocatedStorage` for storage that does not grow; otherwise it must be at least 10 % above
   * it, because RDS refuses less.
   *
   * @default - five times `allocatedStorage`
   */
  readonly maxAllocatedStorage?: Size;

  /**
   * Adds a standby in another Availability Zone, which takes over within one or two minutes when the primary fails. It
   * doubles the price of the instance. In production the construct warns when it is false.
   *
   * @default - true in production, false in development
   */
  readonly multiAz?: boolean;

  /**
   * The period for which the database can be restored to any second: 7 to 35 whole days in production, 1 to 35 in
   * development.
   *
   * @default - Duration.days(14) in production, Duration.days(1) in development
   */
  readonly backupRetention?: Duration;

  /**
   * The name or ARN of a snapshot from which the instance is restored, with its users and databases. The snapshot must
   * be encrypted (copy an unencrypted one with a key first) and must come from a database of this construct, whose
   * owner is `shopowner`. Keep the option after the restore: without it CloudFormation would replace the instance with
   * an empty one. When an instance already exists, also raise `instanceGeneration`.
   *
   * RDS manages the owner's password of a restored instance only after a second deployment. The construct therefore
   * generates the password in a secret that does not rotate, and warns.
   *
   * @default - a new, empty database
   */
  readonly snapshotIdentifier?: string;

  /**
   * The number of the instance, from 1 to 999, which is part of the instance's name. A change that would replace the
   * instance fails at deployment, because the name is already in use; this protects the data from being replaced by
   * accident. Raise the number to replace the instance on purpose. In production a final snapshot of the old instance
   * remains.
   *
   * @default 1
   */
  readonly instanceGeneration?: number;

  /**
   * Puts RDS Proxy between clients and database. It pools the many connections of functions and shortens a failover,
   * for about 22 USD a month with two processors. Without it clients sign in to the instance, also by IAM.
   *
   * @default - true; false for Oracle, which RDS Proxy does not support
   */
  readonly proxy?: boolean;

  /**
   * Protects the instance against deletion until the option is set to false. In production the construct warns when it
   * is false.
   *
   * @default - true in production, false in development
   */
  readonly deletionProtection?: boolean;
}

/** Settings with defaults filled in that the validation uses. */
interface ResolvedOptions {
  readonly profile: Profile;
  readonly spec: EngineSpec;
  readonly databaseName: string;
  readonly allocatedGibibytes: number;
}

/**
 * Validates the options.
 *
 * @param options - as the user wrote them
 * @param resolved - the same with defaults filled in, because some limits depend on the engine and the profile
 * @internal
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function validateDatabase(options: DatabaseOptions, resolved: ResolvedOptions): void {
  const { spec, databaseName } = resolved;
  if (options.proxy && spec.proxyPort === undefined) {
    invalid({
      prop: 'database.proxy',
      expected: 'false with Oracle, which RDS Proxy does not support',
      got: true,
      fix: 'remove it',
    });
  }
  requireMatch(
    'database.databaseName',
    databaseName,
    spec.databaseName.pattern,
    spec.databaseName.expected,
    'choose a name that the engine accepts',
  );
  if (spec.databaseName.reserved.includes(databaseName.toLowerCase())) {
    invalid({
      prop: 'database.databaseName',
      expected: 'a name that the engine does not use itself',
      got: databaseName,
      fix: 'choose another name',
    });
  }
  requireMatch(
    'database.snapshotIdentifier',
    options.snapshotIdentifier,
    /\S/,
    'the name or the ARN of a snapshot',
    'remove it to begin with an empty database',
  );
  requireInteger(
    'database.instanceGeneration',
    options.instanceGeneration,
    1,
    999,
    'count up by one to replace the instance',
  );
  validateInstanceType(options, spec);
  validateStorage(options, resolved.allocatedGibibytes);
  validateBackups(options, resolved.profile);
}

function validateInstanceType({ instanceType }: DatabaseOptions, spec: EngineSpec): void {
  const got = instanceType?.toString();
  requireMatch(
    'database.instanceType',
    got,
    /^(?!db\.)[a-z0-9-]+\.[a-z0-9]+$/,
    'a class without `db.`, such as m7g.large',
    'write it as for EC2',
  );
  if (instanceType && !spec.graviton && isGraviton(instanceType)) {
    invalid({
      prop: 'database.instanceType',
      expected: 'x86 with Oracle, such as r6i.large',
      got,
      fix: 'choose a family without a `g` after its generation',
    });
  }
}

function validateStorage(options: DatabaseOptions, allocated: number): void {
  const range = `from 20 GiB to ${LARGEST_GIB} GiB in whole GiB`;
  for (const [prop, size] of Object.entries({
    allocatedStorage: options.allocatedStorage,
    maxAllocatedStorage: options.maxAllocatedStorage,
  })) {
    if (
      size &&
      isConcrete(gibibytes(size)) &&
      (!Number.isInteger(gibibytes(size)) || gibibytes(size) < 20 || gibibytes(size) > LARGEST_GIB)
    ) {
      invalid({
        prop: `database.${prop}`,
        expected: range,
        got: show(size),
        fix: 'RDS offers gp3 volumes of these sizes',
      });
    }
  }
  const maximum = options.maxAllocatedStorage && gibibytes(options.maxAllocatedStorage);
  if (isConcrete(maximum) && isConcrete(allocated) && maximum !== allocated && maximum < 1.1 * allocated) {
    invalid({
      prop: 'database.maxAllocatedStorage',
      expected: `at least a tenth above \`database.allocatedStorage\` (${allocated} GiB), or equal to it`,
      got: { toString: () => `${maximum} GiB` },
      fix: 'raise it, or set both to the same size for storage that does not grow',
    });
  }
}

function validateBackups({ backupRetention }: DatabaseOptions, profile: Profile): void {
  if (!backupRetention || backupRetention.isUnresolved()) return;
  const days = backupRetention.toDays({ integral: false });
  const got = { toString: () => backupRetention.toHumanString() };
  if (profile === Profile.PRODUCTION && days < 7) {
    invalid({
      prop: 'database.backupRetention',
      expected: 'at least 7 days in production',
      got,
      fix: 'raise it or use Profile.DEVELOPMENT',
    });
  }
  if (!Number.isInteger(days) || days < 1 || days > 35) {
    invalid({
      prop: 'database.backupRetention',
      expected: 'from 1 to 35 whole days',
      got,
      fix: 'use AWS Backup to keep copies for longer',
    });
  }
}

/** @internal */
export function gibibytes(size: Size): number {
  return size.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
}

function show(size: Size): { toString(): string } {
  return { toString: () => `${gibibytes(size)} GiB` };
}
