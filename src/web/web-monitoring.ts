import { Duration } from 'aws-cdk-lib';
import { GraphWidget, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Fleet } from './fleet';
import { InstanceSize } from './instance-size';
import type { WebProps } from './web-options';

const PERIOD = Duration.minutes(5);
const MINUTE = Duration.minutes(1);
/** What a gp3 volume gives without extra payment: https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html */
const VOLUME_IOPS = 3000;
/** How much of a fixed allowance may be in use before somebody is told. */
const FULL = 0.8;
const HALF_WIDTH = 12;

/** Alarms on the golden signals of load balancer and servers, and a section of the dashboard. */
export function watchWeb(loadBalancer: ApplicationLoadBalancer, fleet: Fleet, props: WebProps): void {
  const { monitoring } = props;
  const ofGroup = (namespace: string) => (metricName: string, statistic: string, period: Duration = PERIOD) => new Metric({
    namespace, metricName, statistic, period, dimensionsMap: { AutoScalingGroupName: fleet.autoScalingGroup.autoScalingGroupName },
  });
  const server = ofGroup('AWS/EC2');
  const agent = ofGroup('CWAgent');
  const group = ofGroup('AWS/AutoScaling');
  // The L2's metrics of a target group cut the load balancer's name out of the listener's ARN: three times as long in every alarm and widget.
  const ofTargets = (metricName: string, statistic: string) => new Metric({
    namespace: 'AWS/ApplicationELB',
    metricName,
    statistic,
    period: PERIOD,
    dimensionsMap: { LoadBalancer: loadBalancer.loadBalancerFullName, TargetGroup: fleet.targetGroup.targetGroupFullName },
  });

  const cpu = server('CPUUtilization', Stats.AVERAGE);
  monitoring.addAlarm('ServerCpu', {
    metric: cpu,
    threshold: 85,
    summary: 'The web servers have been busier than scaling allows for 15 minutes: the group is at its maximum, or new servers fail to start.',
  });
  monitoring.addAlarm('ServerStatus', {
    metric: server('StatusCheckFailed', Stats.MAXIMUM, MINUTE),
    threshold: 1,
    summary: 'A web server fails the status checks of EC2; the group replaces it.',
  });
  const network = server('NetworkOut', Stats.AVERAGE);
  monitoring.addAlarm('ServerNetwork', {
    metric: network,
    // Detailed monitoring: one data point is the bytes of one minute, whatever the period over which they are averaged.
    threshold: Math.round(FULL * (props.instanceSize ?? InstanceSize.LARGE)._networkBytesPerMinute),
    summary: 'The web servers send more than 80 % of the bandwidth that their type keeps up; beyond it packets are dropped.',
  });
  const disk = agent('disk_used_percent', Stats.MAXIMUM);
  monitoring.addAlarm('ServerDisk', { metric: disk, threshold: 100 * FULL, summary: 'The root volume of a web server is more than 80 % full.' });
  monitoring.addAlarm('ServerDiskIo', {
    metric: new MathExpression({
      // Data points are operations of one minute; the Disk* metrics of EC2 count instance stores only.
      expression: '(reads + writes) / 60',
      label: 'Operations per second',
      period: PERIOD,
      usingMetrics: { reads: server('EBSReadOps', Stats.MAXIMUM), writes: server('EBSWriteOps', Stats.MAXIMUM) },
    }),
    threshold: VOLUME_IOPS * FULL,
    summary: 'The root volume of a web server does more than 80 % of the operations it can: a shop needs few, so look at logs and swapping.',
  });

  const refused = loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, { period: PERIOD });
  monitoring.addAlarm('LoadBalancerErrors', {
    metric: refused, threshold: 10, periods: 2, summary: 'The load balancer itself answers with 5xx: no healthy server, or one that closes connections.',
  });
  const failed = ofTargets('HTTPCode_Target_5XX_Count', Stats.SUM);
  monitoring.addAlarm('ServerErrors', { metric: failed, threshold: 10, periods: 2, summary: 'The web servers answer visitors with 5xx.' });
  const slow = ofTargets('TargetResponseTime', Stats.p(99));
  monitoring.addAlarm('ServerLatency', { metric: slow, threshold: 2, summary: 'One visitor in a hundred waits longer than two seconds for a page.' });
  const unhealthy = ofTargets('UnHealthyHostCount', Stats.MAXIMUM);
  monitoring.addAlarm('UnhealthyServers', {
    metric: unhealthy,
    threshold: 1,
    summary: 'A web server has not answered its health check for longer than a start takes.',
  });

  const requests = ofTargets('RequestCount', Stats.SUM);
  const usual = ofTargets('TargetResponseTime', Stats.p(50));
  monitoring.addWidgets('Web',
    new GraphWidget({ title: 'Requests and errors', width: HALF_WIDTH, left: [requests], right: [failed, refused] }),
    new GraphWidget({ title: 'Response time', width: HALF_WIDTH, left: [usual, slow] }),
    new GraphWidget({
      title: 'Load', width: HALF_WIDTH, left: [cpu, agent('mem_used_percent', Stats.AVERAGE), disk], right: [network],
    }),
    new GraphWidget({ title: 'Servers', width: HALF_WIDTH, left: [group('GroupInServiceInstances', Stats.AVERAGE), unhealthy] }),
  );
}
