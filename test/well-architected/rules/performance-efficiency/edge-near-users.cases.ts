import { CfnParameter } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../../../../src/core/profile';
import { edgeNearUsers } from '../../../../src/well-architected/rules/performance-efficiency/edge-near-users';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const distribution =
  (priceClass?: string, restrictions?: CfnDistribution.RestrictionsProperty, domainName?: string): Build =>
  (stack) => {
    new CfnDistribution(stack, 'Distribution', {
      distributionConfig: {
        enabled: true,
        priceClass,
        restrictions,
        defaultCacheBehavior: { targetOriginId: 'origin', viewerProtocolPolicy: 'https-only' },
        origins:
          domainName === undefined
            ? []
            : [{ id: 'origin', domainName, customOriginConfig: { originProtocolPolicy: 'https-only' } }],
      },
    });
  };

const only = (...locations: string[]): CfnDistribution.RestrictionsProperty => ({
  geoRestriction: { restrictionType: 'whitelist', locations },
});

const website: Build = (stack) => {
  new CfnBucket(stack, 'Website', { websiteConfiguration: { indexDocument: 'index.html' } });
};

const loadBalancer: Build = (stack) => {
  new CfnLoadBalancer(stack, 'LoadBalancer', { scheme: 'internet-facing' });
};

export const cases: RuleCases = {
  rule: edgeNearUsers,
  compliant: {
    'all locations': distribution('PriceClass_All'),
    'a distribution without the setting': distribution(),
    'near locations for near visitors': distribution('PriceClass_100', only('US', 'CA', 'DE')),
    'as many locations as the team wants': {
      build: distribution('PriceClass_200'),
      settings: { thresholds: { priceClass: 'PriceClass_200' } },
    },
    'a load balancer behind CloudFront': (stack) => {
      const one = new CfnLoadBalancer(stack, 'LoadBalancer', { scheme: 'internet-facing' });
      distribution('PriceClass_All', undefined, one.attrDnsName)(stack);
    },
    'a website behind CloudFront': (stack) => {
      const one = new CfnBucket(stack, 'Website', { websiteConfiguration: { indexDocument: 'index.html' } });
      distribution('PriceClass_All', undefined, one.attrRegionalDomainName)(stack);
    },
  },
  failing: {
    'near locations for all visitors': { build: distribution('PriceClass_100'), fails: ['PriceClass'] },
    'near locations for far visitors': {
      build: distribution('PriceClass_100', only('US', 'JP')),
      fails: ['PriceClass'],
    },
    'near locations for all but one country': {
      build: distribution('PriceClass_200', { geoRestriction: { restrictionType: 'blacklist', locations: ['US'] } }),
      fails: ['PriceClass'],
    },
    'a load balancer alone': { build: loadBalancer, fails: ['Edge'] },
    'a load balancer without the setting': {
      build: (stack) => {
        new CfnLoadBalancer(stack, 'LoadBalancer');
      },
      fails: ['Edge'],
    },
    'a website alone': { build: website, fails: ['Edge'] },
    'a load balancer beside another origin': {
      build: (stack) => {
        loadBalancer(stack);
        distribution('PriceClass_All', undefined, new CfnBucket(stack, 'Bucket').attrRegionalDomainName)(stack);
      },
      fails: ['Edge'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'an internal load balancer': (stack) => {
      new CfnLoadBalancer(stack, 'LoadBalancer', { scheme: 'internal' });
    },
    'a load balancer for connections': (stack) => {
      new CfnLoadBalancer(stack, 'LoadBalancer', { type: 'network', scheme: 'internet-facing' });
    },
    'a bucket that redirects visitors': (stack) => {
      new CfnBucket(stack, 'Bucket', {
        websiteConfiguration: { redirectAllRequestsTo: { hostName: 'shop.example.com' } },
      });
    },
    'a shop for developers': { build: distribution('PriceClass_100'), settings: { profile: Profile.DEVELOPMENT } },
    'many tenants': (stack) => {
      new CfnDistribution(stack, 'Distribution', {
        distributionConfig: {
          enabled: true,
          connectionMode: 'tenant-only',
          defaultCacheBehavior: { targetOriginId: 'origin', viewerProtocolPolicy: 'https-only' },
        },
      });
    },
  },
  token: (stack) => {
    const priceClass = new CfnParameter(stack, 'PriceClass');
    distribution(priceClass.valueAsString, undefined, 'origin.example.com')(stack);
    loadBalancer(stack);
    const country = new CfnParameter(stack, 'Country');
    new CfnDistribution(stack, 'Near', {
      distributionConfig: {
        enabled: true,
        priceClass: 'PriceClass_100',
        restrictions: only(country.valueAsString),
        defaultCacheBehavior: { targetOriginId: 'origin', viewerProtocolPolicy: 'https-only' },
      },
    });
    new CfnDistribution(stack, 'Origins', {
      distributionConfig: {
        enabled: true,
        defaultCacheBehavior: { targetOriginId: 'origin', viewerProtocolPolicy: 'https-only' },
      },
    }).addPropertyOverride('DistributionConfig.Origins', [{ 'Fn::Transform': { Name: 'Origins' } }]);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      distribution('PriceClass_All')(stack);
      (stack.node.findChild('Distribution') as CfnDistribution).addPropertyOverride(
        'DistributionConfig.PriceClass',
        'PriceClass_100',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::CloudFront::Distribution')) {
        properties.DistributionConfig.Restrictions.GeoRestriction.Locations.push('AU');
      }
    },
  },
};
