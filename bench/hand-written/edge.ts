import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { LoadBalancerV2Origin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { GraphWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ADDRESS_HEADER, createFirewall } from './firewall';
import { nameOf } from './foundation';
import type { Foundation } from './foundation';
import type { Buckets } from './storage';
import type { Web } from './web';

/** Creates CloudFront with the load balancer and the media bucket as origins, and a web ACL. */
export function createEdge(foundation: Foundation, web: Web, { media, edgeLogs }: Buckets): cloudfront.Distribution {
  const { stack } = foundation;
  const aclMetric = createFirewall(foundation, web.loadBalancer, web.originHeaderName);
  const originAccessControl = new cloudfront.S3OriginAccessControl(stack, 'MediaAccess', {
    originAccessControlName: nameOf(foundation, 'media-access'),
    signing: cloudfront.Signing.SIGV4_ALWAYS,
  });
  const distribution = new cloudfront.Distribution(stack, 'Distribution', {
    comment: 'The shop',
    ...behaviors(foundation, web, S3BucketOrigin.withOriginAccessControl(media, { originAccessControl })),
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    enableIpv6: true,
    priceClass: cloudfront.PriceClass.PRICE_CLASS_ALL,
    enableLogging: true,
    logBucket: edgeLogs,
    logFilePrefix: 'cloudfront/',
    logIncludesCookies: false,
  });
  watch(foundation, distribution, aclMetric);
  return distribution;
}

function behaviors(
  foundation: Foundation,
  web: Web,
  media: cloudfront.IOrigin,
): Pick<cloudfront.DistributionProps, 'defaultBehavior' | 'additionalBehaviors'> {
  const shop: cloudfront.BehaviorOptions = {
    origin: new LoadBalancerV2Origin(web.loadBalancer, {
      protocolPolicy: cloudfront.OriginProtocolPolicy.HTTP_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      readTimeout: Duration.seconds(30),
      keepaliveTimeout: Duration.seconds(50),
      customHeaders: { [web.originHeaderName]: web.originSecret.secretValue.unsafeUnwrap() },
    }),
    originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER,
    responseHeadersPolicy: headers(
      foundation,
      'PageHeaders',
      'page-headers',
      "base-uri 'self'; frame-ancestors 'self'; object-src 'none'",
      false,
    ),
    functionAssociations: [
      { function: addressFunction(foundation), eventType: cloudfront.FunctionEventType.VIEWER_REQUEST },
    ],
    compress: true,
  };
  const uncached: cloudfront.BehaviorOptions = {
    ...shop,
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  };
  const cached = {
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
    cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
  };
  return {
    defaultBehavior: {
      ...shop,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      cachePolicy: cloudfront.CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS,
    },
    additionalBehaviors: {
      '/static/*': { ...shop, ...cached },
      '/media/*': {
        ...cached,
        origin: media,
        responseHeadersPolicy: headers(
          foundation,
          'MediaHeaders',
          'media-headers',
          "script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
          true,
        ),
        compress: true,
      },
      '/api/*': uncached,
      '/webhooks/payments/*': uncached,
    },
  };
}

function headers(
  foundation: Foundation,
  id: string,
  name: string,
  contentSecurityPolicy: string,
  override: boolean,
): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(foundation.stack, id, {
    responseHeadersPolicyName: nameOf(foundation, name),
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), override: true },
      contentTypeOptions: { override: true },
      contentSecurityPolicy: { contentSecurityPolicy, override },
      frameOptions: { frameOption: cloudfront.HeadersFrameOption.SAMEORIGIN, override: false },
      referrerPolicy: {
        referrerPolicy: cloudfront.HeadersReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        override: false,
      },
    },
  });
}

function addressFunction(foundation: Foundation): cloudfront.Function {
  return new cloudfront.Function(foundation.stack, 'ViewerAddress', {
    functionName: nameOf(foundation, 'viewer-address'),
    comment: 'Tells the web ACL of the load balancer the address of the visitor',
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    autoPublish: true,
    code: cloudfront.FunctionCode.fromInline(
      [
        'function handler(event) {',
        `  event.request.headers['${ADDRESS_HEADER}'] = { value: event.viewer.ip };`,
        '  return event.request;',
        '}',
      ].join('\n'),
    ),
  });
}

function watch(foundation: Foundation, distribution: cloudfront.Distribution, aclMetric: string): void {
  const edge = (metricName: string, statistic: string) =>
    new Metric({
      namespace: 'AWS/CloudFront',
      metricName,
      statistic,
      period: Duration.minutes(5),
      dimensionsMap: { DistributionId: distribution.distributionId, Region: 'Global' },
    });
  const region = 'us-east-1';
  foundation.dashboard.addWidgets(
    new GraphWidget({ title: 'Requests', region, width: 8, left: [edge('Requests', 'Sum')] }),
    new GraphWidget({
      title: 'Errors in percent',
      region,
      width: 8,
      left: [edge('4xxErrorRate', 'Average'), edge('5xxErrorRate', 'Average')],
    }),
    new GraphWidget({
      title: 'Blocked by the web ACL',
      width: 8,
      left: [
        new Metric({
          namespace: 'AWS/WAFV2',
          metricName: 'BlockedRequests',
          statistic: 'Sum',
          period: Duration.minutes(5),
          dimensionsMap: { WebACL: aclMetric, Rule: 'ALL', Region: foundation.stack.region },
        }),
      ],
    }),
  );
}
