import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, CfnScalingPolicy, CfnScheduledAction } from 'aws-cdk-lib/aws-autoscaling';
import type { CfnScalingPolicyProps, CfnScheduledActionProps } from 'aws-cdk-lib/aws-autoscaling';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../../../../src/core/profile';
import { asgScalesIn } from '../../../../src/well-architected/rules/cost-optimization/asg-scales-in';
import { ofType } from '../../../support/template-graph';
import type { Build, Case, RuleCases } from '../../support/cases';

type PolicyProps = Omit<CfnScalingPolicyProps, 'autoScalingGroupName'>;

const group = (stack: Stack) => new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '1', maxSize: '4' }).ref;

const policyOf = (stack: Stack, autoScalingGroupName: string, props: PolicyProps, id = 'Policy') =>
  new CfnScalingPolicy(stack, id, { autoScalingGroupName, ...props });

const target = (disableScaleIn?: boolean): PolicyProps => ({
  policyType: 'TargetTrackingScaling',
  targetTrackingConfiguration: {
    targetValue: 60,
    disableScaleIn,
    predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
  },
});

const steps = (scalingAdjustment: number): PolicyProps => ({
  policyType: 'StepScaling',
  adjustmentType: 'ChangeInCapacity',
  stepAdjustments: [{ scalingAdjustment, metricIntervalLowerBound: 0 }],
});

const fleet =
  (...policies: PolicyProps[]): Build =>
  (stack) => {
    const name = group(stack);
    policies.forEach((props, index) => policyOf(stack, name, props, `Policy${index}`));
  };

const scheduled =
  (props: Partial<CfnScheduledActionProps>, ...policies: PolicyProps[]): Build =>
  (stack) => {
    const name = group(stack);
    policies.forEach((policy, index) => policyOf(stack, name, policy, `Policy${index}`));
    new CfnScheduledAction(stack, 'Evening', { autoScalingGroupName: name, recurrence: '0 19 * * *', ...props });
  };

const forDevelopers = (build: Build): Case => ({ build, settings: { profile: Profile.DEVELOPMENT } });

export const cases: RuleCases = {
  rule: asgScalesIn,
  compliant: {
    'a policy that follows a target': fleet(target()),
    'one that only grows beside one that shrinks': fleet(target(true), target(false)),
    'steps up and down': fleet(steps(2), steps(-1)),
    'a step down': fleet({ adjustmentType: 'ChangeInCapacity', scalingAdjustment: -1 }),
    'a size that is set': fleet({ adjustmentType: 'ExactCapacity', scalingAdjustment: 2 }),
    'a policy that only grows, and a schedule that shrinks': scheduled({ maxSize: 1 }, target(true)),
    'an empty group at night for developers': forDevelopers(scheduled({ minSize: 0, desiredCapacity: 0 }, target())),
  },
  failing: {
    'a policy that only grows': { build: fleet(target(true)), fails: ['ScaleIn'] },
    'steps up only': { build: fleet(steps(2)), fails: ['ScaleIn'] },
    'a forecast, which only grows': { build: fleet({ policyType: 'PredictiveScaling' }), fails: ['ScaleIn'] },
    'nights of developers': { ...forDevelopers(fleet(target())), fails: ['Schedule'] },
    'one server at night for developers': {
      ...forDevelopers(scheduled({ minSize: 1, desiredCapacity: 1 })),
      fails: ['Schedule'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a group that does not grow': fleet(),
    'policies of a group created elsewhere': (stack) => {
      policyOf(stack, 'elsewhere', target(true));
    },
  },
  token: (stack) => {
    policyOf(stack, group(stack), target()).addPropertyOverride(
      'TargetTrackingConfiguration.DisableScaleIn',
      new CfnParameter(stack, 'Only').valueAsString,
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      policyOf(stack, group(stack), target(false)).addPropertyOverride(
        'TargetTrackingConfiguration.DisableScaleIn',
        'true',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::AutoScaling::ScalingPolicy')) {
        properties.TargetTrackingConfiguration.DisableScaleIn = true;
      }
    },
  },
};
