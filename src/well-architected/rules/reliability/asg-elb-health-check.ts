import { numberOf } from '../../workload/value';
import { verify } from '../support/finding';
import { servesLoadBalancer } from '../support/fleets';
import type { Rule } from '../support/rule';

/** A server that does not respond is replaced. */
export const asgElbHealthCheck: Rule = {
  name: 'AsgElbHealthCheck',
  practice: 'REL11-BP03',
  level: 'error',
  requirement: 'Servers behind a load balancer are replaced when its health check fails, but not while they start.',
  why:
    'A server whose program hangs is healthy for EC2. It stays forever, serves no visitors, and the shop runs on ' +
    'fewer servers than it pays for.',
  fix:
    '`web` sets both. In CloudFormation set `HealthCheckType: ELB` and `HealthCheckGracePeriod` of the Auto Scaling ' +
    'group.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html',
  check: (workload) =>
    workload
      .ofType('AWS::AutoScaling::AutoScalingGroup')
      .filter(servesLoadBalancer)
      .flatMap((group) => [
        verify(group, 'HealthCheckType', { expected: 'ELB', holds: namesLoadBalancer, item: 'HealthCheckType' }),
        // Without a grace period a server is replaced while it starts, again and again.
        verify(group, 'HealthCheckGracePeriod', {
          expected: 'more than 0',
          holds: (value) => numberOf(value) > 0,
          item: 'HealthCheckGracePeriod',
        }),
      ]),
};

/** True when the load balancer is among the health checks, such as `EBS,ELB`. */
function namesLoadBalancer(value: unknown): boolean {
  return String(value)
    .split(',')
    .map((kind) => kind.trim())
    .includes('ELB');
}
