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

/** The relational database: engine, size, safety. Prices are for us-east-1, on demand. */
export interface DatabaseOptions {
  /**
   * Which engine, in which version.
   *
   * @default DatabaseEngine.postgres()
   */
  readonly engine?: DatabaseEngine;

  /**
   * The class of instance, written as for EC2 (without `db.`).
   * A burstable class (`t`) runs out of credits under steady load, and Oracle does not run on Graviton.
   *
   * @default - m7g.large, 2 processors and 8 GiB (about 250 USD a month with its standby), in production, t4g.medium (about 50 USD) in development;
   * for Oracle r6i.large and t3.medium, which are x86
   */
  readonly instanceType?: InstanceType;

  /**
   * The name of the database, which servers and functions read as DATABASE_NAME. With `snapshotIdentifier` the name that the snapshot has.
   * Changing it would replace the instance: the deployment then fails, see `instanceGeneration`.
   *
   * @default - shop; for Oracle SHOP
   */
  readonly databaseName?: string;

  /**
   * The storage to begin with: gp3, at least 20 GiB. From 400 GiB on (Oracle: 200) RDS gives 12000 instead of 3000 I/O operations a second.
   * It can grow and never shrink.
   *
   * @default - Size.gibibytes(100) in production, Size.gibibytes(20) in development
   */
  readonly allocatedStorage?: Size;

  /**
   * How far RDS may let the storage grow by itself, which protects the shop from a full disk and the bill from a runaway.
   * Equal to `allocatedStorage` it never grows; otherwise at least a tenth above it, or RDS refuses it.
   *
   * @default - five times `allocatedStorage`
   */
  readonly maxAllocatedStorage?: Size;

  /**
   * Whether a standby in another zone takes over within one or two minutes when the primary fails. It doubles the price of the instance.
   *
   * @default - true in production, false in development
   */
  readonly multiAz?: boolean;

  /**
   * How far back the database can be restored to any second: 7 to 35 days in production, 1 to 35 in development.
   *
   * @default - Duration.days(14) in production, Duration.days(1) in development
   */
  readonly backupRetention?: Duration;

  /**
   * Restores this snapshot (name or ARN) into the new instance, with the owner and the databases that are in it. It must be encrypted (copy an
   * unencrypted one with a key first) and come from a database of this construct, whose owner is `shopowner`. Keep the prop once it was used:
   * without it CloudFormation would begin again with an empty database. With an instance already there also raise `instanceGeneration`.
   *
   * RDS manages the owner's password of a restored instance only after a second change, so here the owner's password is generated into a secret of
   * Secrets Manager that does not rotate; the construct warns of that.
   *
   * @default - a new and empty database
   */
  readonly snapshotIdentifier?: string;

  /**
   * Counts the instances that this database has had: the number is part of the instance's name. A change that replaces the instance fails
   * at deployment, because the name is taken; this is the lock that keeps data from being replaced by accident. Raise the number to
   * replace it on purpose: a snapshot of the old instance stays in production.
   *
   * @default 1
   */
  readonly instanceGeneration?: number;

  /**
   * Whether RDS Proxy stands between clients and database: it pools connections (functions open many) and shortens a failover,
   * for about 22 USD a month with two processors. Without it clients sign in to the instance itself, by IAM as well.
   *
   * @default - true; false for Oracle, for which there is no proxy
   */
  readonly proxy?: boolean;

  /**
   * Whether the instance cannot be deleted before this is switched off.
   *
   * @default - true in production, false in development
   */
  readonly deletionProtection?: boolean;
}

/** Options whose defaults are filled in, as far as they are checked. */
interface ResolvedOptions {
  readonly profile: Profile;
  readonly spec: EngineSpec;
  readonly databaseName: string;
  readonly allocatedGibibytes: number;
}

/**
 * Says what is wrong with the options before anything is made of them.
 *
 * @internal
 * @throws an error that names the prop, what it must be, what it is, and the way out
 */
export function validateDatabase(options: DatabaseOptions, resolved: ResolvedOptions): void {
  const { spec, databaseName } = resolved;
  if (options.proxy && spec.proxyPort === undefined) {
    invalid({
      prop: 'database.proxy',
      expected: 'false with Oracle, for which there is no RDS Proxy',
      got: true,
      fix: 'leave it out',
    });
  }
  requireMatch(
    'database.databaseName',
    databaseName,
    spec.databaseName.pattern,
    spec.databaseName.expected,
    'choose a name that the engine takes',
  );
  if (spec.databaseName.reserved.includes(databaseName.toLowerCase())) {
    invalid({
      prop: 'database.databaseName',
      expected: 'a name that the engine has not taken itself',
      got: databaseName,
      fix: 'choose another name',
    });
  }
  requireMatch(
    'database.snapshotIdentifier',
    options.snapshotIdentifier,
    /\S/,
    'the name or the ARN of a snapshot',
    'leave it out to begin with an empty database',
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
      fix: 'choose a family without a `g` behind its generation',
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
        fix: 'RDS keeps gp3 volumes within these bounds',
      });
    }
  }
  const maximum = options.maxAllocatedStorage && gibibytes(options.maxAllocatedStorage);
  if (isConcrete(maximum) && isConcrete(allocated) && maximum !== allocated && maximum < 1.1 * allocated) {
    invalid({
      prop: 'database.maxAllocatedStorage',
      expected: `at least a tenth above \`database.allocatedStorage\` (${allocated} GiB), or equal to it`,
      got: { toString: () => `${maximum} GiB` },
      fix: 'raise it, or make both equal for storage that does not grow',
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
      fix: 'longer copies are the business of AWS Backup',
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
