import { CfnParameter } from 'aws-cdk-lib';
import { CfnDistribution, CfnMonitoringSubscription } from 'aws-cdk-lib/aws-cloudfront';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { edgeMetrics } from '../../../../src/well-architected/rules/performance-efficiency/edge-metrics';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

/** A distribution, with an alarm on one of its metrics and a subscription where they are named. */
const distribution =
  (metricName?: string, status?: string): Build =>
  (stack) => {
    const { ref } = new CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        defaultCacheBehavior: { targetOriginId: 'servers', viewerProtocolPolicy: 'https-only' },
      },
    });
    if (metricName !== undefined) {
      new CfnAlarm(stack, 'Alarm', {
        comparisonOperator: 'LessThanThreshold',
        evaluationPeriods: 1,
        namespace: 'AWS/CloudFront',
        metricName,
        statistic: 'Average',
        dimensions: [
          { name: 'DistributionId', value: ref },
          { name: 'Region', value: 'Global' },
        ],
      });
    }
    if (status !== undefined) {
      new CfnMonitoringSubscription(stack, 'Subscription', {
        distributionId: ref,
        monitoringSubscription: { realtimeMetricsSubscriptionConfig: { realtimeMetricsSubscriptionStatus: status } },
      });
    }
  };

const STATUS = 'Properties.MonitoringSubscription.RealtimeMetricsSubscriptionConfig.RealtimeMetricsSubscriptionStatus';

export const cases: RuleCases = {
  rule: edgeMetrics,
  compliant: {
    'a subscription': distribution(undefined, 'Enabled'),
    'a subscription that an alarm needs': distribution('CacheHitRate', 'Enabled'),
  },
  failing: {
    'a subscription that is off': { build: distribution(undefined, 'Disabled'), fails: [STATUS] },
    'an alarm without a subscription': { build: distribution('CacheHitRate'), fails: [''] },
  },
  notApplicable: {
    'a distribution alone': distribution(),
    'an alarm on a metric that is free': distribution('5xxErrorRate'),
  },
  token: (stack) => {
    const status = new CfnParameter(stack, 'Status');
    distribution('OriginLatency', status.valueAsString)(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution('OriginLatency', 'Enabled')(stack);
      (stack.node.findChild('Subscription') as CfnMonitoringSubscription).addPropertyOverride(
        STATUS.replace('Properties.', ''),
        'Disabled',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [id] of ofType(main, 'AWS::CloudFront::Distribution')) {
        main.Resources.EdgeMetrics = {
          Type: 'AWS::CloudFront::MonitoringSubscription',
          Properties: {
            DistributionId: { Ref: id },
            MonitoringSubscription: {
              RealtimeMetricsSubscriptionConfig: { RealtimeMetricsSubscriptionStatus: 'Disabled' },
            },
          },
        };
      }
    },
  },
};
