import * as fs from 'fs';
import * as path from 'path';
import { App } from 'aws-cdk-lib';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { newSharedRooms } from './room-stack';
import { Cache } from '../../src/cache/cache';
import { resolveCache } from '../../src/cache/cache-options';
import { Profile } from '../../src/core/profile';
import { Database } from '../../src/database/database';
import { DatabaseEngine } from '../../src/database/database-engine';
import type { DatabaseOptions } from '../../src/database/database-options';
import { resolveDatabase } from '../../src/database/database-settings';
import { OracleEdition } from '../../src/database/oracle-edition';

/** Returns the findings of CDK's validator, which uses CloudFormation's schemas with RDS's classes and versions. */
function judged(options: DatabaseOptions, profile: Profile): unknown[] {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  try {
    const base = newSharedRooms(profile);
    Database._create(base.stack, 'Database', { ...resolveDatabase(options, base.profile), ...base });
    Cache._create(base.stack, 'Cache', { ...resolveCache({}, profile), ...base });
    const { directory } = (base.stack.node.root as App).synth();
    const report = JSON.parse(fs.readFileSync(path.join(directory, 'validation-report.json'), 'utf8')) as {
      pluginReports: { violations: unknown[] }[];
    };
    return report.pluginReports.flatMap(({ violations }) => violations);
  } finally {
    process.env.CDK_VALIDATION = before;
  }
}

const oracle = (edition: OracleEdition, licenseModel: LicenseModel) => ({
  engine: DatabaseEngine.oracle({ edition, licenseModel }),
});

describe.each([Profile.PRODUCTION, Profile.DEVELOPMENT])('CloudFormation takes the defaults for %s', (profile) => {
  test.each<[string, DatabaseOptions]>([
    ['PostgreSQL', {}],
    ['MySQL', { engine: DatabaseEngine.mysql() }],
    ['MariaDB', { engine: DatabaseEngine.mariaDb() }],
    ['Oracle with a licence', oracle(OracleEdition.STANDARD_TWO, LicenseModel.LICENSE_INCLUDED)],
    ['Oracle with an existing licence', oracle(OracleEdition.STANDARD_TWO, LicenseModel.BRING_YOUR_OWN_LICENSE)],
    ['Oracle Enterprise Edition', oracle(OracleEdition.ENTERPRISE, LicenseModel.BRING_YOUR_OWN_LICENSE)],
    ['a snapshot', { snapshotIdentifier: 'before-the-migration' }],
  ])('%s', (_, options) => expect(judged(options, profile)).toEqual([]), 60_000);
});
