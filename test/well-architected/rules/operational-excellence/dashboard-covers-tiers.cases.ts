import { CfnParameter } from 'aws-cdk-lib';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnDashboard } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { dashboardCoversTiers } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const tiers = (stack: Stack): CfnResource[] => [
  new CfnLoadBalancer(stack, 'Balancer'),
  new CfnAutoScalingGroup(stack, 'Group', { minSize: '1', maxSize: '1' }),
  new CfnDBInstance(stack, 'Database', {}),
  new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache' }),
  new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' }),
];

const showing = (stack: Stack, ...shown: string[]) =>
  new CfnDashboard(stack, 'Dashboard', {
    dashboardBody: JSON.stringify({
      widgets: shown.map((name) => ({ properties: { metrics: [['AWS/Any', 'Metric', 'Name', name]] } })),
    }),
  });

const named =
  (shown: string): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', functionName: 'orders' });
    showing(stack, shown);
  };

export const cases: RuleCases = {
  rule: dashboardCoversTiers,
  compliant: {
    'a dashboard of all tiers': (stack) => {
      showing(stack, ...tiers(stack).map(({ ref }) => ref));
    },
    'two dashboards': (stack) => {
      const [first, ...others] = tiers(stack).map(({ ref }) => ref);
      showing(stack, ...others);
      new CfnDashboard(stack, 'Second', {
        dashboardBody: `{"widgets":[{"properties":{"metrics":[["AWS/Any","Metric","Name","${first}"]]}}]}`,
      });
    },
    'a function by its name': named('orders'),
  },
  failing: {
    'no dashboard': {
      build: (stack) => {
        tiers(stack);
      },
      fails: [''],
    },
    'a dashboard without the function': (stack) => {
      showing(
        stack,
        ...tiers(stack)
          .slice(0, -1)
          .map(({ ref }) => ref),
      );
    },
    'a dashboard without the tiers below': {
      build: (stack) => {
        showing(
          stack,
          ...tiers(stack)
            .slice(-1)
            .map(({ ref }) => ref),
        );
      },
      fails: ['', '', '', ''],
    },
    'a dashboard of another function': named('payments'),
  },
  notApplicable: {
    'a database alone': (stack) => {
      new CfnDBInstance(stack, 'Database', {});
    },
  },
  token: (stack) => {
    tiers(stack);
    new CfnDashboard(stack, 'Dashboard', { dashboardBody: new CfnParameter(stack, 'Body').valueAsString });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      showing(stack, ...tiers(stack).map(({ ref }) => ref)).addPropertyOverride('DashboardBody', '{"widgets":[]}');
    },
  },
  mutation: {
    change: ({ main }) => {
      const [[cache]] = ofType(main, 'AWS::ElastiCache::ReplicationGroup');
      for (const [, resource] of ofType(main, 'AWS::CloudWatch::Dashboard')) {
        resource.Properties = JSON.parse(
          JSON.stringify(resource.Properties).replaceAll(`{"Ref":"${cache}"}`, '"other"'),
        );
      }
    },
  },
};
