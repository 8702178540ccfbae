import { Duration } from 'aws-cdk-lib';
import { GraphWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Fleet } from './fleet';
import type { WebProps } from './web-options';

const PERIOD = Duration.minutes(5);
const MINUTE = Duration.minutes(1);
/** The share of a fixed capacity at which an alarm goes off. */
const FULL = 0.8;
const WIDTH = 8;

/**
 * Adds the alarms and widgets of load balancer and servers: latency, traffic, errors and saturation.
 *
 * @param loadBalancer - its errors include those of functions behind it
 * @param fleet - its Auto Scaling group and target group are the dimensions of the metrics
 * @param props - the size of the servers decides the threshold of the network alarm
 * @returns the alarm that rolls a release back
 */
export function addWebAlarms(loadBalancer: ApplicationLoadBalancer, fleet: Fleet, props: WebProps): Alarm {
  const { monitoring } = props;
  const ofGroup =
    (namespace: string) =>
    (metricName: string, statistic: string, period: Duration = PERIOD) =>
      new Metric({
        namespace,
        metricName,
        statistic,
        period,
        dimensionsMap: { AutoScalingGroupName: fleet.autoScalingGroup.autoScalingGroupName },
      });
  const server = ofGroup('AWS/EC2');
  const agent = ofGroup('CWAgent');
  const group = ofGroup('AWS/AutoScaling');
  // The L2's metrics of a target group derive the load balancer's name from the listener's ARN, which makes every alarm
  // and widget three times as long.
  const ofTargets = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/ApplicationELB',
      metricName,
      statistic,
      period: PERIOD,
      dimensionsMap: {
        LoadBalancer: loadBalancer.loadBalancerFullName,
        TargetGroup: fleet.targetGroup.targetGroupFullName,
      },
    });

  const cpu = server('CPUUtilization', Stats.AVERAGE);
  monitoring.addAlarm('ServerCpu', {
    metric: cpu,
    threshold: 85,
    summary:
      'The web servers are busier than scaling allows: the group is at its maximum, or new servers fail to start.',
  });
  monitoring.addAlarm('ServerStatus', {
    metric: server('StatusCheckFailed', Stats.MAXIMUM, MINUTE),
    threshold: 1,
    summary: 'A web server fails the status checks of EC2; the group replaces it.',
  });
  const network = server('NetworkOut', Stats.AVERAGE);
  monitoring.addAlarm('ServerNetwork', {
    metric: network,
    // With detailed monitoring a data point is the bytes of one minute, independent of the period of the average.
    threshold: Math.round(FULL * props.serverSize._networkBytesPerMinute),
    summary: 'The web servers use more than 80 % of the bandwidth that their type keeps up.',
  });
  const disk = agent('disk_used_percent', Stats.MAXIMUM);
  monitoring.addAlarm('ServerDisk', {
    metric: disk,
    threshold: 100 * FULL,
    summary: 'The root volume of a web server is more than 80 % full.',
  });

  const refused = loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: PERIOD });
  monitoring.addAlarm('LoadBalancerErrors', {
    metric: refused,
    threshold: 10,
    periods: 2,
    summary: 'The load balancer itself answers with 5xx: no healthy server, or one that closes connections.',
  });
  // Of all targets: functions behind the load balancer also answer with 5xx, which Lambda does not count as an error.
  const failed = loadBalancer.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period: MINUTE });
  // Two short periods, because this alarm rolls back a failing release.
  const failing = monitoring.addAlarm('ServerErrors', {
    metric: failed,
    threshold: 5,
    periods: 2,
    summary: 'Web servers or functions answer with 5xx.',
  });
  const slow = ofTargets('TargetResponseTime', Stats.p(99));
  monitoring.addAlarm('ServerLatency', {
    metric: slow,
    threshold: 2,
    summary: 'One visitor in a hundred waits longer than two seconds for a page.',
  });
  const unhealthy = ofTargets('UnHealthyHostCount', Stats.MAXIMUM);
  monitoring.addAlarm('UnhealthyServers', {
    metric: unhealthy,
    threshold: 1,
    summary: 'A web server has not answered its health check for longer than a start takes.',
  });

  const requests = ofTargets('RequestCount', Stats.SUM);
  monitoring.addWidgets(
    'Web',
    new GraphWidget({ title: 'requests and errors', width: WIDTH, left: [requests], right: [failed, refused] }),
    new GraphWidget({
      title: 'load and disk operations',
      width: WIDTH,
      left: [cpu, agent('mem_used_percent', Stats.AVERAGE), disk],
      right: [network, server('EBSReadOps', Stats.AVERAGE), server('EBSWriteOps', Stats.AVERAGE)],
    }),
    new GraphWidget({
      title: 'servers and response time',
      width: WIDTH,
      left: [group('GroupInServiceInstances', Stats.AVERAGE), unhealthy],
      right: [slow],
    }),
  );
  return failing;
}
