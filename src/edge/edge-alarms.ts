import { Duration } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { EdgeSupport } from './edge-support';
import type { Firewall } from './firewall';
import { GLOBAL_REGION } from '../core/global-region';
import type { IMonitoring } from '../monitoring/i-monitoring';

const ERROR_PERCENT = 5;
const WIDTH = 12;

/** Rooms that the edge's alarms and widgets need. */
export interface EdgeMetricsProps {
  readonly monitoring: IMonitoring;
  readonly support: EdgeSupport;
}

/**
 * Adds the edge's widgets, and its alarm when the stack is in us-east-1. CloudWatch allows an alarm only in the Region
 * of its metric.
 *
 * @param distribution - its metrics are in us-east-1
 * @param firewall - adds its widget of blocked requests
 * @param props - the support stack tells whether the alarm is possible
 */
export function addEdgeAlarms(distribution: Distribution, firewall: Firewall, props: EdgeMetricsProps): void {
  const { monitoring, support } = props;
  // CDK's helpers omit the dimension Region, without which the metric does not exist.
  const edge = (metricName: string, statistic: string): cloudwatch.Metric =>
    new cloudwatch.Metric({
      namespace: 'AWS/CloudFront',
      metricName,
      statistic,
      period: Duration.minutes(5),
      dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
    });
  if (support.inSameStack) {
    monitoring.addAlarm('EdgeErrors', {
      metric: edge('5xxErrorRate', 'Average'),
      threshold: ERROR_PERCENT,
      summary: `More than ${ERROR_PERCENT} of 100 requests end in a fault of the shop or of CloudFront.`,
    });
  }
  monitoring.addWidgets(
    'Edge',
    new cloudwatch.GraphWidget({
      title: 'requests, errors in percent',
      region: GLOBAL_REGION,
      width: WIDTH,
      left: [edge('Requests', 'Sum')],
      right: [edge('4xxErrorRate', 'Average'), edge('5xxErrorRate', 'Average')],
    }),
    ...firewall.widgets(WIDTH),
  );
}
