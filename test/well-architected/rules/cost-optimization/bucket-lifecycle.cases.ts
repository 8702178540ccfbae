import { Aws, CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnFlowLog } from 'aws-cdk-lib/aws-ec2';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnDeliveryDestination } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { CfnBucketProps } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnLoggingConfiguration } from 'aws-cdk-lib/aws-wafv2';
import { bucketLifecycle } from '../../../../src/well-architected/rules/cost-optimization/bucket-lifecycle';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type LifecycleRule = Partial<CfnBucket.RuleProperty>;

const UPLOADS: LifecycleRule = { abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } };
const VERSIONS: LifecycleRule = { noncurrentVersionExpiration: { noncurrentDays: 30 } };

const make = (stack: Stack, rules: LifecycleRule[], props: Partial<CfnBucketProps> = {}) =>
  new CfnBucket(stack, 'Bucket', {
    lifecycleConfiguration: { rules: rules.map((rule) => ({ status: 'Enabled', ...rule })) },
    ...props,
  });

const bucket =
  (...rules: LifecycleRule[]): Build =>
  (stack) => {
    make(stack, rules);
  };

const versioned =
  (...rules: LifecycleRule[]): Build =>
  (stack) => {
    make(stack, [UPLOADS, ...rules], { versioningConfiguration: { status: 'Enabled' } });
  };

/** A bucket that receives logs, and the resource that writes them. */
const logs =
  (writer: (stack: Stack, destination: CfnBucket) => void, ...rules: LifecycleRule[]): Build =>
  (stack) => {
    writer(stack, make(stack, [UPLOADS, ...rules]));
  };

const loadBalancer = (stack: Stack, { ref }: CfnBucket) =>
  new CfnLoadBalancer(stack, 'Writer', {
    loadBalancerAttributes: [
      { key: 'access_logs.s3.enabled', value: 'true' },
      { key: 'access_logs.s3.bucket', value: ref },
    ],
  });

const distribution = (stack: Stack, { attrRegionalDomainName }: CfnBucket) =>
  new CfnDistribution(stack, 'Writer', {
    distributionConfig: {
      enabled: true,
      defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only' },
      logging: { bucket: attrRegionalDomainName },
    },
  });

export const cases: RuleCases = {
  rule: bucketLifecycle,
  compliant: {
    'unfinished uploads are dropped': bucket(UPLOADS),
    'a rule for everything, in so many words': bucket({ ...UPLOADS, prefix: '', tagFilters: [] }),
    'one rule among several': bucket({ prefix: 'tmp/', expirationInDays: 1 }, UPLOADS),
    'replaced versions are deleted': versioned(VERSIONS),
    'replaced versions are deleted, in older words': versioned({ noncurrentVersionExpirationInDays: 30 }),
    'versions under lock are kept on purpose': (stack) => {
      make(stack, [UPLOADS], { objectLockEnabled: true, versioningConfiguration: { status: 'Enabled' } });
    },
    'logs of a load balancer are deleted': logs(loadBalancer, { expirationInDays: 365 }),
    'logs of a distribution are deleted': logs(distribution, { expirationInDays: 365 }),
    'a bucket that logs into itself': (stack) => {
      const self = make(stack, [UPLOADS]);
      self.addPropertyOverride('LoggingConfiguration.DestinationBucketName', stack.resolve(self.ref));
    },
  },
  failing: {
    'no rule': {
      build: (stack) => {
        new CfnBucket(stack, 'Bucket');
      },
      fails: ['AbortIncompleteMultipartUpload'],
    },
    'a rule that is switched off': {
      build: bucket({ ...UPLOADS, status: 'Disabled' }),
      fails: ['AbortIncompleteMultipartUpload'],
    },
    'unfinished uploads of a month': bucket({ abortIncompleteMultipartUpload: { daysAfterInitiation: 30 } }),
    'unfinished uploads in one folder': bucket({ ...UPLOADS, prefix: 'tmp/' }),
    'unfinished uploads of some size': bucket({ ...UPLOADS, objectSizeGreaterThan: 1 }),
    'replaced versions stay': { build: versioned(), fails: ['NoncurrentVersionExpiration'] },
    'replaced versions are archived': {
      build: versioned({ noncurrentVersionTransitions: [] }),
      fails: ['NoncurrentVersionExpiration'],
    },
    'logs of a load balancer stay': { build: logs(loadBalancer), fails: ['Expiration'] },
    'logs of a load balancer are archived': {
      build: logs(loadBalancer, { transitions: [{ storageClass: 'GLACIER', transitionInDays: 90 }] }),
      fails: ['Expiration'],
    },
    'logs of a distribution stay': { build: logs(distribution), fails: ['Expiration'] },
    'logs of a bucket stay': {
      build: logs(
        (stack, { ref }) =>
          new CfnBucket(stack, 'Writer', {
            loggingConfiguration: { destinationBucketName: ref },
            lifecycleConfiguration: { rules: [{ status: 'Enabled', ...UPLOADS }] },
          }),
      ),
      fails: ['Expiration'],
    },
    'flow logs stay': {
      build: logs(
        (stack, { attrArn }) =>
          new CfnFlowLog(stack, 'Writer', {
            resourceId: 'vpc',
            resourceType: 'VPC',
            trafficType: 'ALL',
            logDestinationType: 's3',
            logDestination: attrArn,
          }),
      ),
      fails: ['Expiration'],
    },
    'logs of a web ACL stay': {
      build: logs(
        (stack, { attrArn }) =>
          new CfnLoggingConfiguration(stack, 'Writer', { resourceArn: 'acl', logDestinationConfigs: [attrArn] }),
      ),
      fails: ['Expiration'],
    },
    'delivered logs stay': {
      build: logs(
        (stack, { attrArn }) =>
          new CfnDeliveryDestination(stack, 'Writer', { name: 'logs', destinationResourceArn: attrArn }),
      ),
      fails: ['Expiration'],
    },
  },
  notApplicable: {
    'a topic': (stack) => {
      new CfnTopic(stack, 'Topic');
    },
  },
  token: (stack) => {
    const status = new CfnParameter(stack, 'Status').valueAsString;
    make(stack, [{ ...UPLOADS, status }], { versioningConfiguration: { status } });
    const isUs = new CfnCondition(stack, 'IsUs', { expression: Fn.conditionEquals(Aws.REGION, 'us-east-1') });
    new CfnBucket(stack, 'Imported').addPropertyOverride('LifecycleConfiguration', Fn.importValue('rules'));
    new CfnBucket(stack, 'OneSided').addPropertyOverride('LifecycleConfiguration.Rules', [
      {
        'Fn::If': [
          isUs.logicalId,
          { Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
          { Ref: 'AWS::NoValue' },
        ],
      },
    ]);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      make(stack, [UPLOADS]).addPropertyOverride('LifecycleConfiguration.Rules.0.Status', 'Disabled');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::S3::Bucket')) {
        for (const rule of properties.LifecycleConfiguration.Rules) delete rule.AbortIncompleteMultipartUpload;
      }
    },
  },
};
