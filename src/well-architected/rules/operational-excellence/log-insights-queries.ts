import type { Resource } from '../../workload/resource';
import { listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { dashboardsOf } from '../support/dashboards';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import { fleetsOf } from '../support/fleets';
import type { Rule } from '../support/rule';
import { servingFunctions } from '../support/serving-functions';
import type { Verdict } from '../support/verdict';
import { anyOf } from '../support/verdict';

const GROUP = 'AWS::Logs::LogGroup';
const EXPECTED = 'a saved query, a graph of logs, a metric filter, an anomaly detector or a subscription';

/** Types that read logs, with the property that names the log group. */
const READERS: Readonly<Record<string, string>> = {
  'AWS::Logs::QueryDefinition': 'LogGroupNames',
  'AWS::Logs::MetricFilter': 'LogGroupName',
  'AWS::Logs::SubscriptionFilter': 'LogGroupName',
  'AWS::Logs::LogAnomalyDetector': 'LogGroupArnList',
};

interface Reader {
  readonly resource: Resource;
  readonly reads: Verdict;
}

/** A filter or a saved query reads the logs, so that no one has to write a query at night. */
export const logInsightsQueries: Rule = {
  name: 'LogInsightsQueries',
  practice: 'OPS08-BP02',
  also: ['REL06-BP05'],
  level: 'info',
  requirement:
    'The logs of servers and functions are analysed: by saved queries, or by filters that count their events.',
  why:
    'Logs that are never read only cost money, and an engineer who is called at three in the morning does not write ' +
    'a good query.',
  fix:
    '`EcommerceArchitecture` counts refused payments. Add `new logs.QueryDefinition()` with a query that finds an ' +
    'order. In CloudFormation add an `AWS::Logs::QueryDefinition` or an `AWS::Logs::MetricFilter`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html',
  check: (workload) => {
    const groups = applicationLogs(workload);
    const [first] = groups;
    const readers = readersOf(workload, new Set(groups));
    // A reader may read the log group that a token names.
    const hidden = servingFunctions(workload)
      .filter((fn) => hasHiddenLog(workload, fn))
      .map((resource): Reader => ({ resource, reads: undefined }));
    return first ? [readerFinding(first, [...readers, ...(readers.length > 0 ? hidden : [])])] : [];
  },
};

function readerFinding(group: Resource, readers: readonly Reader[]): Finding {
  const reader = readers.find(({ reads }) => reads);
  if (reader) return found(reader.resource, true, EXPECTED, reader.resource.type);
  return readers.some(({ reads }) => reads === undefined)
    ? found(group, 'undetermined', EXPECTED, 'a reader of logs that a token names')
    : found(group, false, EXPECTED, 'no reader');
}

function applicationLogs(workload: Workload): Resource[] {
  const fromFunctions = servingFunctions(workload).flatMap((fn) => [...workload.mentions(fn, fn.raw('LoggingConfig'))]);
  const fromServers = fleetsOf(workload).flatMap(({ launchTemplate }) => [...workload.references(launchTemplate)]);
  return [...fromFunctions, ...fromServers].filter(({ type }) => type === GROUP);
}

function hasHiddenLog(workload: Workload, fn: Resource): boolean {
  return (
    fn.values('LoggingConfig.LogGroup').some(({ known }) => !known) &&
    workload.mentions(fn, fn.raw('LoggingConfig')).size === 0
  );
}

function readersOf(workload: Workload, groups: ReadonlySet<Resource>): Reader[] {
  const made = Object.entries(READERS).flatMap(([type, path]) =>
    workload
      .anyOfType(type)
      .map((resource): Reader => ({ resource, reads: readsAny(workload, resource, path, groups) })),
  );
  const graphs = dashboardsOf(workload).map((dashboard): Reader => ({
    resource: dashboard.resource,
    reads: dashboard.widgets ? dashboard.widgets.some(({ type }) => type === 'log') : undefined,
  }));
  return [...made, ...graphs];
}

/** A saved query without log groups is for all of them. */
function readsAny(workload: Workload, reader: Resource, path: string, groups: ReadonlySet<Resource>): Verdict {
  const named = listOf(reader.raw(path));
  if (named.length === 0) return true;
  const mentioned = [...workload.mentions(reader, named)];
  if (mentioned.some((group) => groups.has(group))) return true;
  return anyOf(
    reader
      .values(path)
      .map(({ known, value }) =>
        (known && listOf(value).every((name) => typeof name === 'string')) || mentioned.length > 0 ? false : undefined,
      ),
  );
}
