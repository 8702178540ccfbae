import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { bestOf, assess } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Settings } from '../support/settings';

const INSIGHTS = 'PerformanceInsights';
const INTERVAL = 'MonitoringInterval';

/** Instance classes on which Performance Insights does not support MySQL and MariaDB. */
const TOO_SMALL = /\.t\d\w*\.(micro|small)$/;
const UNWATCHED_ON_SMALL: readonly unknown[] = ['mysql', 'mariadb'];

/** Each database records its slow statements and the metrics of its machine. */
export const databaseInsights: Rule = {
  name: 'DatabaseInsights',
  practice: 'PERF03-BP03',
  level: 'error',
  requirement:
    'Each database instance records which statements load it (Performance Insights) and the state of its machine ' +
    '(enhanced monitoring).',
  why:
    'The shop is slow and the database is suspected, but no one can tell which statement, lock or process is the ' +
    'cause. The outage lasts until someone guesses right.',
  fix:
    'The database of `EcommerceArchitecture` has both. In CloudFormation set `EnablePerformanceInsights: true`, ' +
    '`MonitoringInterval: 60` and `MonitoringRoleArn`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.TurningOnStandard.html',
  check: (workload, settings) =>
    workload.ofType('AWS::RDS::DBInstance').flatMap((database) => [
      ...(isWatchable(database) ? [insightsFinding(workload, database, settings)] : []),
      assess(database, `Properties.${INTERVAL}`, valuesOf(workload, database, INTERVAL), {
        expected: 'more than 0 seconds',
        holds: (value) => numberOf(value) > 0,
        item: INTERVAL,
        level: levelIn(settings),
      }),
    ]),
};

/** A development shop has no one on call. */
function levelIn({ production }: Settings): 'warning' | undefined {
  return production ? undefined : 'warning';
}

function isWatchable(database: Resource): boolean {
  return (
    !UNWATCHED_ON_SMALL.includes(database.get('Engine')) || !TOO_SMALL.test(String(database.get('DBInstanceClass')))
  );
}

/** The advanced mode of Database Insights includes Performance Insights. The standard mode only displays them. */
function insightsFinding(workload: Workload, database: Resource, settings: Settings): Finding {
  const expectation = { expected: 'true, or DatabaseInsightsMode advanced', item: INSIGHTS, level: levelIn(settings) };
  const enabled = assess(
    database,
    'Properties.EnablePerformanceInsights',
    valuesOf(workload, database, 'EnablePerformanceInsights', 'PerformanceInsightsEnabled'),
    { ...expectation, holds: isTrue },
  );
  const mode = assess(
    database,
    'Properties.DatabaseInsightsMode',
    valuesOf(workload, database, 'DatabaseInsightsMode'),
    {
      ...expectation,
      holds: (value) => value === 'advanced',
    },
  );
  return mode.state === 'compliant' ? mode : { ...enabled, state: bestOf([enabled, mode]).state };
}

/** Returns the values of the instance's property, or of its cluster's where the instance sets none. */
function valuesOf(workload: Workload, database: Resource, property: string, ofCluster = property): Possible[] {
  const identifier = database.raw('DBClusterIdentifier');
  if (database.raw(property) !== undefined || identifier === undefined) return database.values(property);
  return workload.follow(database, identifier)?.values(ofCluster) ?? [{ known: false, value: identifier }];
}
