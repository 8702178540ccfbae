import type { Resource } from '../../workload/resource';
import { intrinsicOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { dashboardsOf } from '../support/dashboards';
import type { Dashboard } from '../support/dashboards';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { servingFunctions } from '../support/serving-functions';

const SERVERS = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::ECS::Service'];

/** Types of the tiers without the functions, with the property of a name that a dashboard may contain. */
const TIERS: Readonly<Record<string, string>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::ElastiCache::ReplicationGroup': 'ReplicationGroupId',
};

/** One dashboard shows the state of every tier. */
export const dashboardCoversTiers: Rule = {
  name: 'DashboardCoversTiers',
  practice: 'OPS08-BP05',
  also: ['OPS10-BP06'],
  level: 'warning',
  requirement: 'A dashboard shows the load balancer, servers, database, cache and every function.',
  why:
    'In an outage the first question is which tier has failed. Without one page for all tiers everyone looks at a ' +
    'different one, and the answer comes late.',
  fix:
    '`EcommerceArchitecture` has a dashboard for its tiers; add others with `shop.monitoring.addWidgets()`. In ' +
    'CloudFormation add an `AWS::CloudWatch::Dashboard` whose graphs name the resource.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html',
  check: (workload) => {
    const functions = servingFunctions(workload);
    if (functions.length === 0 && workload.ofType(...SERVERS).length === 0) return [];
    const tiers = [...workload.ofType(...Object.keys(TIERS)), ...functions];
    const dashboards = dashboardsOf(workload);
    // Without a dashboard there is one finding, and not one for each tier.
    if (dashboards.length === 0) return tiers.slice(0, 1).map((tier) => found(tier, false, 'a dashboard', 'none'));
    return tiers.map((tier) => tierFinding(workload, tier, dashboards));
  },
};

function tierFinding(workload: Workload, tier: Resource, dashboards: readonly Dashboard[]): Finding {
  const expected = 'shown by a dashboard';
  if (dashboards.some((dashboard) => shows(workload, dashboard, tier))) return found(tier, true, expected, 'shown');
  return dashboards.some(isHidden)
    ? found(tier, 'undetermined', expected, 'a dashboard whose body is a token')
    : found(tier, false, expected, 'not shown');
}

function shows(workload: Workload, { resource, text }: Dashboard, tier: Resource): boolean {
  const name = tier.get(TIERS[tier.type] ?? 'FunctionName');
  return (
    workload.mentions(resource, resource.raw('DashboardBody')).has(tier) ||
    (typeof name === 'string' && name !== '' && text.includes(name))
  );
}

function isHidden({ resource, widgets }: Dashboard): boolean {
  return widgets === undefined && intrinsicOf(resource.raw('DashboardBody')) !== undefined;
}
