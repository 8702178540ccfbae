import type { Signal } from './golden-signals';
import type { Verdict } from './verdict';
import { anyOf, everyOf } from './verdict';
import type { WatchedMetric } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isRecord, listOf, possibleValues, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Where a resource may have a name that an alarm elsewhere writes out. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
};

/** A query of Metrics Insights in an alarm, which may speak of all resources of a kind. */
export interface WatchedQuery {
  readonly alarm: Resource;
  readonly query: unknown;
}

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

/** Whether an alarm watches this metric, alone or in metric math, of this very resource. */
export function watches(
  workload: Workload,
  { alarm, namespace, name, dimensions }: WatchedMetric,
  signal: Signal,
): Verdict {
  const isMetric = everyOf([isOneOf(alarm, namespace, [signal.namespace]), isOneOf(alarm, name, signal.metrics)]);
  return isMetric === false ? false : everyOf([isMetric, isAbout(workload, alarm, dimensions, signal)]);
}

/** Without a condition a query speaks of every resource in the account. */
export function asks(
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
  // Lambda adds its functions up; the other services give such figures for nobody in particular.
  if (listOf(dimensions).length === 0) return namespace === 'AWS/Lambda';
  return anyOf(
    possibleValues(alarm.template, dimensions).flatMap(({ known, value }) =>
      known
        ? listOf(value).map((dimension) => isNamed(alarm, dimension, resource, mentioned.size > 0))
        : [mentioned.size > 0 ? false : undefined],
    ),
  );
}

/** A dimension without any reference may still spell the name of the resource, or hide it in a token. */
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

/** Load balancers stand between slashes, nodes of a cache have a number behind. */
function spells(value: string, name: unknown): boolean {
  if (typeof name !== 'string') return false;
  const written = value.toLowerCase();
  return [
    written,
    written.replace(/^app\//, '').replace(/\/[0-9a-f]+$/, ''),
    written.replace(/(-\d{4})?-\d{3}$/, ''),
  ].includes(name.toLowerCase());
}
