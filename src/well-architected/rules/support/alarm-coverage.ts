import type { Signal } from './golden-signals';
import type { Verdict } from './verdict';
import { anyOf, everyOf } from './verdict';
import type { WatchedMetric } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isRecord, listOf, possibleValues, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Properties by which a resource may have a name that an alarm in another template spells out. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
};

/** A query of Metrics Insights in an alarm, which may cover all resources of a kind. */
export interface WatchedQuery {
  readonly alarm: Resource;
  readonly query: unknown;
}

/** Returns every query of Metrics Insights in the alarms of the app. */
export function watchedQueries(workload: Workload): WatchedQuery[] {
  return workload
    .anyOfType('AWS::CloudWatch::Alarm')
    .flatMap((alarm) =>
      alarm
        .list('Metrics')
        .filter(isRecord)
        .map(({ Expression: query }) => ({ alarm, query })),
    )
    .filter(({ query }) => /^\s*SELECT\s/i.test(textOf(query)));
}

/**
 * True when an alarm watches a metric of this signal's resource, alone or in metric math.
 *
 * @param metric - metric of the alarm; its dimensions decide which resource it is about
 * @param signal - metrics that count as watched, and their resource
 */
export function watches(
  workload: Workload,
  { alarm, namespace, name, dimensions }: WatchedMetric,
  signal: Signal,
): Verdict {
  const isMetric = everyOf([isOneOf(alarm, namespace, [signal.namespace]), isOneOf(alarm, name, signal.metrics)]);
  return isMetric === false ? false : everyOf([isMetric, isAbout(workload, alarm, dimensions, signal)]);
}

/**
 * True when the query of an alarm covers the signal. A query without a condition covers every resource in the account.
 *
 * @param signal - metrics that count as watched, and their resource
 */
export function covers(
  workload: Workload,
  { alarm, query }: WatchedQuery,
  { namespace, metrics, resource }: Signal,
): Verdict {
  const text = textOf(query);
  if (!text.includes(namespace) || !metrics.some((metric) => text.includes(metric))) return false;
  return !/\sWHERE\s/i.test(text) || workload.mentions(alarm, query).has(resource) || undefined;
}

function isOneOf(alarm: Resource, value: unknown, wanted: readonly string[]): Verdict {
  return anyOf(
    possibleValues(alarm.template, value).map((possible) =>
      possible.known ? wanted.includes(String(possible.value)) : undefined,
    ),
  );
}

function isAbout(workload: Workload, alarm: Resource, dimensions: unknown, { namespace, resource }: Signal): Verdict {
  const mentioned = workload.mentions(alarm, dimensions);
  if (mentioned.has(resource)) return true;
  // Lambda publishes the sum of all functions. Other services publish such figures for no resource in particular.
  if (listOf(dimensions).length === 0) return namespace === 'AWS/Lambda';
  return anyOf(
    possibleValues(alarm.template, dimensions).flatMap(({ known, value }) =>
      known
        ? listOf(value).map((dimension) => isNamed(alarm, dimension, resource, mentioned.size > 0))
        : [mentioned.size > 0 ? false : undefined],
    ),
  );
}

/** A dimension without a reference may still contain the name of the resource, or hide it in a token. */
function isNamed(alarm: Resource, dimension: unknown, resource: Resource, mentionsOthers: boolean): Verdict {
  const name = isRecord(dimension) ? dimension.Value : dimension;
  return anyOf(
    possibleValues(alarm.template, name).map(({ known, value }) => {
      if (!known) return mentionsOthers ? false : undefined;
      return anyOf(
        resource.values(NAMES[resource.type]).map((own) => (own.known ? spells(String(value), own.value) : undefined)),
      );
    }),
  );
}

/** The value for a load balancer contains its name between slashes; that for a cache node ends in the node's number. */
function spells(value: string, name: unknown): boolean {
  if (typeof name !== 'string') return false;
  const written = value.toLowerCase();
  return [
    written,
    written.replace(/^app\//, '').replace(/\/[0-9a-f]+$/, ''),
    written.replace(/(-\d{4})?-\d{3}$/, ''),
  ].includes(name.toLowerCase());
}
