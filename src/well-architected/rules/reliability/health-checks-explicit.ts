import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { aliasRecords } from '../support/alias-records';
import type { Finding } from '../support/finding';
import { bestOf, verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

/** What a load balancer asks for when nothing is said: the home page, which may answer from a cache while the shop is broken. */
const DEFAULT_PATH = '/';

/** What fails is found quickly, and what works is not taken out. */
export const healthChecksExplicit: Rule = {
  name: 'HealthChecksExplicit',
  practice: 'REL11-BP02',
  level: 'warning',
  requirement:
    'Load balancers ask servers for a page made for it and say what they expect, and records that share a name are answered by healthy targets.',
  why: 'By default a broken server gets visitors for more than a minute, and one whose home page redirects is taken out although it works.',
  fix:
    'Give `web.server` its `healthCheckPath` (`/healthz` when not given), the rest is set; in CloudFormation `HealthCheckPath`, `Matcher`, `HealthCheckIntervalSeconds` and both ' +
    'threshold counts of the target group, and `EvaluateTargetHealth` of the record.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  check: (workload) => [
    ...workload.ofType('AWS::ElasticLoadBalancingV2::TargetGroup').filter(isAskedByHttp).flatMap(targetFindings),
    ...recordFindings(workload),
  ],
};

/** Functions are not asked, and a load balancer behind another one asks its own targets. */
function isAskedByHttp(group: Resource): boolean {
  const protocol = group.get(group.raw('HealthCheckProtocol') === undefined ? 'Protocol' : 'HealthCheckProtocol');
  return ['HTTP', 'HTTPS'].includes(String(protocol)) && !['lambda', 'alb'].includes(String(group.get('TargetType')));
}

function targetFindings(group: Resource): Finding[] {
  const path = 'HealthCheckPath';
  return [
    verify(group, path, {
      expected: 'a page made for it',
      holds: (value) => typeof value === 'string' && value !== DEFAULT_PATH,
      item: path,
    }),
    ...['Matcher', 'HealthCheckIntervalSeconds', 'HealthyThresholdCount', 'UnhealthyThresholdCount'].map((item) =>
      verifyPresent(group, item, 'set', { item }),
    ),
  ];
}

/** One record alone is answered whatever its target does; CloudFront cannot be asked. */
function recordFindings(workload: Workload): Finding[] {
  const judged = new Set(workload.ofType('AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup'));
  return aliasRecords(workload, 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .filter(({ resource, path }) => judged.has(resource) && resource.raw(path('SetIdentifier')) !== undefined)
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
