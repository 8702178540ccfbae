import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { findings, Shop, stackIn } from './fixture';
import type { ShopOptions } from './fixture';
import { Profile } from '../../src/core/profile';
import { WebAcl } from '../../src/edge/web-acl';

const CACHING_OPTIMIZED = cloudfront.CachePolicy.CACHING_OPTIMIZED.cachePolicyId;
const CACHING_DISABLED = cloudfront.CachePolicy.CACHING_DISABLED.cachePolicyId;
const ORIGIN_DECIDES = cloudfront.CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS.cachePolicyId;
const ALL_VIEWER = cloudfront.OriginRequestPolicy.ALL_VIEWER.originRequestPolicyId;
const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

interface Behavior {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly CachePolicyId: string;
  readonly OriginRequestPolicyId?: string;
  readonly ViewerProtocolPolicy: string;
  readonly AllowedMethods: string[];
  readonly Compress: boolean;
  readonly ResponseHeadersPolicyId: unknown;
  readonly FunctionAssociations?: unknown;
}

interface Origin {
  readonly Id: string;
  readonly DomainName: unknown;
  readonly OriginAccessControlId?: unknown;
  readonly CustomOriginConfig?: Record<string, unknown>;
  readonly OriginCustomHeaders?: { readonly HeaderName: string; readonly HeaderValue: unknown }[];
}

interface Config {
  readonly DefaultCacheBehavior: Behavior;
  readonly CacheBehaviors: Behavior[];
  readonly Origins: Origin[];
  readonly [key: string]: unknown;
}

function shopIn(region?: string, options: ShopOptions = {}): Shop {
  return new Shop(stackIn(region), 'Shop', options);
}

function templateOf(shop: Shop): Template {
  return Template.fromStack(Stack.of(shop));
}

function configOf(shop: Shop): Config {
  const [distribution] = Object.values(templateOf(shop).findResources('AWS::CloudFront::Distribution'));
  return distribution.Properties.DistributionConfig as Config;
}

function idOf(shop: Shop, type: string): string[] {
  return Object.keys(templateOf(shop).findResources(type));
}

describe('distribution', () => {
  test('speaks HTTP/2, HTTP/3 and IPv6, is logged, and has no root object, as / is a page of the shop', () => {
    const shop = shopIn('us-east-1');
    const config = configOf(shop);
    const logs = Stack.of(shop).getLogicalId((shop.edge.logBucket as s3.Bucket).node.defaultChild as s3.CfnBucket);
    expect(config).toMatchObject({
      Enabled: true,
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
      PriceClass: 'PriceClass_All',
      Logging: { Bucket: { 'Fn::GetAtt': [logs, 'RegionalDomainName'] }, Prefix: 'cloudfront/' },
    });
    expect(config.DefaultRootObject).toBeUndefined();
    templateOf(shop).hasResourceProperties('AWS::S3::Bucket', {
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' }] },
      LoggingConfiguration: { LogFilePrefix: 'edge-logs/' },
    });
  });

  test('sends each path to its origin with its cache policy', () => {
    const config = configOf(shopIn('us-east-1'));
    const [media] = config.Origins.filter(({ OriginAccessControlId }) => OriginAccessControlId);
    const [shop] = config.Origins.filter(({ CustomOriginConfig }) => CustomOriginConfig);
    const rows = [config.DefaultCacheBehavior, ...config.CacheBehaviors].map((behavior) => [
      behavior.PathPattern ?? 'default',
      behavior.TargetOriginId === media.Id ? 'media' : behavior.TargetOriginId === shop.Id ? 'shop' : '?',
      behavior.CachePolicyId,
      behavior.OriginRequestPolicyId,
      behavior.ViewerProtocolPolicy,
      behavior.AllowedMethods,
      behavior.Compress,
    ]);
    expect(config.Origins).toHaveLength(2);
    expect(rows).toEqual([
      ['default', 'shop', ORIGIN_DECIDES, ALL_VIEWER, 'redirect-to-https', ALL_METHODS, true],
      ['/static/*', 'shop', CACHING_OPTIMIZED, ALL_VIEWER, 'redirect-to-https', ['GET', 'HEAD'], true],
      ['/media/*', 'media', CACHING_OPTIMIZED, undefined, 'redirect-to-https', ['GET', 'HEAD'], true],
      ['/api/*', 'shop', CACHING_DISABLED, ALL_VIEWER, 'https-only', ALL_METHODS, true],
      ['/webhooks/payments/*', 'shop', CACHING_DISABLED, ALL_VIEWER, 'https-only', ALL_METHODS, true],
    ]);
  });

  test('reaches the load balancer with a header whose value stays in Secrets Manager', () => {
    const shop = shopIn('us-east-1');
    const [origin] = configOf(shop).Origins.filter(({ CustomOriginConfig }) => CustomOriginConfig);
    const [loadBalancer] = idOf(shop, 'AWS::ElasticLoadBalancingV2::LoadBalancer');
    const [secret] = idOf(shop, 'AWS::SecretsManager::Secret');
    expect(origin.DomainName).toEqual({ 'Fn::GetAtt': [loadBalancer, 'DNSName'] });
    expect(origin.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'http-only',
      OriginReadTimeout: 30,
      OriginKeepaliveTimeout: 50,
    });
    expect(origin.OriginCustomHeaders).toEqual([
      {
        HeaderName: 'X-Origin-Verify',
        HeaderValue: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: secret }, ':SecretString:::}}']] },
      },
    ]);
  });

  test('is the only reader of the media bucket', () => {
    const shop = shopIn('us-east-1');
    const template = templateOf(shop);
    const [distribution] = idOf(shop, 'AWS::CloudFront::Distribution');
    const [access] = idOf(shop, 'AWS::CloudFront::OriginAccessControl');
    const media = Stack.of(shop).getLogicalId(shop.storage.mediaBucket.node.defaultChild as s3.CfnBucket);
    const [origin] = configOf(shop).Origins.filter(({ OriginAccessControlId }) => OriginAccessControlId);
    expect(origin).toMatchObject({
      DomainName: { 'Fn::GetAtt': [media, 'RegionalDomainName'] },
      OriginAccessControlId: { 'Fn::GetAtt': [access, 'Id'] },
      S3OriginConfig: { OriginAccessIdentity: '' },
    });
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: {
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      Bucket: { Ref: media },
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny' }),
          {
            Sid: 'CloudFrontReads',
            Effect: 'Allow',
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 's3:GetObject',
            Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [media, 'Arn'] }, '/*']] },
            Condition: {
              StringEquals: { 'AWS:SourceArn': { 'Fn::Join': ['', Match.arrayWith([{ Ref: distribution }])] } },
            },
          },
        ],
      },
    });
  });

  test('adds security headers to pages, and prevents scripts in uploads', () => {
    const shop = shopIn('us-east-1');
    const template = templateOf(shop);
    const config = configOf(shop);
    const names = new Map(
      Object.entries(template.findResources('AWS::CloudFront::ResponseHeadersPolicy')).map(([id, { Properties }]) => [
        id,
        Properties.ResponseHeadersPolicyConfig.SecurityHeadersConfig,
      ]),
    );
    const policyOf = ({ ResponseHeadersPolicyId }: Behavior): unknown =>
      names.get((ResponseHeadersPolicyId as { Ref: string }).Ref);
    expect(policyOf(config.DefaultCacheBehavior)).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31536000, Override: true },
      ContentTypeOptions: { Override: true },
      FrameOptions: { FrameOption: 'SAMEORIGIN', Override: false },
      ContentSecurityPolicy: { Override: false },
    });
    const [media] = config.CacheBehaviors.filter(({ PathPattern }) => PathPattern === '/media/*');
    expect(policyOf(media)).toMatchObject({
      ContentSecurityPolicy: { ContentSecurityPolicy: expect.stringContaining("script-src 'none'"), Override: true },
    });
  });

  test('takes all its options, and is cheaper in development', () => {
    const config = configOf(
      shopIn('us-east-1', {
        edge: {
          priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
          geoRestriction: cloudfront.GeoRestriction.allowlist('DE', 'FR'),
          originReadTimeout: Duration.seconds(60),
          originSecretVersion: 2,
          originPrefixListId: 'pl-3b927c52',
          webAcl: WebAcl.managed({ rateLimit: 500 }),
        },
      }),
    );
    expect(config).toMatchObject({
      PriceClass: 'PriceClass_200',
      Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['DE', 'FR'] } },
    });
    expect(config.Origins.find(({ CustomOriginConfig }) => CustomOriginConfig)?.CustomOriginConfig).toMatchObject({
      OriginReadTimeout: 60,
    });
    expect(configOf(shopIn('us-east-1', { profile: Profile.DEVELOPMENT })).PriceClass).toBe('PriceClass_100');
  });

  test('warns of HTTP to the load balancer, and names the fix', () => {
    Annotations.fromStack(Stack.of(shopIn('us-east-1'))).hasWarning(
      '*',
      Match.stringLikeRegexp('CloudFront uses HTTP .*`dns.hostedZone` and `dns.domainName`'),
    );
  });
});

describe('an existing media bucket', () => {
  test('by name: the construct warns of the required policy, CDK does not warn', () => {
    const stack = stackIn('us-east-1');
    const shop = new Shop(stack, 'Shop', {
      storage: { mediaBucket: s3.Bucket.fromBucketName(stack, 'Images', 'images') },
    });
    const warnings = Annotations.fromStack(stack)
      .findWarning('*', Match.anyValue())
      .map(({ entry }) => String(entry.data));
    expect(warnings.filter((text) => text.includes('media-bucket-policy'))).toHaveLength(1);
    expect(warnings.filter((text) => text.includes('@aws-cdk/aws-cloudfront'))).toEqual([]);
    expect(findings(shop)).toEqual([]);
  });

  test('from another stack: no circular dependency between the stacks', () => {
    const stack = stackIn('us-east-1');
    const other = new Stack(stack.node.root as never, 'Other', { env: { region: 'us-east-1' } });
    const mediaBucket = new s3.Bucket(other, 'Images');
    const shop = new Shop(stack, 'Shop', { storage: { mediaBucket } });
    expect(() => templateOf(shop)).not.toThrow();
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('storage.mediaBucket'));
  });

  test('encrypted with a key: CloudFront may decrypt, for distributions of this account only', () => {
    const stack = stackIn('us-east-1');
    const encryptionKey = new kms.Key(stack, 'MediaKey', { enableKeyRotation: true });
    new Shop(stack, 'Shop', { storage: { encryptionKey } });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'cloudfront.amazonaws.com' },
            Action: 'kms:Decrypt',
            Condition: { ArnLike: { 'AWS:SourceArn': { 'Fn::Join': ['', Match.arrayWith([':distribution/*'])] } } },
          }),
        ]),
      },
    });
    expect(
      Annotations.fromStack(stack).findWarning(
        '*',
        Match.stringLikeRegexp('wildcardKeyPolicyForOac|media-bucket-policy'),
      ),
    ).toEqual([]);
  });
});
