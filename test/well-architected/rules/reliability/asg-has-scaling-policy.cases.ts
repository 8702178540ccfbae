import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, CfnScalingPolicy } from 'aws-cdk-lib/aws-autoscaling';
import { asgHasScalingPolicy } from '../../../../src/well-architected/rules/reliability/asg-has-scaling-policy';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

interface Options {
  readonly maxSize?: string;
  readonly serves?: Partial<CfnAutoScalingGroup['cfnProperties']>;
  readonly policyType?: string;
  readonly mode?: string;
}

const bare =
  (maxSize = '4', serves: object = { targetGroupArns: ['arn'] }): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize, ...serves });
  };

const scaled =
  ({ maxSize, serves, policyType, mode }: Options): Build =>
  (stack) => {
    bare(maxSize, serves)(stack);
    new CfnScalingPolicy(stack, 'Policy', {
      autoScalingGroupName: (stack.node.findChild('Fleet') as CfnAutoScalingGroup).ref,
      policyType,
      predictiveScalingConfiguration: mode === undefined ? undefined : { mode, metricSpecifications: [] },
    });
  };

export const cases: RuleCases = {
  rule: asgHasScalingPolicy,
  compliant: {
    'a policy with a target': scaled({ policyType: 'TargetTrackingScaling' }),
    'a policy in steps': scaled({ policyType: 'StepScaling' }),
    'a forecast that scales': scaled({ policyType: 'PredictiveScaling', mode: 'ForecastAndScale' }),
    'servers behind another kind of source': scaled({
      policyType: 'TargetTrackingScaling',
      serves: { trafficSources: [{ identifier: 'arn', type: 'elbv2' }] },
    }),
    'a policy that names the group': (stack) => {
      bare('4', { loadBalancerNames: ['old'], autoScalingGroupName: 'fleet' })(stack);
      new CfnScalingPolicy(stack, 'Policy', { autoScalingGroupName: 'fleet', policyType: 'TargetTrackingScaling' });
    },
  },
  failing: {
    'servers without a policy': { build: bare(), fails: ['ScalingPolicy'] },
    'a policy of another group': (stack) => {
      bare()(stack);
      new CfnScalingPolicy(stack, 'Policy', { autoScalingGroupName: 'other', policyType: 'TargetTrackingScaling' });
    },
    'a policy of one step': { build: scaled({}), fails: ['ScalingPolicy'] },
    'a forecast that is only looked at': {
      build: scaled({ policyType: 'PredictiveScaling', mode: 'ForecastOnly' }),
      fails: ['ScalingPolicy'],
    },
    'servers without room': {
      build: scaled({ policyType: 'TargetTrackingScaling', maxSize: '2' }),
      fails: ['MaxSize'],
    },
  },
  notApplicable: {
    'servers without a load balancer': bare('2', {}),
    'an empty list of targets': bare('2', { targetGroupArns: [] }),
  },
  token: (stack) => {
    const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
    scaled({ policyType: parameter('Type'), maxSize: parameter('Most') })(stack);
    new CfnAutoScalingGroup(stack, 'Other', { minSize: parameter('Least'), maxSize: '4', targetGroupArns: ['arn'] });
    new CfnScalingPolicy(stack, 'OtherPolicy', {
      autoScalingGroupName: (stack.node.findChild('Other') as CfnAutoScalingGroup).ref,
      policyType: 'StepScaling',
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      scaled({ policyType: 'TargetTrackingScaling' })(stack);
      (stack.node.findChild('Fleet') as CfnAutoScalingGroup).addPropertyOverride('MaxSize', 2);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::AutoScaling::AutoScalingGroup')) {
        properties.MaxSize = properties.MinSize;
      }
    },
    companions: { 'SUS02-BP01-ElasticCapacity': 'a fleet without room does not shrink either' },
  },
};
