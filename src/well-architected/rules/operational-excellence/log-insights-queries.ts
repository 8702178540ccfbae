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

/** Where each of what reads logs says which. */
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

/** Logs are looked at by something, and by somebody without having to invent a query at night. */
export const logInsightsQueries: Rule = {
  name: 'LogInsightsQueries',
  practice: 'OPS08-BP02',
  also: ['REL06-BP05'],
  level: 'info',
  requirement:
    'The logs of servers and functions are analysed: by saved queries, or by filters that count what they say.',
  why: 'Logs that nobody reads are only paid for; and whoever is called at three in the morning writes no good query.',
  fix:
    '`EcommerceArchitecture` counts refused payments. Beside it `new logs.QueryDefinition()` with a query that finds an order; in CloudFormation ' +
    '`AWS::Logs::QueryDefinition` or `AWS::Logs::MetricFilter`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_Insights-Saving-Queries.html',
  check: (workload) => {
    const groups = applicationLogs(workload);
    const [first] = groups;
    const readers = readersOf(workload, new Set(groups));
    // What is read may be the log that a token names.
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
    : found(group, false, EXPECTED, 'nothing reads it');
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

/** A saved query without log groups is for any of them. */
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
