import { CfnParameter } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { resourceOwnerTags } from '../../../../src/well-architected/rules/operational-excellence/resource-owner-tags';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const tagsOf = (keys: Record<string, string>) => Object.entries(keys).map(([key, value]) => ({ key, value }));

const bucket =
  (keys?: Record<string, string>): Build =>
  (stack) => {
    new CfnBucket(stack, 'Bucket', { tags: keys && tagsOf(keys) });
  };

const BOTH = { Application: 'shop', Environment: 'production' };

const conditional: Build = (stack) => {
  const application = { 'Fn::If': ['Tagged', { Key: 'Application', Value: 'shop' }, { Ref: 'AWS::NoValue' }] };
  new CfnBucket(stack, 'Bucket').addPropertyOverride('Tags', [
    application,
    { Key: 'Environment', Value: 'production' },
  ]);
};

export const cases: RuleCases = {
  rule: resourceOwnerTags,
  compliant: {
    'a bucket with both tags': bucket(BOTH),
    'a function with more tags': (stack) => {
      new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        tags: tagsOf({ ...BOTH, Owner: 'team' }),
      });
    },
    'a value from a parameter': (stack) => {
      const name = new CfnParameter(stack, 'Name').valueAsString;
      new CfnBucket(stack, 'Bucket', { tags: tagsOf({ ...BOTH, Application: name }) });
    },
    'a required owner': { build: bucket({ Owner: 'team' }), settings: { requiredTags: ['Owner'] } },
  },
  failing: {
    'no tags': { build: bucket(), fails: ['Application', 'Environment'] },
    'one tag': { build: bucket({ Application: 'shop' }), fails: ['Environment'] },
    'an empty tag': { build: bucket({ ...BOTH, Environment: '' }), fails: ['Environment'] },
    'a missing owner': {
      build: bucket(BOTH),
      settings: { requiredTags: ['Application', 'Owner'] },
      fails: ['Owner'],
    },
    'a function without tags': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
  },
  notApplicable: {
    'a topic': (stack) => {
      new CfnTopic(stack, 'Topic');
    },
    'a team without required tags': { build: bucket(), settings: { requiredTags: [] } },
  },
  token: conditional,
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnBucket(stack, 'Bucket', { tags: tagsOf(BOTH) }).addPropertyOverride('Tags', [
        { Key: 'Application', Value: 'shop' },
      ]);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::EC2::NatGateway')) {
        properties.Tags = properties.Tags.slice(0, 1);
      }
    },
  },
};
