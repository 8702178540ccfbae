import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, CfnScalingPolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { CfnScalingPolicyProps } from 'aws-cdk-lib/aws-autoscaling';
import { scalingMetricFits } from '../../../../src/well-architected/rules/performance-efficiency/scaling-metric-fits';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type Policy = Omit<CfnScalingPolicyProps, 'autoScalingGroupName'>;

const fleet =
  (defaultInstanceWarmup: number | undefined, ...policies: Policy[]): Build =>
  (stack) => {
    const group = new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '4', defaultInstanceWarmup });
    policies.forEach(
      (policy, index) => new CfnScalingPolicy(stack, `Policy${index}`, { autoScalingGroupName: group.ref, ...policy }),
    );
  };

const tracking = (predefinedMetricType: string, estimatedInstanceWarmup?: number): Policy => ({
  policyType: 'TargetTrackingScaling',
  estimatedInstanceWarmup,
  targetTrackingConfiguration: { predefinedMetricSpecification: { predefinedMetricType }, targetValue: 60 },
});

const STEPS: Policy = { policyType: 'StepScaling', adjustmentType: 'ChangeInCapacity' };
const PREDICTIVE: Policy = { policyType: 'PredictiveScaling' };

export const cases: RuleCases = {
  rule: scalingMetricFits,
  compliant: {
    'by processor load': fleet(180, tracking('ASGAverageCPUUtilization')),
    'by requests': fleet(180, tracking('ALBRequestCountPerTarget')),
    'by the backlog of a queue': fleet(180, {
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        customizedMetricSpecification: { metricName: 'Backlog', namespace: 'Shop', statistic: 'Average' },
        targetValue: 10,
      },
    }),
    'by steps as well': fleet(180, STEPS, tracking('ASGAverageCPUUtilization')),
    'by forecast as well': fleet(0, PREDICTIVE, tracking('ASGAverageCPUUtilization')),
    'a warm-up of each policy': fleet(undefined, tracking('ASGAverageCPUUtilization', 120), PREDICTIVE),
  },
  failing: {
    'by steps only': { build: fleet(180, STEPS), fails: ['Metric'] },
    'by hand-made alarms': {
      build: fleet(180, { adjustmentType: 'ChangeInCapacity', scalingAdjustment: 1 }),
      fails: ['Metric'],
    },
    'by forecast only': { build: fleet(undefined, PREDICTIVE), fails: ['Metric'] },
    'by bytes': { build: fleet(180, tracking('ASGAverageNetworkOut')), fails: ['Metric'] },
    'no warm-up': { build: fleet(undefined, tracking('ASGAverageCPUUtilization')), fails: ['Warmup'] },
    'a warm-up of one policy': {
      build: fleet(undefined, tracking('ASGAverageCPUUtilization', 120), tracking('ALBRequestCountPerTarget')),
      fails: ['Warmup'],
    },
    'a warm-up that was taken away': { build: fleet(-1, tracking('ASGAverageCPUUtilization')), fails: ['Warmup'] },
  },
  notApplicable: {
    'a group without a scaling policy': fleet(undefined),
    'a policy of another group': (stack) => {
      fleet(undefined)(stack);
      new CfnScalingPolicy(stack, 'Policy', { autoScalingGroupName: 'other', ...STEPS });
    },
  },
  token: (stack) => {
    const metric = new CfnParameter(stack, 'Metric');
    const warmup = new CfnParameter(stack, 'Warmup', { type: 'Number' });
    fleet(warmup.valueAsNumber, tracking(metric.valueAsString))(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      const group = new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '4', defaultInstanceWarmup: 180 });
      new CfnScalingPolicy(stack, 'Policy', {
        autoScalingGroupName: group.ref,
        ...tracking('ASGAverageCPUUtilization'),
      }).addPropertyOverride(
        'TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType',
        'ASGAverageNetworkIn',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::AutoScaling::AutoScalingGroup')) {
        delete properties.DefaultInstanceWarmup;
      }
    },
  },
};
