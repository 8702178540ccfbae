import { numberOf } from '../../workload/value';
import { verify } from '../support/finding';
import { servesLoadBalancer } from '../support/fleets';
import type { Rule } from '../support/rule';

/** A server that does not answer is replaced. */
export const asgElbHealthCheck: Rule = {
  name: 'AsgElbHealthCheck',
  practice: 'REL11-BP03',
  level: 'error',
  requirement:
    'Servers behind a load balancer are replaced when its health check fails, after the time that a new one needs to start.',
  why: 'A server whose program hangs is healthy to EC2: it stays for ever, takes no visitors, and the shop runs on fewer servers than it pays for.',
  fix: '`web` sets both; in CloudFormation `HealthCheckType: ELB` and `HealthCheckGracePeriod` of the Auto Scaling group.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html',
  check: (workload) =>
    workload
      .ofType('AWS::AutoScaling::AutoScalingGroup')
      .filter(servesLoadBalancer)
      .flatMap((group) => [
        verify(group, 'HealthCheckType', { expected: 'ELB', holds: namesLoadBalancer, item: 'HealthCheckType' }),
        // Without it a server is replaced while it starts, again and again.
        verify(group, 'HealthCheckGracePeriod', {
          expected: 'more than 0',
          holds: (value) => numberOf(value) > 0,
          item: 'HealthCheckGracePeriod',
        }),
      ]),
};

/** Several kinds may be named: `EBS,ELB`. */
function namesLoadBalancer(value: unknown): boolean {
  return String(value)
    .split(',')
    .map((kind) => kind.trim())
    .includes('ELB');
}
