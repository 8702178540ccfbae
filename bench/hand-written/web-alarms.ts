import { Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { GraphWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { addAlarm } from './foundation';
import type { Foundation } from './foundation';

const PERIOD = Duration.minutes(5);

/** Adds the alarms and widgets of load balancer and servers. */
export function watchWeb(
  foundation: Foundation,
  loadBalancer: ApplicationLoadBalancer,
  group: AutoScalingGroup,
  targets: ApplicationTargetGroup,
): void {
  const ofGroup =
    (namespace: string) =>
    (metricName: string, statistic: string, period = PERIOD) =>
      new Metric({
        namespace,
        metricName,
        statistic,
        period,
        dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
      });
  const ofTargets = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      period: PERIOD,
      dimensionsMap: { LoadBalancer: loadBalancer.loadBalancerFullName, TargetGroup: targets.targetGroupFullName },
    });
  const [server, agent, scaling] = [ofGroup('AWS/EC2'), ofGroup('CWAgent'), ofGroup('AWS/AutoScaling')];
  const cpu = server('CPUUtilization', 'Average');
  addAlarm(foundation, 'ServerCpu', {
    metric: cpu,
    threshold: 85,
    summary:
      'The web servers have been busier than scaling allows for 15 minutes: the group is at its maximum, or new ' +
      'servers ' +
      'fail to start.',
  });
  addAlarm(foundation, 'ServerStatus', {
    metric: server('StatusCheckFailed', 'Maximum', Duration.minutes(1)),
    threshold: 1,
    summary: 'A web server fails the status checks of EC2; the group replaces it.',
  });
  const network = server('NetworkOut', 'Average');
  addAlarm(foundation, 'ServerNetwork', {
    metric: network,
    threshold: 4_500_000_000,
    summary:
      'The web servers send more than 80 % of the bandwidth that their type keeps up; beyond it packets are dropped.',
  });
  const disk = agent('disk_used_percent', 'Maximum');
  addAlarm(foundation, 'ServerDisk', {
    metric: disk,
    threshold: 80,
    summary: 'The root volume of a web server is more than 80 % full.',
  });
  const refused = loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: PERIOD });
  addAlarm(foundation, 'LoadBalancerErrors', {
    metric: refused,
    threshold: 10,
    evaluationPeriods: 2,
    summary: 'The load balancer itself answers with 5xx: no healthy server, or one that closes connections.',
  });
  const failed = loadBalancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: Duration.minutes(1) });
  addAlarm(foundation, 'ServerErrors', {
    metric: failed,
    threshold: 5,
    evaluationPeriods: 2,
    summary: 'Web servers or functions answer with 5xx.',
  });
  const slow = ofTargets('TargetResponseTime', 'p99');
  addAlarm(foundation, 'ServerLatency', {
    metric: slow,
    threshold: 2,
    summary: 'One visitor in a hundred waits longer than two seconds for a page.',
  });
  const unhealthy = ofTargets('UnHealthyHostCount', 'Maximum');
  addAlarm(foundation, 'UnhealthyServers', {
    metric: unhealthy,
    threshold: 1,
    summary: 'A web server has not answered its health check for longer than a start takes.',
  });
  foundation.dashboard.addWidgets(
    new GraphWidget({
      title: 'Requests and errors',
      width: 12,
      left: [ofTargets('RequestCount', 'Sum')],
      right: [failed, refused],
    }),
    new GraphWidget({ title: 'Response time', width: 12, left: [ofTargets('TargetResponseTime', 'p50'), slow] }),
    new GraphWidget({
      title: 'Load',
      width: 12,
      left: [cpu, agent('mem_used_percent', 'Average'), disk],
      right: [network],
    }),
    new GraphWidget({ title: 'Servers', width: 12, left: [scaling('GroupInServiceInstances', 'Average'), unhealthy] }),
  );
}
