import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { DATABASE_DEFAULTS } from './database-settings';
import type { DatabaseProps, DatabaseSettings } from './database-settings';
import { hasInsights } from './instance-capacity';
import { acknowledge, acknowledgePillar } from '../core/acknowledge';
import { hasGravitonAlternative } from '../core/instance-architecture';
import { LIFETIMES } from '../core/lifetimes';
import { physicalName } from '../core/naming';
import { Profile } from '../core/profile';

/** The user who owns all tables: not the engine's well-known name, and letters only, which every engine accepts. */
export const OWNER = 'shopowner';

/** Hours (UTC) with few visitors; the two windows must not overlap. */
const BACKUP_WINDOW = '03:00-04:00';
const MAINTENANCE_WINDOW = 'Sun:04:30-Sun:05:30';

const MONITORING_POLICY = 'service-role/AmazonRDSEnhancedMonitoringRole';

/** The instance, and the resources that other parts of the room refer to. */
export interface InstanceParts {
  readonly instance: rds.DatabaseInstance | rds.DatabaseInstanceFromSnapshot;
  readonly ownerSecret: ISecret;
  readonly parameterGroup: rds.ParameterGroup;
}

/**
 * Creates the instance with its subnet group, parameters, options, log groups and monitoring role.
 *
 * @param scope - the parent of all these resources; its path is part of the instance's name
 * @param securityGroup - of the instance; Oracle's TLS option also refers to it
 * @param props - a `snapshotIdentifier` decides that the instance is restored instead of new
 */
export function createInstance(
  scope: Construct,
  securityGroup: ec2.SecurityGroup,
  props: DatabaseProps,
): InstanceParts {
  const { spec, snapshotIdentifier } = props;
  const { encryptionKey } = props;
  const parameterGroup = new rds.ParameterGroup(scope, 'Parameters', {
    engine: spec.instanceEngine,
    parameters: spec.parameters,
    description: 'TLS required, slow statements logged',
  });
  const common = instanceProps(scope, securityGroup, props, parameterGroup);
  const logGroups = createLogGroups(scope, common.instanceIdentifier, props);
  const instance =
    snapshotIdentifier === undefined
      ? new rds.DatabaseInstance(scope, 'Instance', {
          ...common,
          databaseName: props.databaseName,
          credentials: rds.Credentials.fromUsername(OWNER, { encryptionKey }),
          manageMasterUserPassword: true,
          storageEncryptionKey: encryptionKey,
        })
      : new rds.DatabaseInstanceFromSnapshot(scope, 'Instance', {
          ...common,
          snapshotIdentifier,
          credentials: rds.SnapshotCredentials.fromGeneratedSecret(OWNER, { encryptionKey }),
        });
  // Otherwise RDS creates each log group at the first export, unencrypted and without a retention period.
  instance.node.addDependency(...logGroups);
  const { secret } = instance;
  if (!secret) throw new Error("the database instance must have a secret with the owner's password, got none");
  if (snapshotIdentifier !== undefined) {
    (instance.node.defaultChild as rds.CfnDBInstance).storageEncrypted = true;
    acknowledge(
      instance.node.findChild('Secret'),
      'SecretsManagerRotationEnabled',
      'Rotation requires a separate function; only the migrations of a restored database use this password, and the ' +
        'construct warns of it.',
    );
  }
  acknowledge(
    instance,
    'RDSInBackupPlan',
    'RDS keeps automated backups with point-in-time recovery; a backup plan with a vault in another account is a ' +
      'decision of the organization.',
  );
  acknowledgeLogs(instance, props);
  acknowledgeWeakenings(instance, props);
  return { instance, ownerSecret: secret, parameterGroup };
}

function instanceProps(
  scope: Construct,
  securityGroup: ec2.SecurityGroup,
  props: DatabaseProps,
  parameterGroup: rds.ParameterGroup,
) {
  const { spec, instanceType } = props;
  const { vpc, dataSubnets: vpcSubnets } = props.network;
  const insights = hasInsights(spec, instanceType);
  return {
    engine: spec.instanceEngine,
    licenseModel: spec.licenseModel,
    instanceType,
    // The name is part of the names of its log groups, which must exist before the instance.
    instanceIdentifier: physicalName(scope, `shop-db-${props.instanceGeneration}`, 63),
    vpc,
    subnetGroup: new rds.SubnetGroup(scope, 'Subnets', {
      vpc,
      vpcSubnets,
      description: 'Isolated subnets of the database',
    }),
    securityGroups: [securityGroup],
    publiclyAccessible: false,
    port: spec.port,
    multiAz: props.multiAz,
    iamAuthentication: spec.iamSignIn,
    parameterGroup,
    optionGroup: spec.family === 'oracle' ? createTlsOption(scope, securityGroup, props) : undefined,
    storageType: rds.StorageType.GP3,
    allocatedStorage: props.allocatedGibibytes,
    maxAllocatedStorage: props.maxAllocatedGibibytes,
    backupRetention: props.backupRetention,
    preferredBackupWindow: BACKUP_WINDOW,
    preferredMaintenanceWindow: MAINTENANCE_WINDOW,
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: DATABASE_DEFAULTS[props.profile].deleteAutomatedBackups,
    autoMinorVersionUpgrade: true,
    cloudwatchLogsExports: spec.logs,
    monitoringInterval: Duration.seconds(60),
    monitoringRole: createMonitoringRole(scope),
    enablePerformanceInsights: insights,
    databaseInsightsMode: insights ? rds.DatabaseInsightsMode.STANDARD : undefined,
    // Seven days are free of charge.
    performanceInsightRetention: insights ? rds.PerformanceInsightRetention.DEFAULT : undefined,
    performanceInsightEncryptionKey: insights ? props.encryptionKey : undefined,
    deletionProtection: props.deletionProtection,
    removalPolicy: LIFETIMES[props.profile].snapshotRemovalPolicy,
  };
}

function createLogGroups(
  scope: Construct,
  instanceName: string,
  { spec, profile, encryptionKey }: DatabaseProps,
): LogGroup[] {
  const { logRetention, dataRemovalPolicy } = LIFETIMES[profile];
  return spec.logs.map(
    (log) =>
      new LogGroup(scope, `Log${log[0].toUpperCase()}${log.slice(1)}`, {
        logGroupName: `/aws/rds/instance/${instanceName}/${log}`,
        encryptionKey,
        retention: logRetention,
        removalPolicy: dataRemovalPolicy,
      }),
  );
}

function createMonitoringRole(scope: Construct): Role {
  const role = new Role(scope, 'MonitoringRole', {
    assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName(MONITORING_POLICY)],
  });
  acknowledge(
    role,
    `IAMNoManagedPolicies[Policy::arn:<AWS::Partition>:iam::aws:policy/${MONITORING_POLICY}]`,
    'The policy that RDS documents for enhanced monitoring: it writes to the log group RDSOSMetrics, whose streams ' +
      'have names that are not known in advance.',
  );
  return role;
}

/**
 * Creates the option group with Oracle's TLS listener, which has a separate port. In production the group is retained,
 * because the final snapshot of the instance refers to it.
 */
function createTlsOption(
  scope: Construct,
  securityGroup: ec2.SecurityGroup,
  { spec, profile, network: { vpc } }: DatabaseProps,
): rds.OptionGroup {
  const options = new rds.OptionGroup(scope, 'Options', {
    engine: spec.instanceEngine,
    description: 'TLS listener',
    configurations: [
      {
        name: 'SSL',
        port: spec.tlsPort,
        vpc,
        securityGroups: [securityGroup],
        settings: { 'SQLNET.SSL_VERSION': '1.2' },
      },
    ],
  });
  options.applyRemovalPolicy(profile === Profile.PRODUCTION ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY);
  return options;
}

/** Reasons why some logs of the engines are not exported. */
const DECLINED_LOGS: Readonly<Record<string, string>> = {
  audit: "It requires an option group with a plug-in of the engine, and records every statement with customers' data.",
  general:
    "It records every statement with customers' data and slows down each one; slow statements and errors are exported.",
  oemagent: 'The agent of Oracle Enterprise Manager is not installed.',
  trace:
    "Traces are for cases with Oracle's support and can contain customers' data; alerts and the listener's log are " +
    'exported.',
};

const DECLINED_LOGS_OF: Readonly<Record<string, readonly string[]>> = {
  mysql: ['audit', 'general'],
  oracle: ['oemagent', 'trace'],
};

function acknowledgeLogs(instance: Construct, { spec }: DatabaseSettings): void {
  for (const log of DECLINED_LOGS_OF[spec.family] ?? []) {
    acknowledge(instance, `RDSLoggingEnabled[LogExport::${log}]`, DECLINED_LOGS[log]);
  }
}

/** Acknowledges what the profile or an option weakens on purpose; in production the construct warns of it instead. */
function acknowledgeWeakenings(instance: Construct, settings: DatabaseSettings): void {
  if (!settings.multiAz) {
    const reason = 'No standby: Profile.DEVELOPMENT, or `database.multiAz` is false.';
    acknowledge(instance, 'RDSMultiAZSupport', reason);
    acknowledgePillar(instance, 'REL10-BP01-MultiAzEveryTier', reason);
  }
  if (!settings.deletionProtection) {
    const reason = 'It can be deleted with its stack: Profile.DEVELOPMENT, or `database.deletionProtection` is false.';
    acknowledge(instance, 'RDSInstanceDeletionProtectionEnabled', reason);
    acknowledgePillar(instance, 'REL13-BP02-DeletionProtection', reason);
  }
  if (settings.spec.family !== 'oracle' && hasGravitonAlternative(settings.instanceType)) {
    acknowledgePillar(
      instance,
      'SUS05-BP02-Graviton',
      'The instance type is set by `database.instanceType`, which chose another processor on purpose.',
    );
  }
}
