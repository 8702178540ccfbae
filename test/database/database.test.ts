import { Duration, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { findings, warnings } from './effects';
import { newSharedRooms } from './room-stack';
import { Profile } from '../../src/core/profile';
import { Database } from '../../src/database/database';
import { DatabaseEngine } from '../../src/database/database-engine';
import type { DatabaseOptions } from '../../src/database/database-options';
import { resolveDatabase } from '../../src/database/database-settings';
import { resources } from '../support/app';

function build(options: DatabaseOptions = {}, profile = Profile.PRODUCTION) {
  const base = newSharedRooms(profile);
  const database = Database._create(base.stack, 'Database', { ...resolveDatabase(options, base.profile), ...base });
  return { ...base, database, template: Template.fromStack(base.stack) };
}
const KEY = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] };

describe('the default database', () => {
  const { stack, database, template } = build();

  test('survives the loss of its zone, has backups of 14 days, and is protected against deletion', () => {
    template.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Snapshot',
      UpdateReplacePolicy: 'Snapshot',
      Properties: {
        Engine: 'postgres',
        EngineVersion: '17',
        DBInstanceClass: 'db.m7g.large',
        MultiAZ: true,
        BackupRetentionPeriod: 14,
        DeletionProtection: true,
        DeleteAutomatedBackups: false,
        CopyTagsToSnapshot: true,
        AutoMinorVersionUpgrade: true,
      },
    });
  });

  test("is encrypted with the shop's key: storage, insights and the owner's secret", () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      StorageEncrypted: true,
      KmsKeyId: KEY,
      EnablePerformanceInsights: true,
      DatabaseInsightsMode: 'standard',
      PerformanceInsightsRetentionPeriod: 7,
      PerformanceInsightsKMSKeyId: KEY,
      ManageMasterUserPassword: true,
      MasterUsername: 'shopowner',
      MasterUserPassword: Match.absent(),
      MasterUserSecret: { KmsKeyId: KEY },
    });
  });

  test('is in the isolated subnets, on a port that is not the default, and requires TLS and IAM tokens', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      PubliclyAccessible: false,
      Port: '5433',
      EnableIAMDatabaseAuthentication: true,
    });
    const { SubnetIds } = Object.values(resources(template, 'AWS::RDS::DBSubnetGroup'))[0].Properties as unknown as {
      SubnetIds: { Ref: string }[];
    };
    expect(SubnetIds.map(({ Ref }) => Ref)).toEqual([
      expect.stringContaining('DataSubnet1'),
      expect.stringContaining('DataSubnet2'),
    ]);
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'postgres17',
      Parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000', log_parameter_max_length: '0' },
    });
  });

  test('has storage that grows', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      StorageType: 'gp3',
      AllocatedStorage: '100',
      MaxAllocatedStorage: 500,
    });
  });

  test('is backed up and maintained at hours that do not overlap', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      PreferredBackupWindow: '03:00-04:00',
      PreferredMaintenanceWindow: 'Sun:04:30-Sun:05:30',
    });
  });

  test('writes its logs to encrypted log groups that are created before it', () => {
    const [instance] = Object.values(resources(template, 'AWS::RDS::DBInstance'));
    const groups = Object.entries(resources(template, 'AWS::Logs::LogGroup')).filter(([, { Properties }]) =>
      JSON.stringify(Properties.LogGroupName ?? '').includes('/aws/rds/instance/shop-db-1-'),
    );
    expect(instance.Properties.EnableCloudwatchLogsExports).toEqual(['postgresql', 'upgrade']);
    expect(instance.DependsOn).toEqual(groups.map(([id]) => id));
    for (const [index, [, { Properties, DeletionPolicy }]] of groups.entries()) {
      expect({ Properties, DeletionPolicy }).toMatchObject({
        Properties: { RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] } },
        DeletionPolicy: 'Retain',
      });
      const name = stack.resolve(database.instance.instanceIdentifier);
      expect(name).toEqual({ Ref: expect.stringMatching(/^DatabaseInstance/) });
      expect(JSON.stringify(Properties.LogGroupName)).toContain(`/${['postgresql', 'upgrade'][index]}"`);
      expect(JSON.stringify(Properties.LogGroupName)).toContain(
        JSON.stringify(instance.Properties.DBInstanceIdentifier['Fn::Join'][1][1]),
      );
    }
  });

  test('is measured every minute by a role for RDS monitoring in this account only', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      MonitoringInterval: 60,
      MonitoringRoleArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DatabaseMonitoringRole'), 'Arn'] },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'monitoring.rds.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ],
      },
    });
  });

  test('sends its events, and changes of its parameters, to the alarm topic', () => {
    const topic = { Ref: Match.stringLikeRegexp('AlarmTopic') };
    template.hasResource('AWS::RDS::EventSubscription', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('AlarmTopicPolicy')]),
      Properties: {
        SnsTopicArn: topic,
        SourceType: 'db-instance',
        SourceIds: [{ Ref: Match.stringLikeRegexp('^DatabaseInstance') }],
        EventCategories: Match.arrayWith(['configuration change', 'failure', 'maintenance']),
      },
    });
    template.hasResourceProperties('AWS::RDS::EventSubscription', {
      SnsTopicArn: topic,
      SourceType: 'db-parameter-group',
      SourceIds: [{ Ref: Match.stringLikeRegexp('^DatabaseParameters') }],
      EventCategories: ['configuration change'],
    });
  });

  test('adds neither a function nor a custom resource nor a secret in plain text', () => {
    expect(
      Object.keys(resources(template, 'AWS::Lambda::Function')).filter(
        (id) => !id.startsWith('CustomVpcRestrictDefaultSG'),
      ),
    ).toEqual([]);
    expect(JSON.stringify(template.toJSON())).not.toContain('{{resolve:secretsmanager');
    expect(template.toJSON()).not.toHaveProperty('Transform');
  });

  test('has no finding and no warning', () => {
    expect(findings(database)).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });

  test('costs 17 resources and five alarms', () => {
    const ids = Object.keys(template.toJSON().Resources);
    expect(ids.filter((id) => id.startsWith('Database'))).toHaveLength(17);
    expect(ids.filter((id) => id.startsWith('MonitoringDatabase'))).toHaveLength(5);
  });
});

describe('a database with every option', () => {
  const { template } = build({
    engine: DatabaseEngine.postgres({ version: '16.9' }),
    instanceType: new InstanceType('r8g.2xlarge'),
    databaseName: 'catalogue_2',
    allocatedStorage: Size.gibibytes(400),
    maxAllocatedStorage: Size.tebibytes(2),
    multiAz: true,
    backupRetention: Duration.days(35),
    instanceGeneration: 3,
    proxy: true,
    deletionProtection: true,
  });

  test('has them all', () => {
    template.hasResourceProperties('AWS::RDS::DBInstance', {
      EngineVersion: '16.9',
      DBInstanceClass: 'db.r8g.2xlarge',
      DBName: 'catalogue_2',
      AllocatedStorage: '400',
      MaxAllocatedStorage: 2048,
      BackupRetentionPeriod: 35,
      DBInstanceIdentifier: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('^shop-db-3-[0-9a-f]{8}$')])] },
    });
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Family: 'postgres16' });
  });
});

describe('a database for development', () => {
  const { stack, database, template } = build({}, Profile.DEVELOPMENT);

  test('is small, in one zone, and is deleted with the stack', () => {
    template.hasResource('AWS::RDS::DBInstance', {
      DeletionPolicy: 'Delete',
      Properties: {
        DBInstanceClass: 'db.t4g.medium',
        AllocatedStorage: '20',
        MultiAZ: false,
        BackupRetentionPeriod: 1,
        DeletionProtection: false,
        DeleteAutomatedBackups: true,
        StorageEncrypted: true,
        EnableIAMDatabaseAuthentication: true,
      },
    });
    for (const [id, { DeletionPolicy }] of Object.entries(resources(template, 'AWS::Logs::LogGroup'))) {
      if (id.startsWith('Database')) expect(DeletionPolicy).toBe('Delete');
    }
  });

  test('has no open finding and no warning', () => {
    expect(findings(database)).toEqual([]);
    expect(warnings(stack)).toEqual([]);
  });
});

describe('a database that is weaker than its profile', () => {
  test('causes a warning for each weakness', () => {
    const { stack, database } = build({ multiAz: false, deletionProtection: false });
    expect(warnings(stack)).toEqual(['single-az', 'database-unprotected']);
    expect(findings(database)).toEqual([]);
  });
});
