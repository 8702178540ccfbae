import { all, must } from './model';
import type { Found } from './model';
import type { CfnTemplate } from '../support/template-graph';

/** Namespace and name of a metric. */
export type Metric = readonly [string, string];

/** EC2: CPU, network, disk, instance status. */
export const SERVER_METRICS: Metric[] = [
  ['AWS/EC2', 'CPUUtilization'],
  ['AWS/EC2', 'NetworkOut'],
  ['CWAgent', 'disk_used_percent'],
  ['AWS/EC2', 'StatusCheckFailed'],
];

/** RDS: CPU, memory, IOPS, storage used, connections. */
export const DATABASE_METRICS: Metric[] = [
  ['AWS/RDS', 'CPUUtilization'],
  ['AWS/RDS', 'FreeableMemory'],
  ['AWS/RDS', 'ReadIOPS'],
  ['AWS/RDS', 'WriteIOPS'],
  ['AWS/RDS', 'FreeStorageSpace'],
  ['AWS/RDS', 'DatabaseConnections'],
];

interface Watched {
  readonly Namespace?: string;
  readonly MetricName?: string;
  Dimensions?: { Name: string; Value: unknown }[];
}

/** The metrics that an alarm watches: one, or those of its expression. */
function watched({ props }: Found): Watched[] {
  const inner = (props.Metrics ?? []) as { MetricStat?: { Metric: Watched } }[];
  return [props, ...inner.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []))];
}

const isOf =
  ([namespace, name]: Metric) =>
  (metric: Watched) =>
    metric.Namespace === namespace && metric.MetricName === name;

export function alarmOn(template: CfnTemplate, metric: Metric): Found {
  const found = all(template, 'CloudWatch::Alarm').find((alarm) => watched(alarm).some(isOf(metric)));
  must(found, `there must be an alarm on ${metric.join(' ')}`);
  return found;
}

/** The metric as its alarm watches it, with its dimensions. */
export function metricOf(template: CfnTemplate, metric: Metric): Watched {
  const found = watched(alarmOn(template, metric)).find(isOf(metric));
  must(found, `there must be an alarm on ${metric.join(' ')}`);
  return found;
}
