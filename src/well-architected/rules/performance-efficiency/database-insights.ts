import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { bestOf, judge } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Settings } from '../support/settings';

const INSIGHTS = 'PerformanceInsights';
const INTERVAL = 'MonitoringInterval';

/** Classes on which Performance Insights cannot watch MySQL and MariaDB. */
const TOO_SMALL = /\.t\d\w*\.(micro|small)$/;
const UNWATCHED_ON_SMALL: readonly unknown[] = ['mysql', 'mariadb'];

/** Which statement is slow, and what the machine under it did. */
export const databaseInsights: Rule = {
  name: 'DatabaseInsights',
  practice: 'PERF03-BP03',
  level: 'error',
  requirement:
    'Each database instance records which statements load it (Performance Insights) and what its machine does (enhanced monitoring).',
  why:
    'The shop is slow and everybody looks at the database, but nobody can tell which statement, which lock or which process it was: the outage lasts ' +
    'until somebody guesses right.',
  fix: 'The database of the architecture has both; in CloudFormation `EnablePerformanceInsights: true`, `MonitoringInterval: 60` and `MonitoringRoleArn`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.TurningOnStandard.html',
  check: (workload, settings) =>
    workload.ofType('AWS::RDS::DBInstance').flatMap((database) => [
      ...(isWatchable(database) ? [insightsFinding(workload, database, settings)] : []),
      judge(database, `Properties.${INTERVAL}`, valuesOf(workload, database, INTERVAL), {
        expected: 'more than 0 seconds',
        holds: (value) => numberOf(value) > 0,
        item: INTERVAL,
        level: levelIn(settings),
      }),
    ]),
};

/** Nobody is paged for a shop of developers. */
function levelIn({ production }: Settings): 'warning' | undefined {
  return production ? undefined : 'warning';
}

function isWatchable(database: Resource): boolean {
  return (
    !UNWATCHED_ON_SMALL.includes(database.get('Engine')) || !TOO_SMALL.test(String(database.get('DBInstanceClass')))
  );
}

/** The advanced mode of Database Insights includes Performance Insights; the standard mode is only where they are shown. */
function insightsFinding(workload: Workload, database: Resource, settings: Settings): Finding {
  const expectation = { expected: 'true, or DatabaseInsightsMode advanced', item: INSIGHTS, level: levelIn(settings) };
  const enabled = judge(
    database,
    'Properties.EnablePerformanceInsights',
    valuesOf(workload, database, 'EnablePerformanceInsights', 'PerformanceInsightsEnabled'),
    { ...expectation, holds: isTrue },
  );
  const mode = judge(
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

/** What the instance says, or its cluster for it. */
function valuesOf(workload: Workload, database: Resource, property: string, ofCluster = property): Possible[] {
  const identifier = database.raw('DBClusterIdentifier');
  if (database.raw(property) !== undefined || identifier === undefined) return database.values(property);
  return workload.follow(database, identifier)?.values(ofCluster) ?? [{ known: false, value: identifier }];
}
