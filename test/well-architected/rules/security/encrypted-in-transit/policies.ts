import { CfnKey } from 'aws-cdk-lib/aws-kms';
import { CfnBucket, CfnBucketPolicy } from 'aws-cdk-lib/aws-s3';
import { CfnTopic, CfnTopicInlinePolicy, CfnTopicPolicy } from 'aws-cdk-lib/aws-sns';
import { CfnQueue, CfnQueuePolicy } from 'aws-cdk-lib/aws-sqs';
import { rules } from 'cdk-nag';
import type { Build, RuleCases } from '../../../support/cases';

export const DENY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

/** A bucket with a policy that denies plain text, except for these parts of the statement. */
export const bucket =
  (statement: Record<string, unknown> = {}, bucketName?: string): Build =>
  (stack) => {
    const own = new CfnBucket(stack, 'Bucket', { bucketName });
    new CfnBucketPolicy(stack, 'Policy', {
      bucket: bucketName ?? own.ref,
      policyDocument: { Statement: [{ ...DENY, Resource: [own.attrArn, `${own.attrArn}/*`], ...statement }] },
    });
  };

const topic =
  (statement: Record<string, unknown> = {}): Build =>
  (stack) => {
    const own = new CfnTopic(stack, 'Topic');
    new CfnTopicPolicy(stack, 'Policy', {
      topics: [own.ref],
      policyDocument: { Statement: [{ ...DENY, Action: 'sns:Publish', Resource: own.ref, ...statement }] },
    });
  };

const queue =
  (statement: Record<string, unknown> = {}): Build =>
  (stack) => {
    const own = new CfnQueue(stack, 'Queue');
    new CfnQueuePolicy(stack, 'Policy', {
      queues: [own.ref],
      policyDocument: { Statement: [{ ...DENY, Action: 'sqs:*', Resource: own.attrArn, ...statement }] },
    });
  };

const SECURE_TRANSPORT = ['SecureTransport'];

/** Buckets, topics and queues, whose policies deny plain text. */
export const policyCases: Pick<RuleCases, 'compliant' | 'failing' | 'notApplicable' | 'oracles'> = {
  compliant: {
    'a bucket': bucket(),
    'a bucket by its name': bucket({}, 'media'),
    'a bucket with wildcards in its policy': bucket({
      Principal: { AWS: ['*'] },
      Action: ['s3:Get*', 's3:Put*'],
      Resource: '*',
    }),
    'a topic': topic(),
    'a topic with a separate policy': (stack) => {
      const own = new CfnTopic(stack, 'Topic');
      new CfnTopicInlinePolicy(stack, 'Policy', {
        topicArn: own.ref,
        policyDocument: { Statement: [{ ...DENY, Action: 'sns:Publish', Resource: own.ref }] },
      });
    },
    'a topic with a key': (stack) => {
      new CfnTopic(stack, 'Topic', { kmsMasterKeyId: new CfnKey(stack, 'Key', { keyPolicy: {} }).ref });
    },
    'a queue': queue(),
    'a queue with a key': (stack) => {
      new CfnQueue(stack, 'Queue', { kmsMasterKeyId: 'alias/aws/sqs' });
    },
  },
  failing: {
    'a bucket without a policy': {
      build: (stack) => {
        new CfnBucket(stack, 'Bucket');
      },
      fails: SECURE_TRANSPORT,
    },
    'a bucket that denies to some': {
      build: bucket({ Principal: { AWS: 'arn:aws:iam::111111111111:root' } }),
      fails: SECURE_TRANSPORT,
    },
    'a bucket that denies reading only': { build: bucket({ Action: 's3:GetObject' }), fails: SECURE_TRANSPORT },
    'a bucket that denies what is no action': { build: bucket({ Action: 's3:[(*' }), fails: SECURE_TRANSPORT },
    'a bucket that denies what is encrypted': {
      build: bucket({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
      fails: SECURE_TRANSPORT,
    },
    'a bucket that denies from elsewhere only': {
      build: bucket({ Condition: { ...DENY.Condition, NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }),
      fails: SECURE_TRANSPORT,
    },
    'a bucket that allows': { build: bucket({ Effect: 'Allow' }), fails: SECURE_TRANSPORT },
    'a bucket that denies for itself and not what is in it': {
      build: bucket({ Resource: ['arn:aws:s3:::bucket'] }),
      fails: SECURE_TRANSPORT,
    },
    'a topic that denies something else': { build: topic({ Action: 'sns:Subscribe' }), fails: SECURE_TRANSPORT },
    'a queue that denies for another': {
      build: (stack) => {
        queue({ Resource: new CfnTopic(stack, 'Other', { kmsMasterKeyId: 'key' }).ref })(stack);
      },
      fails: SECURE_TRANSPORT,
    },
    'a queue without a policy': {
      build: (stack) => {
        new CfnQueue(stack, 'Queue');
      },
      fails: SECURE_TRANSPORT,
    },
  },
  notApplicable: {
    'a key': (stack) => {
      new CfnKey(stack, 'Key', { keyPolicy: {} });
    },
    'a website in a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket', { websiteConfiguration: { indexDocument: 'index.html' } });
    },
  },
  oracles: [
    {
      name: 'S3BucketSSLRequestsOnly',
      rule: rules.s3.S3BucketSSLRequestsOnly,
      about: [
        'a bucket',
        'a bucket by its name',
        'a bucket with wildcards in its policy',
        'a bucket without a policy',
        'a bucket that denies to some',
        'a bucket that denies reading only',
        'a bucket that denies what is encrypted',
        'a bucket that denies from elsewhere only',
        'a bucket that allows',
      ],
      disagreements: {
        'a bucket by its name': 'it searches the name in the ARNs, which refer to the bucket',
        'a bucket with wildcards in its policy':
          'reading and writing are named by their prefixes, and `*` is every object',
        'a bucket that denies from elsewhere only':
          'it does not read the condition to its end: from inside plain text is taken',
      },
    },
    {
      name: 'SNSTopicSSLPublishOnly',
      rule: rules.sns.SNSTopicSSLPublishOnly,
      about: ['a topic', 'a topic with a separate policy', 'a topic with a key', 'a topic that denies something else'],
      disagreements: { 'a topic with a separate policy': 'it does not support the newer type of policy' },
    },
    {
      name: 'SQSQueueSSLRequestsOnly',
      rule: rules.sqs.SQSQueueSSLRequestsOnly,
      about: ['a queue', 'a queue with a key', 'a queue without a policy', 'a queue that denies for another'],
      disagreements: {
        'a queue with a key': 'SQS takes no plain text for a queue with a key, as SNS does for topics',
        'a queue that denies for another': 'it does not read which resource the statement is about',
      },
    },
  ],
};
