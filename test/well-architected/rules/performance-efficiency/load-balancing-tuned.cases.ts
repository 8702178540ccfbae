import { CfnParameter } from 'aws-cdk-lib';
import { CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { loadBalancingTuned } from '../../../../src/well-architected/rules/performance-efficiency/load-balancing-tuned';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const pairs = (attributes: Record<string, string>) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value }));

const loadBalancer =
  (attributes: Record<string, string>): Build =>
  (stack) => {
    new CfnLoadBalancer(stack, 'LoadBalancer', { type: 'network', loadBalancerAttributes: pairs(attributes) });
  };

const targets =
  (attributes: Record<string, string>, targetType?: string, protocol = 'HTTP'): Build =>
  (stack) => {
    new CfnTargetGroup(stack, 'Targets', { targetType, protocol, targetGroupAttributes: pairs(attributes) });
  };

const DRAINING = 'deregistration_delay.timeout_seconds';
const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
const BY_LOAD = { 'load_balancing.algorithm.type': 'least_outstanding_requests' };

export const cases: RuleCases = {
  rule: loadBalancingTuned,
  compliant: {
    'a load balancer without the setting': loadBalancer({}),
    'a load balancer across zones': loadBalancer({ [CROSS_ZONE]: 'true' }),
    'servers by load': targets({ [DRAINING]: '45', ...BY_LOAD }),
    'servers that start slowly': targets({ [DRAINING]: '15', 'slow_start.duration_seconds': '60' }),
    'servers that are left out while they fail': targets({
      [DRAINING]: '120',
      'load_balancing.algorithm.type': 'weighted_random',
    }),
    containers: targets({ [DRAINING]: '30', [CROSS_ZONE]: 'use_load_balancer_configuration', ...BY_LOAD }, 'ip'),
  },
  failing: {
    'a load balancer within its zone': { build: loadBalancer({ [CROSS_ZONE]: 'false' }), fails: ['CrossZone'] },
    'servers of one zone': {
      build: targets({ [DRAINING]: '45', [CROSS_ZONE]: 'false', ...BY_LOAD }),
      fails: ['CrossZone'],
    },
    'servers that drain for the default time': { build: targets(BY_LOAD), fails: ['Draining'] },
    'servers that are cut off': { build: targets({ [DRAINING]: '0', ...BY_LOAD }), fails: ['Draining'] },
    'servers in turn': {
      build: targets({ [DRAINING]: '45', 'load_balancing.algorithm.type': 'round_robin' }),
      fails: ['Share'],
    },
    'servers without the settings': {
      build: (stack) => {
        new CfnTargetGroup(stack, 'Targets', { protocol: 'HTTP' });
      },
      fails: ['Draining', 'Share'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a function': (stack) => {
      new CfnTargetGroup(stack, 'Targets', { targetType: 'lambda' });
    },
    'a load balancer behind another': targets({}, 'alb', 'TCP'),
    'servers that keep connections': targets({}, 'instance', 'TCP'),
  },
  token: (stack) => {
    const seconds = new CfnParameter(stack, 'Seconds');
    const zones = new CfnParameter(stack, 'Zones');
    targets({ [DRAINING]: seconds.valueAsString, 'slow_start.duration_seconds': seconds.valueAsString })(stack);
    loadBalancer({ [CROSS_ZONE]: zones.valueAsString })(stack);
    new CfnTargetGroup(stack, 'Nameless', {
      protocol: 'HTTP',
      targetGroupAttributes: [{ key: seconds.valueAsString, value: '45' }],
    });
    new CfnTargetGroup(stack, 'Unknown', { protocol: 'HTTP' }).addPropertyOverride('TargetGroupAttributes', {
      'Fn::Transform': { Name: 'Attributes' },
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnTargetGroup(stack, 'Targets', {
        protocol: 'HTTP',
        targetGroupAttributes: pairs({ [DRAINING]: '45', ...BY_LOAD }),
      }).addPropertyOverride('TargetGroupAttributes.0.Value', '300');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElasticLoadBalancingV2::TargetGroup')) {
        properties.TargetGroupAttributes?.push({ Key: CROSS_ZONE, Value: 'false' });
      }
    },
  },
};
