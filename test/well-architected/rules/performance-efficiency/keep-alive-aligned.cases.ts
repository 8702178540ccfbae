import { CfnParameter } from 'aws-cdk-lib';
import { CfnDistribution, CfnVpcOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { keepAliveAligned } from '../../../../src/well-architected/rules/performance-efficiency/keep-alive-aligned';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const IDLE = 'idle_timeout.timeout_seconds';

type Origin = (loadBalancer: CfnLoadBalancer) => Partial<CfnDistribution.OriginProperty>;

const shop =
  (attributes: Record<string, string>, origin: Origin): Build =>
  (stack) => {
    const loadBalancer = new CfnLoadBalancer(stack, 'LoadBalancer', {
      loadBalancerAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
    });
    new CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        defaultCacheBehavior: { targetOriginId: 'servers', viewerProtocolPolicy: 'https-only' },
        origins: [{ id: 'servers', domainName: loadBalancer.attrDnsName, ...origin(loadBalancer) }],
      },
    });
  };

const keptFor =
  (originKeepaliveTimeout?: number): Origin =>
  () => ({
    customOriginConfig: { originProtocolPolicy: 'https-only', originKeepaliveTimeout },
  });

const inVpc =
  (originKeepaliveTimeout: number): Origin =>
  (loadBalancer) => {
    const origin = new CfnVpcOrigin(loadBalancer.stack, 'Origin', {
      vpcOriginEndpointConfig: { arn: loadBalancer.ref, name: 'servers' },
    });
    return { domainName: 'shop.internal', vpcOriginConfig: { vpcOriginId: origin.attrId, originKeepaliveTimeout } };
  };

export const cases: RuleCases = {
  rule: keepAliveAligned,
  compliant: {
    aligned: shop({ [IDLE]: '60' }, keptFor(50)),
    'both defaults': shop({}, keptFor()),
    'below the default of the load balancer': shop({}, keptFor(59)),
    'an origin in the VPC': shop({ [IDLE]: '60' }, inVpc(30)),
    'HTTP/2 set': shop({ 'routing.http2.enabled': 'true' }, keptFor()),
  },
  failing: {
    above: { build: shop({ [IDLE]: '30' }, keptFor(50)), fails: ['servers'] },
    'at the same second': { build: shop({ [IDLE]: '60' }, keptFor(60)), fails: ['servers'] },
    'below the default of CloudFront': { build: shop({ [IDLE]: '4' }, keptFor()), fails: ['servers'] },
    'an origin in the VPC above': { build: shop({ [IDLE]: '60' }, inVpc(90)), fails: ['servers'] },
    'no HTTP/2': { build: shop({ 'routing.http2.enabled': 'false' }, keptFor()), fails: ['Http2'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a load balancer for connections': (stack) => {
      new CfnLoadBalancer(stack, 'LoadBalancer', { type: 'network' });
    },
    'an origin elsewhere': (stack) => {
      new CfnDistribution(stack, 'Distribution', {
        distributionConfig: {
          enabled: true,
          defaultCacheBehavior: { targetOriginId: 'servers', viewerProtocolPolicy: 'https-only' },
          origins: [
            {
              id: 'servers',
              domainName: 'www.example.com',
              customOriginConfig: { originProtocolPolicy: 'https-only', originKeepaliveTimeout: 120 },
            },
          ],
        },
      });
    },
  },
  token: (stack) => {
    const idle = new CfnParameter(stack, 'Idle');
    shop({ [IDLE]: idle.valueAsString }, keptFor(50))(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      shop({ [IDLE]: '60' }, keptFor(50))(stack);
      (stack.node.findChild('Distribution') as CfnDistribution).addPropertyOverride(
        'DistributionConfig.Origins.0.CustomOriginConfig.OriginKeepaliveTimeout',
        75,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudFront::Distribution')) {
        properties.DistributionConfig.Origins[0].CustomOriginConfig.OriginKeepaliveTimeout = 75;
      }
    },
  },
};
