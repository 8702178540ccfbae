import { CfnParameter } from 'aws-cdk-lib';
import { CfnReplicationGroup, CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import { CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { statelessWebTier } from '../../../../src/well-architected/rules/reliability/stateless-web-tier';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const targets =
  (value?: string, targetType = 'instance'): Build =>
  (stack) => {
    const targetGroupAttributes = value === undefined ? undefined : [{ key: 'stickiness.enabled', value }];
    new CfnTargetGroup(stack, 'Targets', { targetType, targetGroupAttributes });
  };

const withCache =
  (build: Build): Build =>
  (stack) => {
    build(stack);
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'sessions' });
  };

export const cases: RuleCases = {
  rule: statelessWebTier,
  compliant: {
    'any server for any visitor': withCache(targets('false')),
    'targets without the settings': withCache(targets()),
  },
  failing: {
    'a server for each visitor': withCache(targets('true')),
    'a server for each visitor beside a cache without servers': (stack) => {
      targets('true', 'ip')(stack);
      new CfnServerlessCache(stack, 'Cache', { engine: 'valkey', serverlessCacheName: 'sessions' });
    },
  },
  notApplicable: {
    'no place for sessions': targets('true'),
    'functions, which keep no sessions': withCache(targets('true', 'lambda')),
  },
  token: (stack) => withCache(targets(new CfnParameter(stack, 'Sticky').valueAsString))(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      withCache(targets())(stack);
      (stack.node.findChild('Targets') as CfnTargetGroup).addPropertyOverride('TargetGroupAttributes', [
        { Key: 'stickiness.enabled', Value: true },
      ]);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElasticLoadBalancingV2::TargetGroup')) {
        for (const attribute of properties.TargetGroupAttributes ?? []) {
          if (attribute.Key === 'stickiness.enabled') attribute.Value = 'true';
        }
      }
    },
  },
};
