import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnAlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnListener, CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { tailLatencyKpi } from '../../../../src/well-architected/rules/performance-efficiency/tail-latency-kpi';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type Watch = Partial<CfnAlarmProps>;

const watched =
  (watch: (loadBalancer: CfnLoadBalancer) => Watch): Build =>
  (stack) => {
    const loadBalancer = new CfnLoadBalancer(stack, 'LoadBalancer');
    new CfnAlarm(stack, 'Alarm', {
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
      ...watch(loadBalancer),
    });
  };

const responseTime = (watch: Watch, value?: string): Build =>
  watched((loadBalancer) => ({
    namespace: 'AWS/ApplicationELB',
    metricName: 'TargetResponseTime',
    dimensions: [{ name: 'LoadBalancer', value: value ?? loadBalancer.attrLoadBalancerFullName }],
    ...watch,
  }));

export const cases: RuleCases = {
  rule: tailLatencyKpi,
  compliant: {
    'the 99th percentile': responseTime({ extendedStatistic: 'p99' }),
    'the 95th percentile': responseTime({ extendedStatistic: 'p95' }),
    'a fraction of a percentile': responseTime({ extendedStatistic: 'p99.9' }),
    'a load balancer that is known by its name': responseTime(
      { extendedStatistic: 'p99' },
      'app/shop/0123456789abcdef',
    ),
    'by the name in its listener': watched((loadBalancer) => {
      const listener = new CfnListener(loadBalancer.stack, 'Listener', {
        loadBalancerArn: loadBalancer.ref,
        defaultActions: [],
      });
      const value = Fn.join(
        '/',
        [1, 2, 3].map((index) => Fn.select(index, Fn.split('/', listener.ref))),
      );
      return {
        metricName: 'TargetResponseTime',
        extendedStatistic: 'p99',
        dimensions: [{ name: 'LoadBalancer', value }],
      };
    }),
    'in metric math': watched((loadBalancer) => ({
      metrics: [
        { id: 'worst', expression: 'MAX([m1])' },
        {
          id: 'm1',
          returnData: false,
          metricStat: {
            period: 60,
            stat: 'p99',
            metric: {
              namespace: 'AWS/ApplicationELB',
              metricName: 'TargetResponseTime',
              dimensions: [{ name: 'LoadBalancer', value: loadBalancer.attrLoadBalancerFullName }],
            },
          },
        },
      ],
    })),
    'as CloudFront sees it': watched((loadBalancer) => {
      const distribution = new CfnDistribution(loadBalancer.stack, 'Distribution', {
        distributionConfig: {
          enabled: true,
          defaultCacheBehavior: { targetOriginId: 'servers', viewerProtocolPolicy: 'https-only' },
          origins: [{ id: 'servers', domainName: loadBalancer.attrDnsName }],
        },
      });
      return {
        namespace: 'AWS/CloudFront',
        metricName: 'OriginLatency',
        extendedStatistic: 'p95',
        dimensions: [{ name: 'DistributionId', value: distribution.ref }],
      };
    }),
  },
  failing: {
    'no alarm': (stack) => {
      new CfnLoadBalancer(stack, 'LoadBalancer');
    },
    'an alarm on the average': responseTime({ statistic: 'Average' }),
    'an alarm on the median': responseTime({ extendedStatistic: 'p50' }),
    'an alarm on errors': responseTime({ metricName: 'HTTPCode_Target_5XX_Count', statistic: 'Sum' }),
    'an alarm on another load balancer': watched(({ stack }) => {
      const other = new CfnLoadBalancer(stack, 'Other', { type: 'network' });
      return {
        metricName: 'TargetResponseTime',
        extendedStatistic: 'p99',
        dimensions: [{ name: 'LoadBalancer', value: other.attrLoadBalancerFullName }],
      };
    }),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a load balancer for connections': (stack) => {
      new CfnLoadBalancer(stack, 'LoadBalancer', { type: 'network' });
    },
  },
  token: (stack) => {
    const statistic = new CfnParameter(stack, 'Statistic');
    const metric = new CfnParameter(stack, 'Metric');
    responseTime({ extendedStatistic: statistic.valueAsString })(stack);
    new CfnAlarm(stack, 'Other', {
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
      metricName: metric.valueAsString,
      statistic: 'Sum',
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      responseTime({ extendedStatistic: 'p99' })(stack);
      (stack.node.findChild('Alarm') as CfnAlarm).addPropertyOverride('ExtendedStatistic', 'p50');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudWatch::Alarm')) {
        if (properties.MetricName === 'TargetResponseTime') properties.ExtendedStatistic = 'p50';
      }
    },
  },
};
