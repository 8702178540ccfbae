import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { costAllocationTags } from '../../../../src/well-architected/rules/cost-optimization/cost-allocation-tags';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const tag = (key: string, propagateAtLaunch: boolean) => ({ key, value: 'x', propagateAtLaunch });

const fleet =
  (...tags: CfnAutoScalingGroup.TagPropertyProperty[]): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '1', maxSize: '2', tags });
  };

const fleetWithTemplate =
  (resourceType: string): Build =>
  (stack) => {
    const template = new CfnLaunchTemplate(stack, 'Template', {
      launchTemplateData: { tagSpecifications: [{ resourceType, tags: [{ key: 'Application', value: 'x' }] }] },
    });
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '1',
      maxSize: '2',
      launchTemplate: { launchTemplateId: template.ref, version: template.attrLatestVersionNumber },
      tags: [tag('Application', false), tag('Environment', true)],
    });
  };

const database =
  (copyTagsToSnapshot?: boolean): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', copyTagsToSnapshot });
  };

export const cases: RuleCases = {
  rule: costAllocationTags,
  compliant: {
    'servers with the tags of their group': fleet(tag('Application', true), tag('Environment', true)),
    'a tag that is not required stays with the group': fleet(tag('Application', true), tag('Note', false)),
    'servers with the tags of their launch template': fleetWithTemplate('instance'),
    'the tags that the team requires': {
      build: fleet(tag('CostCenter', true), tag('Application', false)),
      settings: { requiredTags: ['CostCenter'] },
    },
    'snapshots with the tags of their database': database(true),
  },
  failing: {
    'servers without one of the tags': {
      build: fleet(tag('Application', true), tag('Environment', false)),
      fails: ['Environment'],
    },
    'a launch template that tags the volumes only': { build: fleetWithTemplate('volume'), fails: ['Application'] },
    'servers without the tag that the team requires': {
      build: fleet(tag('CostCenter', false)),
      settings: { requiredTags: ['CostCenter'] },
      fails: ['CostCenter'],
    },
    'snapshots without tags': { build: database(false), fails: ['Properties.CopyTagsToSnapshot'] },
    'a database without the setting': database(),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a group without the tags, which another rule assesses': fleet(tag('Note', false)),
    'a member of a cluster': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'aurora-postgresql', dbClusterIdentifier: 'cluster' });
    },
    'a replica': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'Database' });
    },
  },
  token: (stack) => {
    const choice = new CfnParameter(stack, 'Propagate').valueAsString;
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '1',
      maxSize: '2',
      tags: [tag('Application', true)],
    }).addPropertyOverride('Tags.0.PropagateAtLaunch', choice);
    new CfnAutoScalingGroup(stack, 'Other', { minSize: '1', maxSize: '2' }).addPropertyOverride(
      'Tags',
      Fn.importValue('tags'),
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { copyTagsToSnapshot: true }).addPropertyOverride(
        'CopyTagsToSnapshot',
        'false',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) {
        delete properties.CopyTagsToSnapshot;
      }
    },
  },
};
