import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { aliasRecords } from '../support/alias-records';
import type { Finding } from '../support/finding';
import { bestOf, verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

/** Default path of a health check: the home page, which may come from a cache while the shop is broken. */
const DEFAULT_PATH = '/';

/** Failed targets are detected quickly, and working ones are not removed. */
export const healthChecksExplicit: Rule = {
  name: 'HealthChecksExplicit',
  practice: 'REL11-BP02',
  level: 'warning',
  requirement:
    'Load balancers check a page that is made for it and set the expected answer, and records that share a name lead ' +
    'only to healthy targets.',
  why:
    'By default a failed server gets visitors for more than a minute, and a server whose home page redirects is ' +
    'removed although it works.',
  fix:
    'Set `healthCheckPath` of `web.server` (`/healthz` by default); the rest is set. In CloudFormation set ' +
    '`HealthCheckPath`, `Matcher`, `HealthCheckIntervalSeconds` and both threshold counts of the target group, and ' +
    '`EvaluateTargetHealth` of the record.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  check: (workload) => [
    ...workload.ofType('AWS::ElasticLoadBalancingV2::TargetGroup').filter(isCheckedByHttp).flatMap(targetFindings),
    ...recordFindings(workload),
  ],
};

/**
 * True for targets with HTTP health checks. Functions are not checked, and a load balancer behind another one checks
 * its targets itself.
 */
function isCheckedByHttp(group: Resource): boolean {
  const protocol = group.get(group.raw('HealthCheckProtocol') === undefined ? 'Protocol' : 'HealthCheckProtocol');
  return ['HTTP', 'HTTPS'].includes(String(protocol)) && !['lambda', 'alb'].includes(String(group.get('TargetType')));
}

function targetFindings(group: Resource): Finding[] {
  const path = 'HealthCheckPath';
  return [
    verify(group, path, {
      expected: 'a page for health checks',
      holds: (value) => typeof value === 'string' && value !== DEFAULT_PATH,
      item: path,
    }),
    ...['Matcher', 'HealthCheckIntervalSeconds', 'HealthyThresholdCount', 'UnhealthyThresholdCount'].map((item) =>
      verifyPresent(group, item, 'set', { item }),
    ),
  ];
}

/**
 * Route 53 returns a single record in any case, and it cannot check CloudFront, so only records that share a name are
 * assessed.
 */
function recordFindings(workload: Workload): Finding[] {
  const assessed = new Set(workload.ofType('AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup'));
  return aliasRecords(workload, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .filter(({ resource, path }) => assessed.has(resource) && resource.raw(path('SetIdentifier')) !== undefined)
    .map(({ resource, path }) =>
      bestOf([
        verify(resource, path('AliasTarget.EvaluateTargetHealth'), {
          expected: 'true, or a health check',
          holds: isTrue,
          item: 'EvaluateTargetHealth',
        }),
        verifyPresent(resource, path('HealthCheckId'), 'a health check', { item: 'EvaluateTargetHealth' }),
      ]),
    );
}
