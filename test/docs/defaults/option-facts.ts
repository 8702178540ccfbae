/**
 * Defaults of the options as the code resolves them: the figures that a `@default` must state, in the order of the
 * text. Where the profiles differ, production comes first.
 */
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { constantIn, constantsIn } from './constants';
import { DEVELOPMENT, PRODUCTION, ShopTemplate } from './templates';
import { resolveCache } from '../../../src/cache/cache-options';
import { resolveCommerce } from '../../../src/commerce/commerce-settings';
import { Profile } from '../../../src/core/profile';
import { DatabaseEngine } from '../../../src/database/database-engine';
import { DATABASE_DEFAULTS, resolveDatabase } from '../../../src/database/database-settings';
import { OracleEdition } from '../../../src/database/oracle-edition';
import { resolveEdge } from '../../../src/edge/edge-options';
import { LIMITED_PATHS } from '../../../src/edge/limited-paths';
import { resolveNetwork } from '../../../src/network/network-options';
import { resolveStorage } from '../../../src/storage/storage-options';
import { resolveWeb } from '../../../src/web/web-options';
import { PILLARS } from '../../../src/well-architected/framework/best-practices';
import { DEFAULT_THRESHOLDS } from '../../../src/well-architected/rules/support/settings';
import { newStack } from '../../support/app';

type Facts = Readonly<Record<string, readonly string[]>>;

const PROFILES = [Profile.PRODUCTION, Profile.DEVELOPMENT] as const;
const LIMITS = 'shop/domain/limits';

/** @returns what each option is by default, by `Interface.member` */
export function optionFacts(): Facts {
  return {
    ...databaseFacts(),
    ...dataFacts(),
    ...webFacts(),
    ...edgeFacts(),
    ...commerceFacts(),
    ...unpaidOrderFacts(),
    ...thresholdFacts(),
  };
}

/** Writes each profile's value as text. */
function each<T>(read: (profile: Profile) => T): string[] {
  return PROFILES.map((profile) => String(read(profile)));
}

const days = (duration: { toDays(): number }) => `${duration.toDays()} days`;

export const ENGINES = {
  postgres: DatabaseEngine.postgres()._render(),
  mysql: DatabaseEngine.mysql()._render(),
  mariaDb: DatabaseEngine.mariaDb()._render(),
  oracle: DatabaseEngine.oracle({
    edition: OracleEdition.STANDARD_TWO,
    licenseModel: LicenseModel.LICENSE_INCLUDED,
  })._render(),
};

/** @returns the default versions of PostgreSQL, MySQL, MariaDB and Oracle */
export function engineVersions(): string[] {
  return Object.values(ENGINES).map(({ instanceEngine }) => String(instanceEngine.engineVersion?.fullVersion));
}

function databaseFacts(): Facts {
  const database = (profile: Profile) => resolveDatabase({}, profile);
  const [production] = PROFILES.map(database);
  return {
    'DatabaseEngineOptions.version': engineVersions(),
    'DatabaseOptions.instanceType': [
      ...each((profile) => DATABASE_DEFAULTS[profile].instanceType),
      ...each((profile) => DATABASE_DEFAULTS[profile].oracleInstanceType),
    ],
    'DatabaseOptions.allocatedStorage': each((profile) => `${database(profile).allocatedGibibytes} GiB`),
    'DatabaseOptions.maxAllocatedStorage': [
      String(Number(production.maxAllocatedGibibytes) / production.allocatedGibibytes),
    ],
    'DatabaseOptions.multiAz': each((profile) => database(profile).multiAz),
    'DatabaseOptions.backupRetention': each((profile) => days(database(profile).backupRetention)),
    'DatabaseOptions.instanceGeneration': [String(production.instanceGeneration)],
    'DatabaseOptions.proxy': [ENGINES.postgres, ENGINES.oracle].map(({ proxyPort }) => String(proxyPort !== undefined)),
    'DatabaseOptions.deletionProtection': each((profile) => database(profile).deletionProtection),
  };
}

function dataFacts(): Facts {
  const cache = (profile: Profile) => resolveCache({}, profile);
  const storage = (profile: Profile) => resolveStorage({}, profile);
  const network = resolveNetwork({}, Profile.PRODUCTION);
  return {
    'CacheOptions.nodeType': each((profile) => cache(profile).nodeType),
    'CacheOptions.nodes': each((profile) => cache(profile).nodes),
    'CacheOptions.engineVersion': [cache(Profile.PRODUCTION).engineVersion],
    'CacheOptions.snapshotRetention': each((profile) => days(cache(profile).snapshotRetention)),
    'CacheOptions.maintenanceWindow': [cache(Profile.PRODUCTION).maintenanceWindow],
    'StorageOptions.versionExpiry': [days(storage(Profile.PRODUCTION).versionExpiry)],
    'StorageOptions.logExpiry': each((profile) => days(storage(profile).logExpiry)),
    'LogBucketProps.expiry': each((profile) => days(storage(profile).logExpiry)),
    'LogBucketProps.acceptsAcls': ['false'],
    'NetworkOptions.availabilityZones': [String(network.availabilityZones)],
    'NetworkOptions.cidr': [network.cidr],
    'EcommerceArchitectureProps.encryptionKey': ['1 year'],
    'EcommerceArchitectureProps.network': [String(network.availabilityZones)],
    'EcommerceArchitectureProps.messaging': [String(PRODUCTION.count('AWS::SNS::Topic', 'Messaging'))],
  };
}

function webFacts(): Facts {
  const group = (template: ShopTemplate) => template.properties('AWS::AutoScaling::AutoScalingGroup');
  const target = (id: string) =>
    PRODUCTION.properties('AWS::AutoScaling::ScalingPolicy', id).TargetTrackingConfiguration.TargetValue;
  const { MinSize, MaxSize } = group(PRODUCTION);
  const { releaseWatch } = resolveWeb(newStack(), {}, { profile: Profile.PRODUCTION, engineFamily: 'postgres' });
  return {
    'EcommerceArchitectureProps.web': [MinSize, MaxSize, group(DEVELOPMENT).MaxSize],
    'WebOptions.minCapacity': [PRODUCTION, DEVELOPMENT].map((template) => group(template).MinSize),
    'WebOptions.maxCapacity': [String(MaxSize / MinSize)],
    'WebOptions.targetCpuUtilization': [String(target('Cpu'))],
    'WebOptions.targetRequestsPerMinute': [String(target('Requests'))],
    'WebOptions.releaseWatch': [`${releaseWatch.toMinutes()} minutes`],
    'WebServerOptions.port': [String(PRODUCTION.properties('AWS::ElasticLoadBalancingV2::TargetGroup', 'Fleet').Port)],
    'MetricScalingOptions.disableScaleIn': ['false'],
    'OriginHeaderProps.version': [String(resolveEdge({}, Profile.PRODUCTION).originSecretVersion)],
    'AlarmOptions.periods': [String(PRODUCTION.alarm('Plain').EvaluationPeriods)],
  };
}

function edgeFacts(): Facts {
  const edge = resolveEdge({}, Profile.PRODUCTION);
  const paths = LIMITED_PATHS.map(({ option, limit }): [string, string[]] => [
    `PathRateLimits.${option}`,
    [String(limit), '1 minute'],
  ]);
  return {
    'EdgeOptions.originReadTimeout': [`${edge.originReadTimeout.toSeconds()} seconds`],
    'EdgeOptions.originSecretVersion': [String(edge.originSecretVersion)],
    'ManagedWebAclOptions.rateLimit': [String(constantIn('src/edge/web-acl-rules', 'DEFAULT_RATE'))],
    'ManagedWebAclOptions.challengeCheckout': ['false'],
    'PathRateLimit.countOnly': ['false'],
    ...Object.fromEntries(paths),
  };
}

function commerceFacts(): Facts {
  const commerce = resolveCommerce({}, 'postgres');
  const added = PRODUCTION.properties('AWS::Lambda::Function', 'Added');
  const secret = [String(constantIn('src/commerce/secrets', 'LENGTH'))];
  return {
    'CommerceOptions.maxConcurrency': [String(commerce.maxConcurrency)],
    'CommerceOptions.paymentSecret': secret,
    'CommerceOptions.orderAccessSecret': secret,
    'CommerceOptions.demoCatalogue': [String(commerce.demoCatalogue)],
    'AddFunctionOptions.batchSize': [
      String(PRODUCTION.properties('AWS::Lambda::EventSourceMapping', 'Added').BatchSize),
    ],
    'BusinessFunctionCodeOptions.timeout': [`${added.Timeout} seconds`],
    'BusinessFunctionCodeOptions.memorySize': [String(added.MemorySize)],
  };
}

/** The names of these constants change with the house words, their folder does not. */
function unpaidOrderFacts(): Facts {
  const limits = constantsIn(LIMITS, /^DEFAULT_/);
  const counted = ['Session', 'Address', 'Network', 'Email'].flatMap((by): [string, string[]][] => [
    [`UnpaidOrderOptions.maxOrdersPer${by}`, [String(limits.get(`orders.${by.toLowerCase()}`))]],
    [`UnpaidOrderOptions.maxPiecesPer${by}`, [String(limits.get(`pieces.${by.toLowerCase()}`))]],
  ]);
  return {
    'UnpaidOrderOptions.holdingTime': [`${constantIn(LIMITS, /^\w+_MINUTES$/)} minutes`],
    'UnpaidOrderOptions.reservableShare': [String(constantIn(LIMITS, 'RESERVABLE_SHARE'))],
    ...Object.fromEntries(counted),
  };
}

function thresholdFacts(): Facts {
  const thresholds = DEFAULT_THRESHOLDS;
  return {
    'WellArchitectedThresholds.maxLogRetention': [`${thresholds.maxLogRetentionDays} days`],
    'WellArchitectedThresholds.minBackupRetention': [`${thresholds.minBackupRetentionDays} days`],
    'WellArchitectedThresholds.maxBackupRetention': [`${thresholds.maxBackupRetentionDays} days`],
    'WellArchitectedThresholds.maxRootVolume': [`${thresholds.maxRootVolumeGiB} GiB`],
    'WellArchitectedThresholds.maxInstanceSize': [thresholds.maxInstanceSize],
    'WellArchitectedThresholds.maxServers': [String(thresholds.maxServers)],
    'WellArchitectedThresholds.maxInterfaceEndpoints': [String(thresholds.maxInterfaceEndpoints)],
    'WellArchitectedThresholds.minTargetUtilization': [String(thresholds.minTargetUtilization)],
    'WellArchitectedOptions.pillars': [String(PILLARS.length)],
    'WellArchitectedChecksProps.enforced': ['true'],
  };
}
