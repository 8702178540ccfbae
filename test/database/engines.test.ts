import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { findings, warnings } from './effects';
import { newSharedRooms } from './room-stack';
import { Profile } from '../../src/core/profile';
import { Database } from '../../src/database/database';
import { DatabaseEngine } from '../../src/database/database-engine';
import type { DatabaseOptions } from '../../src/database/database-options';
import { resolveDatabase } from '../../src/database/database-settings';
import { OracleEdition } from '../../src/database/oracle-edition';

function build(options: DatabaseOptions = {}, profile = Profile.PRODUCTION) {
  const base = newSharedRooms(profile);
  const database = Database._create(base.stack, 'Database', { ...resolveDatabase(options, base.profile), ...base });
  return { ...base, database, template: Template.fromStack(base.stack) };
}

const ORACLE = DatabaseEngine.oracle({
  edition: OracleEdition.STANDARD_TWO,
  licenseModel: rds.LicenseModel.LICENSE_INCLUDED,
});
const KEY = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };

describe('the other engines', () => {
  test.each([
    ['mysql', DatabaseEngine.mysql(), 'mysql8.4', '8.4.10'],
    ['mariadb', DatabaseEngine.mariaDb(), 'mariadb11.4', '11.4.10'],
  ])('%s requires TLS and logs errors and slow queries', (family, engine, group, version) => {
    const { database, template } = build({ engine });
    expect(database.engineFamily).toBe(family);
    expect(engine.family).toBe(family);
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      Engine: family,
      EngineVersion: version,
      Port: '3307',
      EnableCloudwatchLogsExports: ['error', 'slowquery'],
      EnableIAMDatabaseAuthentication: true,
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: group,
      Parameters: { require_secure_transport: '1', slow_query_log: '1', long_query_time: '1', log_output: 'FILE' },
    });
    template.hasResourceProperties('AWS::RDS::DBProxy', { EngineFamily: 'MYSQL' });
    expect(findings(database)).toEqual([]);
  });

  test('small burstable classes of MySQL have no insights, because RDS refuses them there', () => {
    build({
      engine: DatabaseEngine.mysql(),
      instanceType: new InstanceType('t4g.small'),
    }).template.hasResourceProperties('AWS::RDS::DBInstance', {
      EnablePerformanceInsights: false,
      PerformanceInsightsKMSKeyId: Match.absent(),
      DatabaseInsightsMode: Match.absent(),
    });
  });

  test('Oracle runs on x86 under the chosen licence, without proxy and IAM sign-in', () => {
    const { stack, database, template } = build({ engine: ORACLE });
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      Engine: 'oracle-se2',
      EngineVersion: '19',
      LicenseModel: 'license-included',
      DBInstanceClass: 'db.r6i.large',
      DBName: 'SHOP',
      Port: '1522',
      EnableIAMDatabaseAuthentication: false,
      ManageMasterUserPassword: true,
      EnableCloudwatchLogsExports: ['alert', 'audit', 'listener'],
      OptionGroupName: { Ref: Match.stringLikeRegexp('^DatabaseOptions') },
    });
    template.hasResource('AWS::RDS::OptionGroup', {
      DeletionPolicy: 'Retain',
      Properties: {
        OptionConfigurations: [
          { OptionName: 'SSL', Port: 2484, OptionSettings: [{ Name: 'SQLNET.SSL_VERSION', Value: '1.2' }] },
        ],
      },
    });
    template.resourceCountIs('AWS::RDS::DBProxy', 0);
    expect(database.proxy).toBeUndefined();
    expect(warnings(stack)).toEqual(['oracle-master-credential']);
    expect(findings(database)).toEqual([]);
  });

  test('Oracle Enterprise Edition uses an existing licence, and in development the option group is deleted', () => {
    const engine = DatabaseEngine.oracle({
      edition: OracleEdition.ENTERPRISE,
      licenseModel: rds.LicenseModel.BRING_YOUR_OWN_LICENSE,
    });
    const { template } = build({ engine }, Profile.DEVELOPMENT);
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      Engine: 'oracle-ee',
      LicenseModel: 'bring-your-own-license',
      DBInstanceClass: 'db.t3.medium',
    });
    template.hasResource('AWS::RDS::OptionGroup', { DeletionPolicy: 'Delete' });
  });
});

describe('a database from a snapshot', () => {
  const { stack, database, template } = build({ snapshotIdentifier: 'before-the-migration' });

  test('takes owner, name and key from the snapshot, which must be encrypted', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      DBSnapshotIdentifier: 'before-the-migration',
      StorageEncrypted: true,
      DBName: Match.absent(),
      MasterUsername: Match.absent(),
      KmsKeyId: Match.absent(),
      ManageMasterUserPassword: Match.absent(),
    });
  });

  test("gets a new owner password in a separate secret, encrypted with the shop's key", () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      KmsKeyId: KEY,
      GenerateSecretString: Match.objectLike({ SecretStringTemplate: '{"username":"shopowner"}' }),
    });
    const secret = stack.resolve(database.masterSecret.secretArn) as { Ref: string };
    template.hasResource('AWS::SecretsManager::SecretTargetAttachment', {});
    expect(secret.Ref).toMatch(/^DatabaseInstanceSecret/);
  });

  test('has the other settings of a new one, and warns that this password does not rotate', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      MultiAZ: true,
      DeletionProtection: true,
      EnableIAMDatabaseAuthentication: true,
    });
    template.resourceCountIs('AWS::RDS::DBProxy', 1);
    expect(warnings(stack)).toEqual(['restored-password-not-rotated']);
    expect(findings(database)).toEqual([]);
  });
});
