import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { HEADERS } from '../contract/headers';
import { PATHS } from '../contract/paths';
import { physicalName } from '../core/naming';

const MAX_POLICY_NAME = 128;
const MAX_FUNCTION_NAME = 64;
const HSTS_DAYS = 365;

/** What the behaviours of the distribution have in common. */
export interface BehaviorParts {
  readonly shop: cloudfront.IOrigin;
  readonly media: cloudfront.IOrigin;
  readonly pageHeaders: cloudfront.IResponseHeadersPolicy;
  readonly mediaHeaders: cloudfront.IResponseHeadersPolicy;
  readonly functionAssociations: cloudfront.FunctionAssociation[];
}

/** Everything that no other path takes: pages, which the shop's own headers cache or do not. */
export function pageBehavior(parts: BehaviorParts): cloudfront.BehaviorOptions {
  return {
    ...toShop(parts),
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    // Keeps nothing that the shop does not explicitly mark as cacheable, and tells hosts, cookies and queries apart.
    cachePolicy: cloudfront.CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS,
  };
}

/** The paths that are treated in a way of their own. */
export function pathBehaviors(parts: BehaviorParts): Record<string, cloudfront.BehaviorOptions> {
  const uncached: cloudfront.BehaviorOptions = {
    ...toShop(parts),
    // A client that sends orders or payments in the clear is to notice, instead of being redirected after the fact.
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
  };
  return {
    [`${PATHS.static}*`]: {
      // Host too, or the load balancer's certificate would not match the name that CloudFront asks for.
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

/** Headers that make the visitor's browser stricter; where the shop sends its own of a kind, that one stands. */
export function pageHeaders(scope: Construct): cloudfront.ResponseHeadersPolicy {
  return headers(
    scope,
    'PageHeaders',
    'page-headers',
    "base-uri 'self'; frame-ancestors 'self'; object-src 'none'",
    false,
  );
}

/** Media are uploads: a file that carries a script or a form (SVG, HTML) must not use it in the shop's name. */
export function mediaHeaders(scope: Construct): cloudfront.ResponseHeadersPolicy {
  return headers(
    scope,
    'MediaHeaders',
    'media-headers',
    "script-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    true,
  );
}

/** Writes the visitor's address, as CloudFront saw it, over whatever the visitor wrote into that header: whoever limits by it must be able to trust it. */
export function addressFunction(scope: Construct): cloudfront.Function {
  return new cloudfront.Function(scope, 'ViewerAddress', {
    functionName: physicalName(scope, 'viewer-address', MAX_FUNCTION_NAME),
    comment: 'Tells whoever limits requests the address of the visitor',
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
