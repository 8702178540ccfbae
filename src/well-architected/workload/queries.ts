import type { Resource } from './resource';
import { isRecord, listOf, possibleValues } from './value';
import type { Possible } from './value';
import type { Workload } from './workload';

/** A property that names the instance type of a resource. */
export interface InstanceTypeUse {
  readonly resource: Resource;
  readonly property: string;
  readonly values: readonly Possible[];
}

const TYPE_PROPERTIES: Record<string, string> = {
  'AWS::EC2::Instance': 'InstanceType',
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.InstanceType',
  'AWS::AutoScaling::LaunchConfiguration': 'InstanceType',
  'AWS::RDS::DBInstance': 'DBInstanceClass',
  'AWS::RDS::DBCluster': 'DBClusterInstanceClass',
  'AWS::ElastiCache::ReplicationGroup': 'CacheNodeType',
  'AWS::ElastiCache::CacheCluster': 'CacheNodeType',
};

/** Returns every instance type of servers, databases and caches: `m7g.large`, `db.m7g.large`, `cache.m7g.large`. */
export function instanceTypes(workload: Workload): InstanceTypeUse[] {
  const direct = Object.entries(TYPE_PROPERTIES).flatMap(([type, property]) =>
    workload
      .ofType(type)
      .filter((resource) => resource.raw(property) !== undefined)
      .map((resource) => ({ resource, property: `Properties.${property}`, values: resource.values(property) })),
  );
  const path = 'MixedInstancesPolicy.LaunchTemplate.Overrides';
  const mixed = workload.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap((resource) =>
    resource.list(path).map((override, index) => ({
      resource,
      property: `Properties.${path}.${index}.InstanceType`,
      values: possibleValues(resource.template, isRecord(override) ? override.InstanceType : undefined),
    })),
  );
  return [...direct, ...mixed];
}

/** A statement of an IAM policy, inline or in a separate resource. */
export interface Statement {
  readonly resource: Resource;
  readonly property: string;
  readonly effect: unknown;
  readonly actions: readonly unknown[];
  readonly resources: readonly unknown[];
  readonly principal: unknown;
  readonly condition: unknown;
}

/**
 * Returns the statements of a policy document.
 *
 * @param path - property of the document: `PolicyDocument`, `AssumeRolePolicyDocument`, `Policies.0.PolicyDocument`
 */
export function statementsAt(resource: Resource, path: string): Statement[] {
  return listOf(resource.raw(`${path}.Statement`))
    .filter(isRecord)
    .map((statement, index) => ({
      resource,
      property: `Properties.${path}.Statement.${index}`,
      effect: statement.Effect,
      actions: listOf(statement.Action),
      resources: listOf(statement.Resource),
      principal: statement.Principal,
      condition: statement.Condition,
    }));
}

/** Returns the statements of identity policies: managed, inline, and those of roles, users and groups. */
export function identityStatements(workload: Workload): Statement[] {
  const documents = workload
    .ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy')
    .flatMap((resource) => statementsAt(resource, 'PolicyDocument'));
  const inline = workload
    .ofType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group')
    .flatMap((resource) =>
      resource.list('Policies').flatMap((_, index) => statementsAt(resource, `Policies.${index}.PolicyDocument`)),
    );
  return [...documents, ...inline];
}

/** A metric that an alarm watches, directly or in metric math. */
export interface WatchedMetric {
  readonly alarm: Resource;
  readonly namespace: unknown;
  readonly name: unknown;
  readonly statistic: unknown;
  readonly dimensions: unknown;
}

/** Returns every metric of every alarm in the app. The alarms of a shop may be in another stack. */
export function watchedMetrics(workload: Workload): WatchedMetric[] {
  return workload.anyOfType('AWS::CloudWatch::Alarm').flatMap((alarm) => {
    const { properties } = alarm;
    const own =
      properties.MetricName === undefined
        ? []
        : [
            {
              alarm,
              namespace: properties.Namespace,
              name: properties.MetricName,
              statistic: properties.ExtendedStatistic ?? properties.Statistic,
              dimensions: properties.Dimensions,
            },
          ];
    const inMath = listOf(properties.Metrics)
      .filter(isRecord)
      .map(({ MetricStat: stat }) => stat)
      .filter(isRecord)
      .map(({ Metric: metric, Stat: statistic }) => ({ metric, statistic }))
      .flatMap(({ metric, statistic }) =>
        isRecord(metric)
          ? [{ alarm, namespace: metric.Namespace, name: metric.MetricName, statistic, dimensions: metric.Dimensions }]
          : [],
      );
    return [...own, ...inMath];
  });
}

/**
 * Returns the route tables of a subnet by association. A subnet without one uses the main table, which no template
 * shows.
 *
 * @param workload - associations in related stacks are included
 */
export function routeTablesOf(workload: Workload, subnet: Resource): Resource[] {
  return workload
    .anyOfType('AWS::EC2::SubnetRouteTableAssociation')
    .filter((association) => workload.follow(association, association.raw('SubnetId')) === subnet)
    .flatMap((association) => workload.follow(association, association.raw('RouteTableId')) ?? []);
}

/**
 * Returns the routes of a route table.
 *
 * @param workload - routes in related stacks are included
 */
export function routesIn(workload: Workload, table: Resource): Resource[] {
  return workload
    .anyOfType('AWS::EC2::Route')
    .filter((route) => workload.follow(route, route.raw('RouteTableId')) === table);
}
