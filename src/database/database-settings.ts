import { Annotations, Duration, Size, SizeRoundingBehavior } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { DatabaseEngine } from './database-engine';
import type { DatabaseOptions } from './database-options';
import type { EngineSpec } from './engine-spec';
import { isGraviton } from '../core/instance-architecture';
import { Profile, profileDefaults } from '../core/profile';
import { invalid, isConcrete, requireInteger, requireMatch } from '../core/validation';

const LARGEST_GIB = 65_536;
const GROWTH = 5;

/** The options with every default filled in. */
export interface DatabaseSettings {
  readonly spec: EngineSpec;
  readonly instanceType: InstanceType;
  readonly databaseName: string;
  readonly allocatedGibibytes: number;
  /** Absent: the storage never grows by itself. */
  readonly maxAllocatedGibibytes?: number;
  readonly multiAz: boolean;
  readonly backupRetention: Duration;
  readonly snapshotIdentifier?: string;
  readonly instanceGeneration: number;
  readonly proxy: boolean;
  readonly deletionProtection: boolean;
}

export function databaseSettings(options: DatabaseOptions, profile: Profile): DatabaseSettings {
  const spec = (options.engine ?? DatabaseEngine.postgres())._render();
  const defaults = profileDefaults(profile);
  const production = profile === Profile.PRODUCTION;
  const allocatedGibibytes = gibibytes(options.allocatedStorage ?? Size.gibibytes(production ? 100 : 20));
  return {
    spec,
    instanceType: options.instanceType ?? defaultInstanceType(spec, production),
    databaseName: options.databaseName ?? spec.databaseName.fallback,
    allocatedGibibytes,
    maxAllocatedGibibytes: growthLimit(allocatedGibibytes, options.maxAllocatedStorage),
    multiAz: options.multiAz ?? defaults.multiAz,
    backupRetention: options.backupRetention ?? defaults.backupRetention,
    snapshotIdentifier: options.snapshotIdentifier,
    instanceGeneration: options.instanceGeneration ?? 1,
    proxy: options.proxy ?? spec.proxyPort !== undefined,
    deletionProtection: options.deletionProtection ?? defaults.deletionProtection,
  };
}

/**
 * Says what is wrong with the options before anything is made of them.
 *
 * @throws an error that names the prop, what it must be, what it is, and the way out
 */
export function validateDatabase(options: DatabaseOptions, profile: Profile): void {
  const { spec, databaseName } = databaseSettings(options, profile);
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
  validateStorage(options, profile);
  validateBackups(options, profile);
}

/** What was chosen against the advice of the profile. */
export function warnOfWeakenings(scope: Construct, settings: DatabaseSettings, profile: Profile): void {
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
      "The owner's password of a restored database does not rotate: change it by hand, or move the data to one made without `database.snapshotIdentifier`.",
    );
  }
  if (!settings.spec.iamSignIn) {
    warn(
      'oracle-master-credential',
      "Oracle has no IAM sign-in: servers and functions read the owner's credential. Choose another `database.engine` where the shop needs least privilege.",
    );
  }
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

function validateStorage(options: DatabaseOptions, profile: Profile): void {
  const allocated = databaseSettings(options, profile).allocatedGibibytes;
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

function defaultInstanceType(spec: EngineSpec, production: boolean): InstanceType {
  if (!spec.graviton) return new InstanceType(production ? 'r6i.large' : 't3.medium');
  return new InstanceType(production ? 'm7g.large' : 't4g.medium');
}

/** RDS refuses a limit that equals the allocated storage; a size that is known only at deployment is taken as it is. */
function growthLimit(allocated: number, limit?: Size): number | undefined {
  if (!isConcrete(allocated)) return limit && gibibytes(limit);
  const maximum = limit ? gibibytes(limit) : Math.min(GROWTH * allocated, LARGEST_GIB);
  return isConcrete(maximum) && maximum <= allocated ? undefined : maximum;
}

function gibibytes(size: Size): number {
  return size.toGibibytes({ rounding: SizeRoundingBehavior.NONE });
}

function show(size: Size): { toString(): string } {
  return { toString: () => `${gibibytes(size)} GiB` };
}
