import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnCachePolicy, CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnSecurityGroup, CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup, CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../../../../src/core/profile';
import { cachingLayers } from '../../../../src/well-architected/rules/performance-efficiency/caching-layers';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';

type Behavior = Partial<CfnDistribution.CacheBehaviorProperty>;

const distribution =
  (behavior: Behavior, byDefault: Behavior = { cachePolicyId: OPTIMIZED }): Build =>
  (stack) => {
    new CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        origins: [
          {
            id: 'servers',
            domainName: 'origin.example.com',
            customOriginConfig: { originProtocolPolicy: 'https-only' },
          },
          { id: 'bucket', domainName: 'bucket.s3.amazonaws.com', s3OriginConfig: {} },
        ],
        defaultCacheBehavior: { targetOriginId: 'servers', viewerProtocolPolicy: 'https-only', ...byDefault },
        cacheBehaviors: [
          { pathPattern: '/static/*', targetOriginId: 'servers', viewerProtocolPolicy: 'https-only', ...behavior },
        ],
      },
    });
  };

const withMaxTtl =
  (maxTtl: number): Build =>
  (stack) => {
    const policy = new CfnCachePolicy(stack, 'Policy', {
      cachePolicyConfig: {
        name: 'own',
        minTtl: 0,
        defaultTtl: maxTtl,
        maxTtl,
        parametersInCacheKeyAndForwardedToOrigin: {
          enableAcceptEncodingGzip: true,
          cookiesConfig: { cookieBehavior: 'none' },
          headersConfig: { headerBehavior: 'none' },
          queryStringsConfig: { queryStringBehavior: 'none' },
        },
      },
    });
    distribution({ cachePolicyId: policy.ref })(stack);
  };

const database: Build = (stack) => {
  new CfnDBInstance(stack, 'Database', { engine: 'postgres' });
  new CfnAutoScalingGroup(stack, 'Fleet', { minSize: '2', maxSize: '4' });
};

const cache =
  (rule: 'beside' | 'within' | 'none'): Build =>
  (stack) => {
    const from = { ipProtocol: 'tcp', fromPort: 6380, toPort: 6380, sourceSecurityGroupId: 'sg-servers' };
    const group = new CfnSecurityGroup(stack, 'Group', {
      groupDescription: 'cache',
      securityGroupIngress: rule === 'within' ? [from] : [],
    });
    if (rule === 'beside') new CfnSecurityGroupIngress(stack, 'Rule', { groupId: group.attrGroupId, ...from });
    new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache',
      securityGroupIds: [group.attrGroupId],
    });
  };

export const cases: RuleCases = {
  rule: cachingLayers,
  compliant: {
    'a cache before the database': (stack) => {
      database(stack);
      cache('beside')(stack);
    },
    'a serverless cache before the database': (stack) => {
      database(stack);
      new CfnServerlessCache(stack, 'Cache', { engine: 'valkey', serverlessCacheName: 'cache' });
    },
    'a cache that lets servers in by itself': cache('within'),
    'static files': distribution({ cachePolicyId: OPTIMIZED }),
    'static files with a policy of the app': withMaxTtl(86_400),
    'static files without a policy': distribution({ forwardedValues: { queryString: false } }),
  },
  failing: {
    'no cache': { build: database, fails: ['Cache'] },
    'a cache without ingress': { build: cache('none'), fails: ['Reach'] },
    'static files that are not kept': { build: distribution({ cachePolicyId: DISABLED }), fails: ['/static/*'] },
    'scripts that are not kept': {
      build: distribution({ pathPattern: '*.js', cachePolicyId: DISABLED }),
      fails: ['*.js'],
    },
    'a policy of the app that does not cache': withMaxTtl(0),
    'no policy and no time': distribution({ forwardedValues: { queryString: false }, maxTtl: 0 }),
    'a bucket that is not kept': {
      build: distribution({ pathPattern: '/invoices/*', targetOriginId: 'bucket', cachePolicyId: DISABLED }),
      fails: ['/invoices/*'],
    },
    'a bucket by default': {
      build: distribution({ cachePolicyId: OPTIMIZED }, { targetOriginId: 'bucket', cachePolicyId: DISABLED }),
      fails: ['Default'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a database without a client in the app': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres' });
    },
    'a shop for developers': { build: database, settings: { profile: Profile.DEVELOPMENT } },
    'a cache with groups from elsewhere': (stack) => {
      new CfnReplicationGroup(stack, 'Cache', {
        replicationGroupDescription: 'cache',
        securityGroupIds: ['sg-made-elsewhere'],
      });
    },
    'the pages of the shop': distribution(
      { pathPattern: '/api/*', cachePolicyId: DISABLED },
      { cachePolicyId: DISABLED },
    ),
    'an upload of pictures': distribution({
      pathPattern: '/images/*',
      allowedMethods: ['GET', 'HEAD', 'PUT'],
      cachePolicyId: DISABLED,
    }),
  },
  token: (stack) => {
    const policy = new CfnParameter(stack, 'PolicyId');
    distribution({ cachePolicyId: policy.valueAsString })(stack);
    cache('none')(stack);
    const group = new CfnParameter(stack, 'GroupId');
    new CfnSecurityGroupIngress(stack, 'Rule', { groupId: group.valueAsString, ipProtocol: '-1' });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution({ cachePolicyId: OPTIMIZED })(stack);
      (stack.node.findChild('Distribution') as CfnDistribution).addPropertyOverride(
        'DistributionConfig.CacheBehaviors.0.CachePolicyId',
        DISABLED,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [id] of ofType(main, 'AWS::EC2::SecurityGroupIngress')) {
        if (id.startsWith('ShopCache')) delete main.Resources[id];
      }
    },
  },
};
