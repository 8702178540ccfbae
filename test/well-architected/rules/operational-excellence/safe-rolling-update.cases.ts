import { CfnParameter } from 'aws-cdk-lib';
import type { CfnUpdatePolicy } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { CfnCapacityProvider } from 'aws-cdk-lib/aws-ecs';
import { CfnAlias } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { safeRollingUpdate } from '../../../../src/well-architected/rules/operational-excellence/safe-rolling-update';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const group =
  (policy?: CfnUpdatePolicy, ...more: ((group: CfnAutoScalingGroup) => void)[]): Build =>
  (stack) => {
    const made = new CfnAutoScalingGroup(stack, 'Group', { minSize: '1', maxSize: '2' });
    if (policy) made.cfnOptions.updatePolicy = policy;
    for (const add of more) add(made);
  };

const rolling = (
  policy: CfnUpdatePolicy['autoScalingRollingUpdate'],
  ...more: ((group: CfnAutoScalingGroup) => void)[]
): Build => group({ autoScalingRollingUpdate: policy }, ...more);

export const cases: RuleCases = {
  rule: safeRollingUpdate,
  compliant: {
    'servers that signal': rolling({ minInstancesInService: 1, waitOnResourceSignals: true }),
    'a pause after each batch': rolling({ minInstancesInService: 1, pauseTime: 'PT5M' }),
    'a new group beside the old one': group({ autoScalingReplacingUpdate: { willReplace: true } }),
    'servers that CodeDeploy renews': group(undefined, (made) => {
      new CfnDeploymentGroup(made.stack, 'Deployments', {
        applicationName: 'shop',
        serviceRoleArn: 'arn',
        autoScalingGroups: [made.ref],
      });
    }),
    'an alias that CodeDeploy moves': (stack) => {
      const alias = new CfnAlias(stack, 'Alias', { functionName: 'orders', functionVersion: '1', name: 'live' });
      alias.cfnOptions.updatePolicy = {
        codeDeployLambdaAliasUpdate: { applicationName: 'shop', deploymentGroupName: 'orders' },
      };
    },
  },
  failing: {
    'no policy': { build: group(), fails: ['UpdatePolicy.AutoScalingRollingUpdate'] },
    'a policy about sizes alone': group({ autoScalingScheduledAction: { ignoreUnmodifiedGroupSizeProperties: true } }),
    'all servers at once': {
      build: rolling({ minInstancesInService: 0, waitOnResourceSignals: true }),
      fails: ['MinInstancesInService'],
    },
    'no word about servers in service': {
      build: rolling({ waitOnResourceSignals: true }),
      fails: ['MinInstancesInService'],
    },
    'no wait': { build: rolling({ minInstancesInService: 1 }), fails: ['PauseTime'] },
    'a pause of zero': { build: rolling({ minInstancesInService: 1, pauseTime: 'PT0S' }), fails: ['PauseTime'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'servers of a container service': group(undefined, (made) => {
      new CfnCapacityProvider(made.stack, 'Capacity', { autoScalingGroupProvider: { autoScalingGroupArn: made.ref } });
    }),
    'an alias that is a name only': (stack) => {
      new CfnAlias(stack, 'Alias', { functionName: 'orders', functionVersion: '1', name: 'live' });
    },
  },
  token: (stack) => {
    const least = new CfnParameter(stack, 'Least', { type: 'Number' });
    rolling({ waitOnResourceSignals: true }, (made) =>
      made.addOverride('UpdatePolicy.AutoScalingRollingUpdate.MinInstancesInService', { Ref: least.logicalId }),
    )(stack);
  },
  override: {
    state: 'failing',
    build: rolling({ minInstancesInService: 1, waitOnResourceSignals: true }, (made) =>
      made.addOverride('UpdatePolicy.AutoScalingRollingUpdate.MinInstancesInService', 0),
    ),
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { UpdatePolicy: policy }] of ofType(main, 'AWS::AutoScaling::AutoScalingGroup')) {
        policy.AutoScalingRollingUpdate.MinInstancesInService = 0;
      }
    },
  },
};
