import type { Resource } from '../../workload/resource';
import { isRecord, numberOf } from '../../workload/value';
import { found, show, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { contains, stateOf } from '../support/verdict';

/**
 * Logs that explain a failure or a slow page, by the beginning of the engine's name. Other logs cost more than they
 * help.
 */
const LOGS: Readonly<Record<string, readonly string[]>> = {
  postgres: ['postgresql'],
  'aurora-postgresql': ['postgresql'],
  mysql: ['error', 'slowquery'],
  mariadb: ['error', 'slowquery'],
  'aurora-mysql': ['error', 'slowquery'],
  oracle: ['alert'],
  sqlserver: ['error'],
  db2: ['diag.log'],
};

const EXPORTS = 'EnableCloudwatchLogsExports';
const DELIVERIES = 'LogDeliveryConfigurations';

/** First version of Redis with a slow log. */
const FIRST_WITH_SLOW_LOG = 6;

/** The logs of database and cache are in CloudWatch Logs. */
export const dependencyLogsExported: Rule = {
  name: 'DependencyLogsExported',
  practice: 'OPS04-BP04',
  also: ['SEC04-BP01'],
  level: 'warning',
  requirement:
    'The error log and slow statement log of the database and the slow log of the cache go to CloudWatch Logs.',
  why:
    'When pages are slow, the slow log names the statement. On the instance it is deleted within days, and cannot be ' +
    'searched or watched by an alarm.',
  fix:
    'Database and cache of `EcommerceArchitecture` do this. In CloudFormation set `EnableCloudwatchLogsExports` on ' +
    'the database, and add an entry with `LogType: slow-log` to `LogDeliveryConfigurations` of the cache.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::RDS::DBInstance')
      .filter((database) => database.raw('DBClusterIdentifier') === undefined)
      .flatMap(databaseFindings),
    ...workload.ofType('AWS::RDS::DBCluster').flatMap(databaseFindings),
    ...workload.ofType('AWS::ElastiCache::ReplicationGroup').filter(hasSlowLog).map(cacheFinding),
  ],
};

function databaseFindings(database: Resource): Finding[] {
  const [engine] = database.values('Engine');
  // A replica or a restored snapshot has the engine of its source.
  if (!engine.known || engine.value === undefined) {
    return [verifyPresent(database, EXPORTS, 'the error log, and that of slow statements')];
  }
  const family = Object.keys(LOGS).find((name) => String(engine.value).toLowerCase().startsWith(name));
  return (family ? LOGS[family] : []).map((log) => exportFinding(database, log));
}

function exportFinding(database: Resource, log: string): Finding {
  const state = stateOf(contains(database, EXPORTS, (item) => item === log));
  return found(database, state, `${log} exported`, show(database.raw(EXPORTS)), {
    property: `Properties.${EXPORTS}`,
    item: log,
  });
}

function cacheFinding(group: Resource): Finding {
  const state = stateOf(contains(group, DELIVERIES, isSlowLog));
  return found(group, state, 'an entry for slow-log', show(group.raw(DELIVERIES)), {
    property: `Properties.${DELIVERIES}`,
  });
}

function isSlowLog(delivery: unknown): Verdict {
  const type = isRecord(delivery) ? delivery.LogType : '';
  return typeof type === 'string' ? type === 'slow-log' : undefined;
}

function hasSlowLog(group: Resource): boolean {
  const version = group.get('EngineVersion');
  return (
    group.get('Engine') === 'valkey' ||
    version === undefined ||
    !(numberOf(String(version).split('.')[0]) < FIRST_WITH_SLOW_LOG)
  );
}
