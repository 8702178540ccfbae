import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, CfnLaunchConfiguration } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { computeMetrics } from '../../../../src/well-architected/rules/performance-efficiency/compute-metrics';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const template =
  (enabled?: boolean): Build =>
  (stack) => {
    new CfnLaunchTemplate(stack, 'Template', {
      launchTemplateData: enabled === undefined ? {} : { monitoring: { enabled } },
    });
  };

const instance =
  (monitoring?: boolean): Build =>
  (stack) => {
    new CfnInstance(stack, 'Server', { monitoring });
  };

const configuration =
  (instanceMonitoring?: boolean): Build =>
  (stack) => {
    new CfnLaunchConfiguration(stack, 'Configuration', {
      imageId: 'ami',
      instanceType: 'm7g.large',
      instanceMonitoring,
    });
  };

const group =
  (...metricsCollection: CfnAutoScalingGroup.MetricsCollectionProperty[]): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '4', metricsCollection });
  };

export const cases: RuleCases = {
  rule: computeMetrics,
  compliant: {
    'a template': template(true),
    'a server': instance(true),
    'a launch configuration': configuration(true),
    'a launch configuration without the setting': configuration(),
    'a group': group({ granularity: '1Minute' }),
    'a group with some metrics': group({ granularity: '1Minute', metrics: ['GroupInServiceInstances'] }),
    'a template written by hand': (stack) => {
      new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: {} }).addPropertyOverride(
        'LaunchTemplateData.Monitoring.Enabled',
        'true',
      );
    },
  },
  failing: {
    'a template with basic monitoring': {
      build: template(false),
      fails: ['Properties.LaunchTemplateData.Monitoring.Enabled'],
    },
    'a template without the setting': template(),
    'a server with basic monitoring': instance(false),
    'a server without the setting': instance(),
    'a launch configuration with basic monitoring': configuration(false),
    'a group without metrics': { build: group(), fails: ['Properties.MetricsCollection'] },
    'a server that overrules its template': (stack) => {
      new CfnInstance(stack, 'Server', { monitoring: false, launchTemplate: { launchTemplateId: 'lt', version: '1' } });
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a server that leaves it to its template': (stack) => {
      new CfnInstance(stack, 'Server', { launchTemplate: { launchTemplateId: 'lt', version: '1' } });
    },
  },
  token: (stack) => {
    const detailed = new CfnParameter(stack, 'Detailed');
    new CfnInstance(stack, 'Server').addPropertyOverride('Monitoring', detailed.valueAsString);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnInstance(stack, 'Server', { monitoring: true }).addPropertyOverride('Monitoring', false);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::AutoScaling::AutoScalingGroup')) {
        delete properties.MetricsCollection;
      }
    },
  },
  oracles: [
    {
      name: 'EC2InstanceDetailedMonitoringEnabled',
      rule: rules.ec2.EC2InstanceDetailedMonitoringEnabled,
      about: [
        'a server',
        'a launch configuration',
        'a launch configuration without the setting',
        'a server with basic monitoring',
        'a server without the setting',
        'a launch configuration with basic monitoring',
        'a server that overrules its template',
      ],
    },
  ],
};
