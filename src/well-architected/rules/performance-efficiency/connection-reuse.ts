import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { databases, hasDefaultParameters, parameterValues } from '../support/databases';
import { bestOf, found, assess } from '../support/finding';
import type { Finding } from '../support/finding';
import { groupsAt, sourcesOf } from '../support/network-reach';
import type { Rule } from '../support/rule';
import { anyOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

const DATABASES: Readonly<Record<string, string>> = {
  'AWS::RDS::DBInstance': 'VPCSecurityGroups',
  'AWS::RDS::DBCluster': 'VpcSecurityGroupIds',
};

/** Engines that RDS Proxy supports. Oracle is not among them. */
const PROXIED = /^((aurora-)?(mysql|postgres(ql)?)|mariadb|sqlserver-.*)$/;

/** Parameters that enable the log of slow statements, by engine. */
const SLOW_QUERY_LOGS: Readonly<
  Record<string, { readonly parameters: readonly string[]; readonly isOn: (value: unknown) => boolean }>
> = {
  postgres: {
    parameters: ['log_min_duration_statement', 'auto_explain.log_min_duration'],
    isOn: (value) => numberOf(value) >= 0,
  },
  mysql: { parameters: ['slow_query_log'], isOn },
  mariadb: { parameters: ['slow_query_log'], isOn },
};

/** Functions do not exhaust the connections of the database, and slow statements are logged. */
export const connectionReuse: Rule = {
  name: 'ConnectionReuse',
  practice: 'PERF03-BP04',
  also: ['REL05-BP04'],
  level: 'warning',
  requirement:
    'Functions reach the database through a proxy that pools connections, and the database logs its slow statements.',
  why:
    'Each running function holds a connection. On a busy day the database refuses all others, including those of the ' +
    'servers. A slow statement that is not noticed holds its connection longest.',
  fix:
    'Leave `database.proxy` at its default. In CloudFormation add a `DBProxy` with a `DBProxyTargetGroup`, and a ' +
    '`DBParameterGroup` with `log_min_duration_statement` (PostgreSQL) or `slow_query_log` (MySQL, MariaDB).',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html',
  check: (workload) =>
    databases(workload).flatMap((database) => [
      ...proxyFindings(workload, database),
      ...slowQueryFindings(workload, database),
    ]),
};

function proxyFindings(workload: Workload, database: Resource): Finding[] {
  const sources = groupsAt(workload, database, DATABASES[database.type]).flatMap((group) => sourcesOf(workload, group));
  const fn = workload
    .anyOfType('AWS::Lambda::Function')
    .find((one) => groupsAt(workload, one, 'VpcConfig.SecurityGroupIds').some((group) => sources.includes(group)));
  if (!fn || !PROXIED.test(String(database.get('Engine')))) return [];
  const proxied = workload
    .anyOfType('AWS::RDS::DBProxyTargetGroup')
    .map((targets) => isProxied(workload, targets, database));
  return [
    found(database, anyOf(proxied), 'a DBProxy in front of it', `reached by functions such as ${fn.logicalId}`, {
      item: 'Proxy',
    }),
  ];
}

function isProxied(workload: Workload, targets: Resource, database: Resource): Verdict {
  const references = workload.references(targets);
  if (references.has(database)) return true;
  // The proxy of another database. A proxy whose target is a name may be for this one.
  return [...references].some(({ type }) => type in DATABASES) ? false : undefined;
}

function slowQueryFindings(workload: Workload, database: Resource): Finding[] {
  const log = SLOW_QUERY_LOGS[String(database.get('Engine'))];
  if (!log || database.type !== 'AWS::RDS::DBInstance') return [];
  const name = database.raw('DBParameterGroupName');
  const options = { item: 'SlowQueryLog', expected: `a DBParameterGroup with ${log.parameters[0]}` };
  const group = workload.follow(database, name);
  if (!group) {
    return [
      assess(
        database,
        'Properties.DBParameterGroupName',
        [{ known: hasDefaultParameters(database, 'DBParameterGroupName'), value: name }],
        { ...options, holds: () => false },
      ),
    ];
  }
  const findings = log.parameters.map((parameter) =>
    assess(group, `Properties.Parameters.${parameter}`, parameterValues(group, parameter), {
      ...options,
      holds: log.isOn,
    }),
  );
  return [bestOf(findings)];
}

function isOn(value: unknown): boolean {
  return value === 1 || value === true || /^(1|on|true)$/i.test(String(value));
}
