import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnOriginAccessControl } from 'aws-cdk-lib/aws-cloudfront';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { distribution } from './distribution';
import { shortDataPaths } from '../../../../src/well-architected/rules/sustainability/short-data-paths';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const S3_DOMAIN = 'media.s3.eu-west-1.amazonaws.com';

const control = (stack: Stack, signingBehavior = 'always') =>
  new CfnOriginAccessControl(stack, 'Access', {
    originAccessControlConfig: {
      name: 'media',
      originAccessControlOriginType: 's3',
      signingBehavior,
      signingProtocol: 'sigv4',
    },
  }).attrId;

const origin = (domainName: string, originAccessControlId?: string) => ({
  id: 'media',
  domainName,
  originAccessControlId,
  s3OriginConfig: {},
});

const own = (stack: Stack) => new CfnBucket(stack, 'Media').attrRegionalDomainName;

const imported =
  (identity?: string): Build =>
  (stack) => {
    distribution(stack, {}, {}, [
      { id: 'media', domainName: S3_DOMAIN, s3OriginConfig: { originAccessIdentity: identity } },
    ]);
  };

export const cases: RuleCases = {
  rule: shortDataPaths,
  compliant: {
    'a bucket of the app': (stack) => {
      distribution(stack, {}, {}, [origin(own(stack), control(stack))]);
    },
    'a bucket that is brought along': (stack) => {
      distribution(stack, {}, {}, [origin(S3_DOMAIN, control(stack))]);
    },
    'a control that is brought along': (stack) => {
      distribution(stack, {}, {}, [origin(own(stack), 'E2QWRUHEXAMPLE')]);
    },
  },
  failing: {
    'an open bucket': {
      build: (stack) => {
        distribution(stack, {}, {}, [origin(own(stack))]);
      },
      fails: ['media'],
    },
    'a control that does not sign': {
      build: (stack) => {
        distribution(stack, {}, {}, [origin(own(stack), control(stack, 'never'))]);
      },
      fails: ['media'],
    },
    'a bucket that is brought along and open': imported(),
    'an identity of the old kind': imported('origin-access-identity/cloudfront/E127EXAMPLE51Z'),
    'one origin of two': {
      build: (stack) => {
        distribution(stack, {}, {}, [origin(own(stack), control(stack)), { ...origin(S3_DOMAIN), id: 'downloads' }]);
      },
      fails: ['downloads'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a server': (stack) => {
      distribution(stack, {});
    },
    'a website that redirects': (stack) => {
      const { attrWebsiteUrl } = new CfnBucket(stack, 'Redirect', {
        websiteConfiguration: { redirectAllRequestsTo: { hostName: 'example.com' } },
      });
      distribution(stack, {}, {}, [
        {
          id: 'site',
          domainName: Fn.select(2, Fn.split('/', attrWebsiteUrl)),
          customOriginConfig: { originProtocolPolicy: 'http-only' },
        },
      ]);
    },
  },
  token: (stack) => {
    distribution(stack, {}, {}, [origin(own(stack), new CfnParameter(stack, 'Access').valueAsString)]);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution(stack, {}, {}, [origin(own(stack), control(stack))]).addPropertyDeletionOverride(
        'DistributionConfig.Origins.0.OriginAccessControlId',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudFront::OriginAccessControl')) {
        properties.OriginAccessControlConfig.SigningBehavior = 'never';
      }
    },
  },
  oracles: [
    {
      name: 'CloudFrontDistributionS3OriginAccessControl',
      rule: rules.cloudfront.CloudFrontDistributionS3OriginAccessControl,
      disagreements: {
        'a control that does not sign': 'it accepts any control, but without a signature the bucket must be open',
        'a bucket that is brought along and open': 'it recognizes a bucket only in the same stack',
        'an identity of the old kind': 'it recognizes a bucket only in the same stack',
        'one origin of two': 'the origin that fails is a bucket of another stack, which it does not recognize',
      },
    },
  ],
};
