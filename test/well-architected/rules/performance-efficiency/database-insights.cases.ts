import { CfnParameter } from 'aws-cdk-lib';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { CfnDBClusterProps, CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { Profile } from '../../../../src/core/profile';
import { databaseInsights } from '../../../../src/well-architected/rules/performance-efficiency/database-insights';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (props: CfnDBInstanceProps): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', ...props });
  };

const inCluster =
  (ofCluster: Omit<CfnDBClusterProps, 'engine'>): Build =>
  (stack) => {
    const cluster = new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-postgresql', ...ofCluster });
    new CfnDBInstance(stack, 'Database', { engine: 'aurora-postgresql', dbClusterIdentifier: cluster.ref });
  };

export const cases: RuleCases = {
  rule: databaseInsights,
  compliant: {
    both: database({ enablePerformanceInsights: true, monitoringInterval: 60 }),
    'the advanced mode': database({ databaseInsightsMode: 'advanced', monitoringInterval: 1 }),
    'the cluster has the setting': inCluster({ performanceInsightsEnabled: true, monitoringInterval: 60 }),
    'the cluster has the advanced mode': inCluster({ databaseInsightsMode: 'advanced', monitoringInterval: 60 }),
    'a small MySQL, which cannot have insights': database({
      engine: 'mysql',
      dbInstanceClass: 'db.t4g.micro',
      monitoringInterval: 60,
    }),
  },
  failing: {
    neither: { build: database({}), fails: ['PerformanceInsights', 'MonitoringInterval'] },
    'no insights': {
      build: database({ enablePerformanceInsights: false, monitoringInterval: 60 }),
      fails: ['PerformanceInsights'],
    },
    'the standard mode alone': {
      build: database({ databaseInsightsMode: 'standard', monitoringInterval: 60 }),
      fails: ['PerformanceInsights'],
    },
    'monitoring switched off': {
      build: database({ enablePerformanceInsights: true, monitoringInterval: 0 }),
      fails: ['MonitoringInterval'],
    },
    'a cluster without the setting': { build: inCluster({}), fails: ['PerformanceInsights', 'MonitoringInterval'] },
    'a small PostgreSQL': {
      build: database({ dbInstanceClass: 'db.t4g.micro', monitoringInterval: 60 }),
      fails: ['PerformanceInsights'],
    },
    'a shop for developers': { build: database({}), settings: { profile: Profile.DEVELOPMENT } },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a cluster without instances': (stack) => {
      new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-postgresql' });
    },
  },
  token: (stack) => {
    const interval = new CfnParameter(stack, 'Interval', { type: 'Number' });
    const mode = new CfnParameter(stack, 'Mode');
    database({ databaseInsightsMode: mode.valueAsString, monitoringInterval: interval.valueAsNumber })(stack);
    new CfnDBInstance(stack, 'Elsewhere', { engine: 'aurora-postgresql', dbClusterIdentifier: 'made-elsewhere' });
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', enablePerformanceInsights: true }).addPropertyOverride(
        'MonitoringInterval',
        '30',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) {
        properties.MonitoringInterval = 0;
      }
    },
  },
  oracles: [
    {
      name: 'RDSEnhancedMonitoringEnabled',
      rule: rules.rds.RDSEnhancedMonitoringEnabled,
      about: [
        'both',
        'the advanced mode',
        'the cluster has the setting',
        'neither',
        'monitoring switched off',
        'a cluster without the setting',
        'a shop for developers',
      ],
      disagreements: {
        'the cluster has the setting': 'it does not read the cluster, which may set the interval for its instances',
      },
    },
  ],
};
