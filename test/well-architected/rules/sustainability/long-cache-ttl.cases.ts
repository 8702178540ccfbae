import { CfnParameter } from 'aws-cdk-lib';
import { CfnCachePolicy } from 'aws-cdk-lib/aws-cloudfront';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import {
  CACHING_DISABLED,
  CACHING_OPTIMIZED,
  distribution,
  FOR_UNCOMPRESSED,
  USE_ORIGIN_HEADERS,
} from './distribution';
import type { BehaviorProps } from './distribution';
import { longCacheTtl } from '../../../../src/well-architected/rules/sustainability/long-cache-ttl';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const PAGES: BehaviorProps = { cachePolicyId: CACHING_DISABLED };

const path =
  (pattern: string, behavior: BehaviorProps): Build =>
  (stack) => {
    distribution(stack, PAGES, { [pattern]: behavior });
  };

const own =
  (defaultTtl: number): Build =>
  (stack) => {
    const { ref } = new CfnCachePolicy(stack, 'Policy', {
      cachePolicyConfig: {
        name: 'files',
        minTtl: 0,
        defaultTtl,
        maxTtl: 31536000,
        parametersInCacheKeyAndForwardedToOrigin: {
          enableAcceptEncodingGzip: true,
          cookiesConfig: { cookieBehavior: 'none' },
          headersConfig: { headerBehavior: 'none' },
          queryStringsConfig: { queryStringBehavior: 'none' },
        },
      },
    });
    path('/static/*', { cachePolicyId: ref })(stack);
  };

const bucketAlone =
  (cachePolicyId: string): Build =>
  (stack) => {
    distribution(stack, { cachePolicyId }, {}, [
      { id: 'media', domainName: 'media.s3.amazonaws.com', s3OriginConfig: {} },
    ]);
  };

export const cases: RuleCases = {
  rule: longCacheTtl,
  compliant: {
    'the managed policy': path('/static/*', { cachePolicyId: CACHING_OPTIMIZED }),
    'the managed policy for what is compressed already': path('*.png', { cachePolicyId: FOR_UNCOMPRESSED }),
    'a custom policy': own(86400),
    'settings from before policies': path('/assets/*', { forwardedValues: { queryString: false } }),
    'a bucket and nothing else': bucketAlone(CACHING_OPTIMIZED),
  },
  failing: {
    'files that are not cached': {
      build: path('/static/*', { cachePolicyId: CACHING_DISABLED }),
      fails: ['/static/*'],
    },
    'pictures by their ending': path('/products/*.jpg', { cachePolicyId: CACHING_DISABLED }),
    'files that are cached by their headers': path('/media/*', { cachePolicyId: USE_ORIGIN_HEADERS }),
    'a custom policy for an hour': own(3600),
    'settings from before policies for a minute': {
      build: path('/assets/*', { defaultTtl: 60, forwardedValues: { queryString: false } }),
      fails: ['/assets/*'],
    },
    'a bucket and nothing else that is not cached': { build: bucketAlone(CACHING_DISABLED), fails: ['Default'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    pages: path('/api/*', { cachePolicyId: CACHING_DISABLED }),
    'one file that must be fresh': path('/static/version.json', { cachePolicyId: CACHING_DISABLED }),
    uploads: path('/media/*', {
      cachePolicyId: CACHING_DISABLED,
      allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    }),
    'a policy that was created elsewhere': path('/static/*', { cachePolicyId: '11111111-1111-1111-1111-111111111111' }),
  },
  token: (stack) => {
    path('/static/*', { cachePolicyId: new CfnParameter(stack, 'Policy').valueAsString })(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution(stack, PAGES, { '/static/*': { cachePolicyId: CACHING_OPTIMIZED } }).addPropertyOverride(
        'DistributionConfig.CacheBehaviors.0.CachePolicyId',
        USE_ORIGIN_HEADERS,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [
        ,
        {
          Properties: { DistributionConfig: config },
        },
      ] of ofType(main, 'AWS::CloudFront::Distribution')) {
        config.CacheBehaviors.find(
          (behavior: { PathPattern: string }) => behavior.PathPattern === '/static/*',
        ).CachePolicyId = USE_ORIGIN_HEADERS;
      }
    },
  },
};
