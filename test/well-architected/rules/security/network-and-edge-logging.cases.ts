import { CfnParameter } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnFlowLog, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnDeliverySource } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnLoggingConfiguration, CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { rules } from 'cdk-nag';
import { networkAndEdgeLogging } from '../../../../src/well-architected/rules/security/network-and-edge-logging';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type Stack = Parameters<Build>[0];

const vpcIn = (stack: Stack, id = 'Vpc') => new CfnVPC(stack, id, { cidrBlock: '10.0.0.0/16' });

const flowLogIn = (stack: Stack, resourceId: string) =>
  new CfnFlowLog(stack, 'Flows', {
    resourceType: 'VPC',
    resourceId,
    trafficType: 'ALL',
    logDestination: 'arn:aws:s3:::flows',
    logDestinationType: 's3',
  });

const aclIn = (stack: Stack) =>
  new CfnWebACL(stack, 'Acl', {
    defaultAction: { allow: {} },
    scope: 'REGIONAL',
    visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: true },
  });

const balancer =
  (enabled?: string, type?: string): Build =>
  (stack) => {
    const loadBalancerAttributes =
      enabled === undefined ? undefined : [{ key: 'access_logs.s3.enabled', value: enabled }];
    new CfnLoadBalancer(stack, 'LoadBalancer', { type, loadBalancerAttributes });
  };

const deliveredIn = (stack: Stack, logType: string) =>
  new CfnDeliverySource(stack, 'Source', {
    name: 's',
    resourceArn: new CfnLoadBalancer(stack, 'LoadBalancer', {}).ref,
    logType,
  });

const distributionIn = (
  stack: Stack,
  props: Partial<CfnDistribution.DistributionConfigProperty> = {},
  realtimeLogConfigArn?: string,
) =>
  new CfnDistribution(stack, 'Distribution', {
    distributionConfig: {
      enabled: true,
      defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only', realtimeLogConfigArn },
      ...props,
    },
  });

export const cases: RuleCases = {
  rule: networkAndEdgeLogging,
  compliant: {
    'a VPC with a flow log': (stack) => {
      flowLogIn(stack, vpcIn(stack).ref);
    },
    'a firewall with a log': (stack) => {
      new CfnLoggingConfiguration(stack, 'Log', {
        resourceArn: aclIn(stack).attrArn,
        logDestinationConfigs: ['arn:aws:s3:::aws-waf-logs-shop'],
      });
    },
    'a load balancer with a log': balancer('true', 'application'),
    'a load balancer with a log that CloudWatch delivers': (stack) => {
      deliveredIn(stack, 'ALB_ACCESS_LOGS');
    },
    'a distribution with a log': (stack) => {
      distributionIn(stack, { logging: { bucket: 'logs.s3.amazonaws.com' } });
    },
    'a distribution with a log in real time': (stack) => {
      distributionIn(stack, {}, 'arn:aws:cloudfront::111111111111:realtime-log-config/shop');
    },
    'a distribution with a log that CloudWatch delivers': (stack) => {
      const resourceArn = `arn:aws:cloudfront::111111111111:distribution/${distributionIn(stack).ref}`;
      new CfnDeliverySource(stack, 'Source', { name: 's', resourceArn, logType: 'ACCESS_LOGS' });
    },
    'a bucket and the bucket of its log': (stack) => {
      const { ref } = new CfnBucket(stack, 'Logs');
      new CfnBucket(stack, 'Bucket', { loggingConfiguration: { destinationBucketName: ref } });
    },
  },
  failing: {
    'a VPC': (stack) => {
      vpcIn(stack);
    },
    'a VPC beside one with a flow log': {
      build: (stack) => {
        flowLogIn(stack, vpcIn(stack).ref);
        vpcIn(stack, 'Other');
      },
      fails: [''],
    },
    'a firewall': (stack) => {
      aclIn(stack);
    },
    'a load balancer': { build: balancer(), fails: ['Properties.LoadBalancerAttributes'] },
    'a load balancer whose log is off': { build: balancer('false'), fails: ['Properties.LoadBalancerAttributes'] },
    'a load balancer with a log of its health checks': (stack) => {
      deliveredIn(stack, 'ALB_HEALTH_CHECK_LOGS');
    },
    'a distribution': {
      build: (stack) => {
        distributionIn(stack);
      },
      fails: ['Properties.DistributionConfig.Logging'],
    },
    'a bucket': {
      build: (stack) => {
        new CfnBucket(stack, 'Bucket');
      },
      fails: ['Properties.LoggingConfiguration'],
    },
  },
  notApplicable: {
    'a network load balancer': balancer(undefined, 'network'),
    'a bucket for the logs of a network': (stack) => {
      const { attrArn } = new CfnBucket(stack, 'Logs');
      flowLogIn(stack, 'vpc-a1b2c3d4').logDestination = attrArn;
    },
  },
  token: (stack) => balancer(new CfnParameter(stack, 'Logged').valueAsString)(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnLoadBalancer(stack, 'LoadBalancer', {
        loadBalancerAttributes: [{ key: 'access_logs.s3.enabled', value: 'true' }],
      }).addPropertyOverride('LoadBalancerAttributes.0.Value', 'false');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElasticLoadBalancingV2::LoadBalancer')) {
        properties.LoadBalancerAttributes = properties.LoadBalancerAttributes.filter(
          ({ Key: key }: { Key: string }) => key !== 'access_logs.s3.enabled',
        );
      }
    },
  },
  oracles: [
    {
      name: 'VPCFlowLogsEnabled',
      rule: rules.vpc.VPCFlowLogsEnabled,
      about: ['a VPC with a flow log', 'a VPC', 'a VPC beside one with a flow log'],
    },
    {
      name: 'WAFv2LoggingEnabled',
      rule: rules.waf.WAFv2LoggingEnabled,
      about: ['a firewall with a log', 'a firewall'],
    },
    {
      name: 'ELBLoggingEnabled',
      rule: rules.elb.ELBLoggingEnabled,
      about: [
        'a load balancer with a log',
        'a load balancer with a log that CloudWatch delivers',
        'a load balancer',
        'a load balancer whose log is off',
      ],
      disagreements: {
        'a load balancer with a log that CloudWatch delivers': 'it supports only the attribute',
      },
    },
    {
      name: 'CloudFrontDistributionAccessLogging',
      rule: rules.cloudfront.CloudFrontDistributionAccessLogging,
      about: [
        'a distribution with a log',
        'a distribution with a log in real time',
        'a distribution with a log that CloudWatch delivers',
        'a distribution',
      ],
      disagreements: {
        'a distribution with a log in real time': 'it supports only the older kind of logs',
        'a distribution with a log that CloudWatch delivers': 'it supports only the older kind of logs',
      },
    },
    {
      name: 'S3BucketLoggingEnabled',
      rule: rules.s3.S3BucketLoggingEnabled,
      about: ['a bucket and the bucket of its log', 'a bucket'],
    },
  ],
};
