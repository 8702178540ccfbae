import { Duration, Lazy, Size, Token } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { Profile } from '../../src/core/profile';
import { DatabaseEngine } from '../../src/database/database-engine';
import type { DatabaseOptions } from '../../src/database/database-options';
import { resolveDatabase } from '../../src/database/database-settings';
import { OracleEdition } from '../../src/database/oracle-edition';

const oracle = () =>
  DatabaseEngine.oracle({ edition: OracleEdition.STANDARD_TWO, licenseModel: LicenseModel.LICENSE_INCLUDED });

function refused(options: DatabaseOptions, profile = Profile.PRODUCTION): string {
  try {
    resolveDatabase(options, profile);
  } catch (error) {
    return String(error).replace('Error: ', '');
  }
  return 'accepted';
}

describe('invalid options are refused with a fix', () => {
  test.each<[string, DatabaseOptions, string]>([
    [
      'backups of a day',
      { backupRetention: Duration.days(1) },
      '`database.backupRetention` must be at least 7 days in production, got 1 day: raise it or use ' +
        'Profile.DEVELOPMENT',
    ],
    [
      'no backups',
      { backupRetention: Duration.days(0) },
      '`database.backupRetention` must be at least 7 days in production, got 0 days',
    ],
    [
      'backups beyond what RDS keeps',
      { backupRetention: Duration.days(36) },
      '`database.backupRetention` must be from 1 to 35 whole days, got 36 days',
    ],
    [
      'half a day of backups',
      { backupRetention: Duration.hours(180) },
      '`database.backupRetention` must be from 1 to 35 whole days, got 7 days 12 hours',
    ],
    [
      'Oracle with a proxy',
      { engine: oracle(), proxy: true },
      '`database.proxy` must be false with Oracle, which RDS Proxy does not support, got true: remove it',
    ],
    [
      'a long name for Oracle',
      { engine: oracle(), databaseName: 'ecommerce' },
      "`database.databaseName` must be at most 8 letters and digits, a letter first (it is Oracle's system " +
        'identifier), got "ecommerce"',
    ],
    [
      'an underscore for Oracle',
      { engine: oracle(), databaseName: 'my_shop' },
      '`database.databaseName` must be at most 8 letters and digits',
    ],
    [
      'Oracle on Graviton',
      { engine: oracle(), instanceType: new InstanceType('m7g.large') },
      '`database.instanceType` must be x86 with Oracle, such as r6i.large, got "m7g.large"',
    ],
    [
      'a long name for PostgreSQL',
      { databaseName: 'a'.repeat(64) },
      '`database.databaseName` must be at most 63 letters, digits and underscores',
    ],
    [
      'a long name for MySQL',
      { engine: DatabaseEngine.mysql(), databaseName: 'a'.repeat(65) },
      '`database.databaseName` must be at most 64 letters',
    ],
    [
      'a name with a hyphen',
      { databaseName: 'my-shop' },
      '`database.databaseName` must be at most 63 letters, digits and underscores, a letter first, got "my-shop"',
    ],
    [
      'a name that starts with a digit',
      { engine: DatabaseEngine.mariaDb(), databaseName: '1shop' },
      '`database.databaseName` must be at most 64',
    ],
    [
      'a name that the engine has taken',
      { databaseName: 'Postgres' },
      '`database.databaseName` must be a name that the engine does not use itself',
    ],
    [
      'a class with its prefix',
      { instanceType: new InstanceType('db.m7g.large') },
      '`database.instanceType` must be a class without `db.`',
    ],
    [
      'too little storage',
      { allocatedStorage: Size.gibibytes(19) },
      '`database.allocatedStorage` must be from 20 GiB to 65536 GiB in whole GiB, got 19 GiB',
    ],
    [
      'storage in parts of a GiB',
      { allocatedStorage: Size.mebibytes(20_500) },
      '`database.allocatedStorage` must be from 20 GiB',
    ],
    [
      'too much storage',
      { maxAllocatedStorage: Size.tebibytes(65) },
      '`database.maxAllocatedStorage` must be from 20 GiB to 65536 GiB in whole GiB, got 66560 GiB',
    ],
    [
      'a maximum below the beginning',
      { allocatedStorage: Size.gibibytes(200), maxAllocatedStorage: Size.gibibytes(100) },
      '`database.maxAllocatedStorage` must be at least a tenth above `database.allocatedStorage` (200 GiB), or ' +
        'equal to it, got 100 GiB',
    ],
    [
      'a maximum just above the beginning',
      { maxAllocatedStorage: Size.gibibytes(105) },
      '`database.maxAllocatedStorage` must be at least a tenth above',
    ],
    [
      'an empty snapshot',
      { snapshotIdentifier: ' ' },
      '`database.snapshotIdentifier` must be the name or the ARN of a snapshot, got " "',
    ],
    [
      'a generation before the first',
      { instanceGeneration: 0 },
      '`database.instanceGeneration` must be a whole number from 1 to 999, got 0',
    ],
  ])('%s', (_, options, message) => expect(refused(options)).toContain(message));

  test('development without backups', () => {
    expect(refused({ backupRetention: Duration.days(0) }, Profile.DEVELOPMENT)).toContain(
      'must be from 1 to 35 whole days, got 0 days',
    );
  });

  test.each([
    [
      'PostgreSQL 13',
      () => DatabaseEngine.postgres({ version: '13' }),
      'must be a PostgreSQL version from 14 on, such as 17 or 17.6, got "13"',
    ],
    [
      'MySQL 5.7',
      () => DatabaseEngine.mysql({ version: '5.7.44' }),
      'must be a full MySQL version from 8.0 on, such as 8.4.10, got "5.7.44"',
    ],
    [
      'half a version of MySQL',
      () => DatabaseEngine.mysql({ version: '8.4' }),
      'must be a full MySQL version from 8.0 on, such as 8.4.10, got "8.4"',
    ],
    [
      'MariaDB 10.5',
      () => DatabaseEngine.mariaDb({ version: '10.5.29' }),
      'must be a full MariaDB version from 10.6 on',
    ],
    [
      'Oracle 21',
      () =>
        DatabaseEngine.oracle({
          edition: OracleEdition.STANDARD_TWO,
          licenseModel: LicenseModel.LICENSE_INCLUDED,
          version: '21',
        }),
      'must be Oracle 19 or a release of it',
    ],
    [
      'a licence that no edition has',
      () =>
        DatabaseEngine.oracle({
          edition: OracleEdition.STANDARD_TWO,
          licenseModel: LicenseModel.GENERAL_PUBLIC_LICENSE,
        }),
      'must be LICENSE_INCLUDED or BRING_YOUR_OWN_LICENSE, got "general-public-license"',
    ],
    [
      'a licence that comes with the Enterprise Edition',
      () => DatabaseEngine.oracle({ edition: OracleEdition.ENTERPRISE, licenseModel: LicenseModel.LICENSE_INCLUDED }),
      'must be BRING_YOUR_OWN_LICENSE for the Enterprise Edition, got "license-included"',
    ],
  ])('%s', (_, engine, message) => expect(engine).toThrow(message));
});

describe('accepted options', () => {
  test.each<[string, DatabaseOptions]>([
    ['nothing at all', {}],
    ['seven days', { backupRetention: Duration.days(7) }],
    ['storage that does not grow', { allocatedStorage: Size.gibibytes(50), maxAllocatedStorage: Size.gibibytes(50) }],
    ['Oracle with a database name', { engine: oracle(), proxy: false, databaseName: 'ORCL' }],
    [
      'tokens',
      {
        databaseName: Lazy.string({ produce: () => 'x' }),
        backupRetention: Duration.days(Token.asNumber({})),
        allocatedStorage: Size.gibibytes(Token.asNumber({})),
        instanceType: new InstanceType(Token.asString({})),
        snapshotIdentifier: Token.asString({}),
        instanceGeneration: Token.asNumber({}),
      },
    ],
    ['a limit that is a token', { maxAllocatedStorage: Size.gibibytes(Token.asNumber({})) }],
  ])('%s', (_, options) => expect(refused(options)).toBe('accepted'));
});

describe('the limit of storage autoscaling', () => {
  const limit = (options: DatabaseOptions) => resolveDatabase(options, Profile.PRODUCTION).maxAllocatedGibibytes;

  test('is five times the initial storage, and at most the maximum of RDS', () => {
    expect(limit({})).toBe(500);
    expect(limit({ allocatedStorage: Size.tebibytes(30) })).toBe(65_536);
  });

  test('is omitted when the storage does not grow', () => {
    expect(limit({ allocatedStorage: Size.gibibytes(50), maxAllocatedStorage: Size.gibibytes(50) })).toBeUndefined();
    expect(limit({ allocatedStorage: Size.gibibytes(Token.asNumber({})) })).toBeUndefined();
  });

  test('is unchanged when the initial storage is a token', () => {
    expect(
      limit({ allocatedStorage: Size.gibibytes(Token.asNumber({})), maxAllocatedStorage: Size.gibibytes(500) }),
    ).toBe(500);
  });
});
