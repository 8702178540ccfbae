import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { HEADERS } from '../contract/headers';
import { PATHS } from '../contract/paths';
import { physicalName } from '../core/naming';

const MAX_POLICY_NAME = 128;
const MAX_FUNCTION_NAME = 64;
const HSTS_DAYS = 365;

/** Resources that the behaviours of the distribution share. */
export interface BehaviorParts {
  readonly shop: cloudfront.IOrigin;
  readonly media: cloudfront.IOrigin;
  readonly pageHeaders: cloudfront.IResponseHeadersPolicy;
  readonly mediaHeaders: cloudfront.IResponseHeadersPolicy;
  readonly functionAssociations: cloudfront.FunctionAssociation[];
}

/** Returns the default behaviour, for pages. The shop's response headers decide whether CloudFront caches a page. */
export function pageBehavior(parts: BehaviorParts): cloudfront.BehaviorOptions {
  return {
    ...toShop(parts),
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    // Caches only what the shop explicitly marks as cacheable, separately for each host, cookie and query string.
    cachePolicy: cloudfront.CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS,
  };
}

/** Returns the behaviours of the paths that differ from pages, by path pattern. */
export function pathBehaviors(parts: BehaviorParts): Record<string, cloudfront.BehaviorOptions> {
  const uncached: cloudfront.BehaviorOptions = {
    ...toShop(parts),
    // A client that sends orders or payments unencrypted gets an error, because a redirect would hide the mistake.
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  };
  return {
    [`${PATHS.static}*`]: {
      // The host header too, or the load balancer's certificate would not match the name that CloudFront requests.
      ...toShop(parts),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
    },
    [`${PATHS.media}*`]: {
      origin: parts.media,
      responseHeadersPolicy: parts.mediaHeaders,
      compress: true,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
    },
    [`${PATHS.storeApi}*`]: uncached,
    [`${PATHS.paymentWebhooks}*`]: uncached,
  };
}

/** Creates the policy of security headers for pages. A header of the same name from the shop takes precedence. */
export function pageHeaders(scope: Construct): cloudfront.ResponseHeadersPolicy {
  return headers(
    scope,
    'PageHeaders',
    'page-headers',
    "base-uri 'self'; frame-ancestors 'self'; object-src 'none'",
    false,
  );
}

/**
 * Creates the policy of security headers for media. Media are uploads, so browsers must not run a script or submit a
 * form in them (SVG, HTML) with the shop's origin.
 */
export function mediaHeaders(scope: Construct): cloudfront.ResponseHeadersPolicy {
  return headers(
    scope,
    'MediaHeaders',
    'media-headers',
    "script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    true,
  );
}

/**
 * Creates the function that sets the header with the visitor's address. It replaces a value that the visitor has sent,
 * so that rate limits can rely on it.
 */
export function addressFunction(scope: Construct): cloudfront.Function {
  return new cloudfront.Function(scope, 'ViewerAddress', {
    functionName: physicalName(scope, 'viewer-address', MAX_FUNCTION_NAME),
    comment: "Sets the header with the visitor's address for rate limits",
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    autoPublish: true,
    code: cloudfront.FunctionCode.fromInline(
      [
        'function handler(event) {',
        `  event.request.headers['${HEADERS.viewerAddress}'] = { value: event.viewer.ip };`,
        '  return event.request;',
        '}',
      ].join('\n'),
    ),
  });
}

function toShop(parts: BehaviorParts): cloudfront.BehaviorOptions {
  return {
    origin: parts.shop,
    originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER,
    responseHeadersPolicy: parts.pageHeaders,
    functionAssociations: parts.functionAssociations,
    compress: true,
  };
}

function headers(
  scope: Construct,
  id: string,
  name: string,
  contentSecurityPolicy: string,
  override: boolean,
): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(scope, id, {
    responseHeadersPolicyName: physicalName(scope, name, MAX_POLICY_NAME),
    securityHeadersBehavior: {
      strictTransportSecurity: { accessControlMaxAge: Duration.days(HSTS_DAYS), override: true },
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
