import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IDatabaseInstance } from 'aws-cdk-lib/aws-rds';
import type { DatabaseSettings } from './database-settings';
import { maxConnections, memoryBytes } from './instance-capacity';
import { isConcrete } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';

const GIB = 1024 ** 3;
const SECTION = 'Database';

/** Share of free storage or memory below which storage autoscaling, or the engine's housekeeping, has failed. */
const MIN_FREE = 0.05;
const BUSY = 0.8;

/**
 * Adds the database's alarms and widgets: processor, memory, storage, I/O operations and connections.
 *
 * @param instance - the primary, whose metrics are used
 * @param settings - thresholds depend on instance type, storage and engine
 * @param monitoring - receives the alarms and widgets
 */
export function addDatabaseAlarms(
  instance: IDatabaseInstance,
  settings: DatabaseSettings,
  monitoring: IMonitoring,
): void {
  const iops = new cloudwatch.MathExpression({
    expression: 'reads + writes',
    label: 'I/O operations a second',
    usingMetrics: { reads: instance.metric('ReadIOPS'), writes: instance.metric('WriteIOPS') },
    period: Duration.minutes(5),
  });
  const below = cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD;
  // A stopped instance sends no data, which is not a fault; RDS reports failures as events.
  const missingData = cloudwatch.TreatMissingData.MISSING;
  monitoring.addAlarm('DatabaseCpu', {
    metric: instance.metricCPUUtilization(),
    threshold: 100 * BUSY,
    missingData,
    summary: 'The database is short of processor time, so every page and every order waits for it.',
  });
  monitoring.addAlarm('DatabaseMemory', {
    metric: instance.metricFreeableMemory(),
    comparison: below,
    threshold: Math.floor(MIN_FREE * memoryBytes(settings.instanceType)),
    missingData,
    summary: 'The database is almost out of memory: it will slow down and may restart.',
  });
  monitoring.addAlarm('DatabaseIops', {
    metric: iops,
    threshold: BUSY * baselineIops(settings),
    missingData,
    summary: 'The database reads and writes almost as much as its volume allows.',
  });
  monitoring.addAlarm('DatabaseStorage', {
    metric: instance.metricFreeStorageSpace(),
    comparison: below,
    threshold: minFreeBytes(settings),
    missingData,
    summary: "The database's storage is almost full and did not grow: a full database takes no more orders.",
  });
  monitoring.addAlarm('DatabaseConnections', {
    metric: instance.metricDatabaseConnections({ statistic: 'Maximum' }),
    threshold: Math.floor(BUSY * maxConnections(settings.spec, settings.instanceType)),
    missingData,
    summary: 'Almost all connections that the database can hold are in use: new ones will be refused.',
  });
  monitoring.addWidgets(
    SECTION,
    widget(
      'CPU %, connections',
      [instance.metricCPUUtilization()],
      [instance.metricDatabaseConnections({ statistic: 'Maximum' })],
    ),
    widget('free memory, storage', [instance.metricFreeableMemory()], [instance.metricFreeStorageSpace()]),
    widget('I/O operations a second', [instance.metric('ReadIOPS'), instance.metric('WriteIOPS')]),
  );
}

/**
 * Returns the I/O operations a second that gp3 includes in its price
 * (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html).
 */
function baselineIops({ allocatedGibibytes, spec }: DatabaseSettings): number {
  return isConcrete(allocatedGibibytes) && allocatedGibibytes >= spec.fastStorageGibibytes ? 12_000 : 3_000;
}

function minFreeBytes({ allocatedGibibytes }: DatabaseSettings): number {
  return isConcrete(allocatedGibibytes) ? Math.floor(MIN_FREE * allocatedGibibytes * GIB) : GIB;
}

function widget(title: string, left: cloudwatch.IMetric[], right: cloudwatch.IMetric[] = []): cloudwatch.GraphWidget {
  return new cloudwatch.GraphWidget({ title, left, right, width: 8 });
}
