import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnBackupPlan } from 'aws-cdk-lib/aws-backup';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { backupRetentionBounded } from '../../../../src/well-architected/rules/cost-optimization';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (backupRetentionPeriod?: number): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', backupRetentionPeriod });
  };

const plan =
  (...days: (number | undefined)[]): Build =>
  (stack) => {
    new CfnBackupPlan(stack, 'Plan', {
      backupPlan: {
        backupPlanName: 'shop',
        backupPlanRule: days.map((deleteAfterDays, index) => ({
          ruleName: `rule-${index}`,
          targetBackupVault: 'vault',
          lifecycle: deleteAfterDays === undefined ? undefined : { deleteAfterDays },
        })),
      },
    });
  };

const FEWER = { thresholds: { maxBackupRetentionDays: 14 } };

export const cases: RuleCases = {
  rule: backupRetentionBounded,
  compliant: {
    'a month of backups': database(35),
    'two weeks where no more is wanted': { build: database(14), settings: FEWER },
    'a plan that deletes': plan(35, 365),
  },
  failing: {
    'more backups than wanted': { build: database(35), settings: FEWER },
    'more backups of a cluster than wanted': {
      build: (stack) => {
        new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-postgresql', backupRetentionPeriod: 35 });
      },
      settings: FEWER,
    },
    'a rule that keeps for ever': { build: plan(35, undefined), fails: ['rule-1'] },
    'a rule with that value': { build: plan(-1), fails: ['rule-0'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a database that leaves it to RDS, which keeps a day': database(),
    'a replica': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'Database', backupRetentionPeriod: 40 });
    },
  },
  token: (stack) => {
    const days = new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber;
    database(days)(stack);
    new CfnBackupPlan(stack, 'Plan', {
      backupPlan: {
        backupPlanName: 'shop',
        backupPlanRule: [
          { ruleName: Fn.importValue('name'), targetBackupVault: 'vault', lifecycle: { deleteAfterDays: days } },
        ],
      },
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { backupRetentionPeriod: 7 }).addPropertyOverride(
        'BackupRetentionPeriod',
        '40',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      main.Resources.Plan = {
        Type: 'AWS::Backup::BackupPlan',
        Properties: {
          BackupPlan: { BackupPlanName: 'shop', BackupPlanRule: [{ RuleName: 'daily', TargetBackupVault: 'vault' }] },
        },
      };
    },
  },
};
