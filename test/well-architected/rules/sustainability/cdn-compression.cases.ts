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
import { cdnCompression } from '../../../../src/well-architected/rules/sustainability/cdn-compression';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const GOOD: BehaviorProps = { compress: true, cachePolicyId: CACHING_OPTIMIZED };

const only =
  (behavior: BehaviorProps): Build =>
  (stack) => {
    distribution(stack, behavior);
  };

const own =
  (gzip: boolean, brotli: boolean, maxTtl = 3600, headers?: string[]): Build =>
  (stack) => {
    const { ref } = new CfnCachePolicy(stack, 'Policy', {
      cachePolicyConfig: {
        name: 'pages',
        minTtl: 0,
        defaultTtl: 0,
        maxTtl,
        parametersInCacheKeyAndForwardedToOrigin: {
          enableAcceptEncodingGzip: gzip,
          enableAcceptEncodingBrotli: brotli,
          cookiesConfig: { cookieBehavior: 'none' },
          headersConfig: { headerBehavior: headers ? 'whitelist' : 'none', headers },
          queryStringsConfig: { queryStringBehavior: 'none' },
        },
      },
    });
    distribution(stack, { compress: true, cachePolicyId: ref }, { '/pages/*': { compress: true, cachePolicyId: ref } });
  };

export const cases: RuleCases = {
  rule: cdnCompression,
  compliant: {
    'a managed policy': only(GOOD),
    'another managed policy': only({ compress: true, cachePolicyId: USE_ORIGIN_HEADERS }),
    'a custom policy': own(true, true),
    'an origin that compresses': own(false, false, 3600, ['Accept-Encoding']),
    'settings from before policies': only({ compress: true, forwardedValues: { queryString: false } }),
    'a policy that was created elsewhere': only({
      compress: true,
      cachePolicyId: '11111111-1111-1111-1111-111111111111',
    }),
  },
  failing: {
    'no compression': { build: only({ ...GOOD, compress: false }), fails: ['Default'] },
    'nothing set': { build: only({ cachePolicyId: CACHING_OPTIMIZED }), fails: ['Default'] },
    'one path of several': {
      build: (stack) => {
        distribution(stack, GOOD, { '/static/*': { ...GOOD, compress: false }, '/media/*': GOOD });
      },
      fails: ['/static/*'],
    },
    'a managed policy for what is compressed already': {
      build: only({ compress: true, cachePolicyId: FOR_UNCOMPRESSED }),
      fails: ['Default policy'],
    },
    'a custom policy without either': { build: own(false, false), fails: ['Brotli', 'Gzip'] },
    'a custom policy without Brotli': { build: own(true, false), fails: ['Brotli'] },
    'settings from before policies that do not': only({ forwardedValues: { queryString: false } }),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'what is not cached': only({ compress: false, cachePolicyId: CACHING_DISABLED }),
    'a custom policy that does not cache': own(false, false, 0),
  },
  token: (stack) => {
    distribution(stack, GOOD).addPropertyOverride(
      'DistributionConfig.DefaultCacheBehavior.Compress',
      new CfnParameter(stack, 'Compress').valueAsString,
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution(stack, GOOD).addPropertyOverride('DistributionConfig.DefaultCacheBehavior.Compress', false);
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
        config.CacheBehaviors[0].Compress = false;
      }
    },
  },
};
