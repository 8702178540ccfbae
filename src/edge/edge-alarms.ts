import { Duration } from 'aws-cdk-lib';
import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { EdgeSupport } from './edge-support';
import type { Firewall } from './firewall';
import { GLOBAL_REGION } from '../core/global-region';
import type { IMonitoring } from '../monitoring/i-monitoring';

const ERROR_PERCENT = 5;
const WIDTH = 12;

/** Who watches the edge. */
export interface EdgeMetricsProps {
  readonly monitoring: IMonitoring;
  readonly support: EdgeSupport;
}

/** An alarm where CloudWatch allows it, which is beside the metrics, and widgets everywhere. */
export function watchEdge(distribution: Distribution, firewall: Firewall, props: EdgeMetricsProps): void {
  const { monitoring, support } = props;
  // CDK's helpers leave out the dimension Region, without which there is no such metric.
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
