import { CfnParameter } from 'aws-cdk-lib';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { rules } from 'cdk-nag';
import { bucketPublicAccessBlocked } from '../../../../src/well-architected/rules/security';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const ALL = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

const bucketIn = (stack: Parameters<Build>[0], props: ConstructorParameters<typeof CfnBucket>[2]) =>
  new CfnBucket(stack, 'Bucket', props);

const bucket =
  (publicAccessBlockConfiguration?: CfnBucket.PublicAccessBlockConfigurationProperty, accessControl?: string): Build =>
  (stack) => {
    bucketIn(stack, { publicAccessBlockConfiguration, accessControl });
  };

const published =
  (principal: unknown): Build =>
  (stack) => {
    const { ref } = bucketIn(stack, {
      publicAccessBlockConfiguration: { ...ALL, blockPublicPolicy: false, restrictPublicBuckets: false },
    });
    new CfnBucketPolicy(stack, 'Policy', {
      bucket: ref,
      policyDocument: {
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Principal: principal, Resource: 'arn:aws:s3:::shop/*' }],
      },
    });
  };

export const cases: RuleCases = {
  rule: bucketPublicAccessBlocked,
  compliant: {
    'a bucket that is closed': bucket(ALL),
    'a bucket that is closed in text': (stack) => {
      const flags = Object.fromEntries(
        ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map((flag) => [
          flag,
          'true',
        ]),
      );
      bucketIn(stack, {}).addPropertyOverride('PublicAccessBlockConfiguration', flags);
    },
  },
  failing: {
    'a bucket without the setting': {
      levels: ['warning'],
      build: bucket(),
      fails: ['Properties.PublicAccessBlockConfiguration'],
    },
    'a public list, and nothing set': { levels: ['error'], build: bucket(undefined, 'PublicRead') },
    'two flags of four': {
      build: bucket({ blockPublicAcls: true, ignorePublicAcls: true }),
      fails: ['BlockPublicPolicy', 'RestrictPublicBuckets'],
    },
    'a flag that is off': {
      levels: ['error'],
      build: bucket({ ...ALL, ignorePublicAcls: false }),
      fails: ['IgnorePublicAcls'],
    },
    'a public access list': {
      levels: ['fatal'],
      build: bucket({ ...ALL, blockPublicAcls: false, ignorePublicAcls: false }, 'PublicRead'),
      fails: ['BlockPublicAcls', 'IgnorePublicAcls'],
    },
    'a public policy': {
      levels: ['fatal'],
      build: published('*'),
      fails: ['BlockPublicPolicy', 'RestrictPublicBuckets'],
    },
    'a policy for every account': {
      build: published({ AWS: ['*'] }),
      fails: ['BlockPublicPolicy', 'RestrictPublicBuckets'],
    },
    'a policy for one account': {
      levels: ['error'],
      build: published({ AWS: '111111111111' }),
      fails: ['BlockPublicPolicy', 'RestrictPublicBuckets'],
    },
  },
  notApplicable: {
    'a queue': (stack) => {
      new CfnQueue(stack, 'Queue');
    },
  },
  token: (stack) => {
    bucketIn(stack, { publicAccessBlockConfiguration: ALL }).addPropertyOverride(
      'PublicAccessBlockConfiguration.BlockPublicAcls',
      new CfnParameter(stack, 'Closed').valueAsString,
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      bucketIn(stack, { publicAccessBlockConfiguration: ALL }).addPropertyOverride(
        'PublicAccessBlockConfiguration.BlockPublicPolicy',
        false,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      const [, { Properties: properties }] = ofType(main, 'AWS::S3::Bucket').filter(([id]) =>
        id.startsWith('ShopStorageMedia'),
      )[0];
      properties.PublicAccessBlockConfiguration.RestrictPublicBuckets = false;
    },
  },
  oracles: [
    {
      name: 'S3BucketLevelPublicAccessProhibited',
      rule: rules.s3.S3BucketLevelPublicAccessProhibited,
      disagreements: {
        'a bucket without the setting':
          'it trusts the default, which does not hold for buckets made before April 2023; we warn',
        'a public list, and nothing set': 'it accepts the default beside a public list',
      },
    },
  ],
};
