import { CfnParameter } from 'aws-cdk-lib';
import { CfnScalingPolicy as CfnServicePolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnAutoScalingGroup, CfnScalingPolicy, CfnWarmPool } from 'aws-cdk-lib/aws-autoscaling';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { elasticCapacity } from '../../../../src/well-architected/rules/sustainability/elastic-capacity';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const policy =
  (targetValue: number, predefinedMetricType = 'ASGAverageCPUUtilization'): Build =>
  (stack) => {
    new CfnScalingPolicy(stack, 'Policy', {
      autoScalingGroupName: 'web',
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: { targetValue, predefinedMetricSpecification: { predefinedMetricType } },
    });
  };

const ownMetric =
  (targetValue: number, metricName: string): Build =>
  (stack) => {
    new CfnScalingPolicy(stack, 'Policy', {
      autoScalingGroupName: 'web',
      policyType: 'TargetTrackingScaling',
      targetTrackingConfiguration: {
        targetValue,
        customizedMetricSpecification: { metricName, namespace: 'AWS/EC2', statistic: 'Average' },
      },
    });
  };

const service =
  (targetValue: number): Build =>
  (stack) => {
    new CfnServicePolicy(stack, 'Policy', {
      policyName: 'cpu',
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        targetValue,
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      },
    });
  };

const fleet =
  (minSize: string, maxSize: string, targetGroupArns?: string[]): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', { minSize, maxSize, targetGroupArns });
  };

const pool =
  (poolState: string | undefined, maxGroupPreparedCapacity?: number, minSize?: number): Build =>
  (stack) => {
    const group = new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '6' });
    new CfnWarmPool(stack, 'Pool', { autoScalingGroupName: group.ref, poolState, maxGroupPreparedCapacity, minSize });
  };

export const cases: RuleCases = {
  rule: elasticCapacity,
  compliant: {
    'half of the processor': policy(50),
    'a custom metric': ownMetric(60, 'CPUUtilization'),
    containers: service(70),
    'servers between two numbers': fleet('2', '6', ['arn']),
    'a small reserve': pool('Running', 4, 1),
    'a lower target by choice': { build: policy(25), settings: { thresholds: { minTargetUtilization: 20 } } },
  },
  failing: {
    'a fifth of the processor': { build: policy(20), fails: ['Properties.TargetTrackingConfiguration.TargetValue'] },
    'a custom metric with a low target': ownMetric(10, 'CPUUtilization'),
    'containers that wait': {
      build: service(30),
      fails: ['Properties.TargetTrackingScalingPolicyConfiguration.TargetValue'],
    },
    'a fleet of one size': { build: fleet('4', '4', ['arn']), fails: ['Properties.MaxSize'] },
    'a reserve up to the maximum': { build: pool('Running'), fails: ['Properties.MaxGroupPreparedCapacity'] },
    'a reserve larger than the fleet': { build: pool('Running', 5), fails: ['Properties.MaxGroupPreparedCapacity'] },
    'a reserve that never shrinks': { build: pool('Running', 4, 3), fails: ['Properties.MinSize'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'requests for each server': policy(20, 'ALBRequestCountPerTarget'),
    'another custom metric': ownMetric(5, 'QueueLength'),
    'one server that is replaced when it breaks': fleet('1', '1'),
    'a reserve of stopped servers': pool(undefined),
    'a reserve of an unknown group': (stack) => {
      new CfnWarmPool(stack, 'Pool', { autoScalingGroupName: 'web', poolState: 'Running' });
    },
  },
  token: (stack) => {
    const number = new CfnParameter(stack, 'Number').valueAsString;
    policy(50)(stack);
    (stack.node.findChild('Policy') as CfnScalingPolicy).addPropertyOverride(
      'TargetTrackingConfiguration.TargetValue',
      number,
    );
    fleet(number, '6', ['arn'])(stack);
    new CfnWarmPool(stack, 'Pool', {
      autoScalingGroupName: (stack.node.findChild('Fleet') as CfnAutoScalingGroup).ref,
      poolState: 'Running',
    });
    new CfnWarmPool(stack, 'Maybe', {
      autoScalingGroupName: (stack.node.findChild('Fleet') as CfnAutoScalingGroup).ref,
      poolState: number,
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      policy(50)(stack);
      (stack.node.findChild('Policy') as CfnScalingPolicy).addPropertyOverride(
        'TargetTrackingConfiguration.TargetValue',
        '15',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      const policies = ofType(main, 'AWS::AutoScaling::ScalingPolicy').map(
        ([
          ,
          {
            Properties: { TargetTrackingConfiguration: tracking },
          },
        ]) => tracking,
      );
      policies
        .filter(
          ({ PredefinedMetricSpecification: metric }) => metric.PredefinedMetricType === 'ASGAverageCPUUtilization',
        )
        .forEach((tracking) => {
          tracking.TargetValue = 20;
        });
    },
  },
};
