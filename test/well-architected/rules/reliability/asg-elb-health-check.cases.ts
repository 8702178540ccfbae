import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { rules } from 'cdk-nag';
import { asgElbHealthCheck } from '../../../../src/well-architected/rules/reliability/asg-elb-health-check';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const fleet =
  (healthCheckType?: string, healthCheckGracePeriod?: number): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '2',
      maxSize: '4',
      targetGroupArns: ['arn'],
      healthCheckType,
      healthCheckGracePeriod,
    });
  };

export const cases: RuleCases = {
  rule: asgElbHealthCheck,
  compliant: {
    'a check by the load balancer': fleet('ELB', 300),
    'several checks': fleet('EBS,ELB', 300),
  },
  failing: {
    'a check by EC2': { build: fleet('EC2', 300), fails: ['HealthCheckType'] },
    'a check without the setting': { build: fleet(), fails: ['HealthCheckType', 'HealthCheckGracePeriod'] },
    'no time to start': { build: fleet('ELB'), fails: ['HealthCheckGracePeriod'] },
  },
  notApplicable: {
    'servers without a load balancer': (stack) => {
      new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '1', maxSize: '1' });
    },
  },
  token: (stack) => fleet(new CfnParameter(stack, 'Type').valueAsString, 300)(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      fleet('ELB', 300)(stack);
      (stack.node.findChild('Fleet') as CfnAutoScalingGroup).addPropertyOverride('HealthCheckType', 'EC2');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::AutoScaling::AutoScalingGroup')) {
        properties.HealthCheckType = 'EC2';
      }
    },
  },
  oracles: [
    {
      name: 'AutoScalingGroupELBHealthCheckRequired',
      rule: rules.autoscaling.AutoScalingGroupELBHealthCheckRequired,
      about: ['a check by the load balancer', 'several checks', 'a check by EC2', 'a check without the setting'],
      disagreements: { 'several checks': "the load balancer's check counts beside another one" },
    },
    {
      name: 'AutoScalingGroupHealthCheck',
      rule: rules.autoscaling.AutoScalingGroupHealthCheck,
      about: ['a check by the load balancer', 'no time to start'],
    },
  ],
};
