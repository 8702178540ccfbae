/** Values that the code sets and that are no options, as the documents write them. */
import { constantIn, numberIn } from './constants';
import { ENGINES } from './option-facts';
import { shopValues } from './shop-values';
import { PRODUCTION } from './templates';
import { days, list, minutes, seconds, Values } from './words';
import { SAMPLE_NAMES, FUNCTION_PLANS } from '../../../src/commerce/function-plans';
import { COMMANDS_SECONDS, HEALTH_WAIT_SECONDS, OLD_ALARM_SECONDS } from '../../../src/web/start-up-script';

export interface FixedValue {
  readonly room: string;
  /** A noun phrase for the table, unique in its room. */
  readonly name: string;
  readonly value: string;
}

/** @returns the values of every room, in the order of the table */
export function fixedValues(): FixedValue[] {
  return Object.entries({
    database: databaseValues(),
    cache: cacheValues(),
    storage: storageValues(),
    commerce: { ...functionValues(), ...queueValues() },
    web: webValues(),
    edge: edgeValues(),
    encryption: encryptionValues(),
    shop: shopValues(),
  }).flatMap(([room, values]) => Object.entries(values).map(([name, value]) => ({ room, name, value })));
}

function databaseValues(): Values {
  const instance = PRODUCTION.properties('AWS::RDS::DBInstance');
  const pool = PRODUCTION.properties('AWS::RDS::DBProxyTargetGroup').ConnectionPoolConfigurationInfo;
  const { Parameters } = PRODUCTION.properties('AWS::RDS::DBParameterGroup');
  const [postgres, mysql, mariaDb, oracle] = Object.values(ENGINES);
  return {
    'ports of PostgreSQL, MySQL, MariaDB and Oracle, TLS only': list(
      [postgres, mysql, mariaDb, oracle].map(({ tlsPort }) => tlsPort),
    ),
    'ports of the proxy: PostgreSQL, MySQL and MariaDB': list([postgres.proxyPort ?? 0, mysql.proxyPort ?? 0]),
    'share of the connections that the proxy uses': `${pool.MaxConnectionsPercent} %`,
    'user name of the owner': `\`${instance.MasterUsername}\``,
    'backup window (UTC)': instance.PreferredBackupWindow,
    'maintenance window (UTC)': instance.PreferredMaintenanceWindow,
    'interval of enhanced monitoring': seconds(instance.MonitoringInterval),
    'retention of Performance Insights': days(instance.PerformanceInsightsRetentionPeriod),
    'slow statement, which is logged': seconds(Parameters.log_min_duration_statement / 1_000),
  };
}

function cacheValues(): Values {
  const group = PRODUCTION.properties('AWS::ElastiCache::ReplicationGroup');
  const commandMs = numberIn('shop/adapters/cache/server-cache', /commandTimeoutMs \?\? (\d+)/);
  return {
    'port, TLS only': String(group.Port),
    'snapshot window (UTC)': group.SnapshotWindow,
    'wait of the sample for an answer of the cache': `${commandMs} milliseconds`,
  };
}

function storageValues(): Values {
  const [rule] = PRODUCTION.properties('AWS::S3::Bucket', 'Media').LifecycleConfiguration.Rules;
  return {
    'age at which media moves to Intelligent-Tiering': days(rule.Transitions[0].TransitionInDays),
    'age at which an upload that was not completed is removed': days(
      rule.AbortIncompleteMultipartUpload.DaysAfterInitiation,
    ),
  };
}

function functionValues(): Values {
  const timeouts = SAMPLE_NAMES.map((name): [string, string] => [
    `timeout of \`${name}\``,
    seconds(FUNCTION_PLANS[name].timeout.toSeconds()),
  ]);
  return Object.fromEntries(timeouts);
}

function queueValues(): Values {
  const [queue] = [PRODUCTION.properties('AWS::SQS::Queue', 'OrderProcessingWorkQueue')];
  const { timeout } = FUNCTION_PLANS.orderProcessing;
  const tries = SAMPLE_NAMES.flatMap((name): [string, string][] => {
    const plan = FUNCTION_PLANS[name].queue;
    return plan ? [[`tries of a message to \`${name}\``, String(plan.maxReceiveCount)]] : [];
  });
  return {
    'time that a queue keeps a message': days(queue.MessageRetentionPeriod / 86_400),
    'time that a message is hidden while a function has it': `${
      queue.VisibilityTimeout / timeout.toSeconds()
    } times the timeout`,
    'concurrent calls of `migrations`': String(FUNCTION_PLANS.migrations.queue?.maxConcurrency),
    ...Object.fromEntries(tries),
  };
}

function webValues(): Values {
  const group = PRODUCTION.properties('AWS::AutoScaling::AutoScalingGroup');
  const targets = PRODUCTION.properties('AWS::ElasticLoadBalancingV2::TargetGroup', 'Fleet');
  const { Ebs } = PRODUCTION.properties('AWS::EC2::LaunchTemplate').LaunchTemplateData.BlockDeviceMappings[0];
  return {
    'root volume': `${Ebs.VolumeSize} GiB`,
    'time until an unhealthy server gets no requests': seconds(
      targets.HealthCheckIntervalSeconds * targets.UnhealthyThresholdCount,
    ),
    'time for the health path to answer at the start': minutes(HEALTH_WAIT_SECONDS / 60),
    'time for the commands of `WebServer.userData()`': minutes(COMMANDS_SECONDS / 60),
    'time for a server to start': minutes(group.HealthCheckGracePeriod / 60),
    'age of an alarm that a release ignores': minutes(OLD_ALARM_SECONDS / 60),
    'wait for running requests before a server stops': seconds(
      PRODUCTION.attribute('deregistration_delay.timeout_seconds'),
    ),
    'wait for the service to stop': seconds(numberIn('src/web/start-up-script', /TimeoutStopSec=(\d+)/)),
    'idle timeout of the load balancer': seconds(PRODUCTION.attribute('idle_timeout.timeout_seconds')),
  };
}

function edgeValues(): Values {
  const window = (name: string) => minutes(constantIn('src/edge/web-acl-rules', name) / 60);
  return {
    'window of `rateLimit`': window('RATE_WINDOW_SECONDS'),
    'window of `pathLimits`': window('PATH_WINDOW_SECONDS'),
    'time that browsers remember to use HTTPS': days(constantIn('src/edge/behaviors', 'HSTS_DAYS')),
  };
}

function encryptionValues(): Values {
  const { PendingWindowInDays } = PRODUCTION.properties('AWS::KMS::Key');
  return { 'time in which the deletion of the key can be cancelled': days(PendingWindowInDays) };
}
