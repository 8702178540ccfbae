import { CfnParameter } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { http3AndIpv6 } from '../../../../src/well-architected/rules/performance-efficiency/http3-and-ipv6';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const distribution =
  (config: Partial<CfnDistribution.DistributionConfigProperty>): Build =>
  (stack) => {
    new CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        defaultCacheBehavior: { targetOriginId: 'servers', viewerProtocolPolicy: 'https-only' },
        ...config,
      },
    });
  };

export const cases: RuleCases = {
  rule: http3AndIpv6,
  compliant: {
    both: distribution({ httpVersion: 'http2and3', ipv6Enabled: true }),
    'HTTP/3 alone': distribution({ httpVersion: 'http3', ipv6Enabled: true }),
    'many tenants': distribution({ httpVersion: 'http2and3', connectionMode: 'tenant-only' }),
  },
  failing: {
    'a distribution without the setting': { build: distribution({}), fails: ['HttpVersion', 'IPV6Enabled'] },
    'HTTP/2': { build: distribution({ httpVersion: 'http2', ipv6Enabled: true }), fails: ['HttpVersion'] },
    'IPv4 alone': { build: distribution({ httpVersion: 'http2and3', ipv6Enabled: false }), fails: ['IPV6Enabled'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
  },
  token: (stack) => {
    const version = new CfnParameter(stack, 'Version');
    distribution({ httpVersion: version.valueAsString, ipv6Enabled: true })(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution({ httpVersion: 'http2and3', ipv6Enabled: true })(stack);
      (stack.node.findChild('Distribution') as CfnDistribution).addPropertyOverride(
        'DistributionConfig.IPV6Enabled',
        false,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudFront::Distribution')) {
        properties.DistributionConfig.HttpVersion = 'http2';
      }
    },
  },
};
