import type { Origin } from './distributions';
import { customOrigins } from './distributions';
import { found, verify } from './finding';
import type { Finding } from './finding';
import { isInternal, isPlain, servesNoPlainText } from './listeners';
import type { Resource } from '../../workload/resource';
import { isRecord, isTrue, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Assesses the protocols between visitors and CloudFront, and between CloudFront and its origins. */
export function distributionFindings(workload: Workload, distribution: Resource): Finding[] {
  return [
    viewerFinding(distribution),
    ...behaviorFindings(distribution),
    ...customOrigins(distribution)
      .filter(({ record }) => record.CustomOriginConfig !== undefined)
      .flatMap((origin) => originFindings(workload, origin)),
  ];
}

const CERTIFICATE = 'DistributionConfig.ViewerCertificate';
const MODERN = /^TLSv1\.(2_202[1-9]|[3-9]_)/;
const DATED = /^TLSv1\.2_/;

function viewerFinding(distribution: Resource): Finding {
  const property = `${CERTIFICATE}.MinimumProtocolVersion`;
  const expected = 'TLSv1.2_2021 or newer';
  const item = 'MinimumProtocolVersion';
  // With its default certificate CloudFront accepts TLS 1.0, even with a higher minimum version.
  if (isTrue(distribution.get(`${CERTIFICATE}.CloudFrontDefaultCertificate`))) {
    return found(distribution, false, expected, 'TLSv1', { property: `Properties.${property}`, item });
  }
  const level = DATED.test(String(distribution.get(property))) ? 'warning' : undefined;
  return verify(distribution, property, { expected, holds: (version) => MODERN.test(String(version)), item, level });
}

function behaviorFindings(distribution: Resource): Finding[] {
  const behaviors = distribution.list('DistributionConfig.CacheBehaviors').map((item, index) => ({
    path: `DistributionConfig.CacheBehaviors.${index}`,
    item: `ViewerProtocolPolicy:${isRecord(item) ? textOf(item.PathPattern) : index}`,
  }));
  return [{ path: 'DistributionConfig.DefaultCacheBehavior', item: 'ViewerProtocolPolicy' }, ...behaviors].map(
    ({ path, item }) =>
      verify(distribution, `${path}.ViewerProtocolPolicy`, {
        expected: 'https-only or redirect-to-https',
        holds: (policy) => policy === 'https-only' || policy === 'redirect-to-https',
        item,
      }),
  );
}

const OUTDATED = ['SSLv3', 'TLSv1', 'TLSv1.1'];

function originFindings(workload: Workload, origin: Origin): Finding[] {
  const { distribution, path } = origin;
  const name = nameOf(workload, origin);
  const policy = `${path}.CustomOriginConfig.OriginProtocolPolicy`;
  const protocol = verify(distribution, policy, {
    expected: 'https-only',
    holds: (value) => value === 'https-only',
    item: `OriginProtocolPolicy:${name}`,
    // Equivalent where no visitor uses HTTP.
    level: distribution.get(policy) === 'match-viewer' ? 'warning' : undefined,
  });
  if (distribution.get(policy) === 'http-only') return [protocol];
  const versions = `${path}.CustomOriginConfig.OriginSSLProtocols`;
  return [
    protocol,
    verify(distribution, versions, {
      expected: 'TLSv1.2',
      holds: (list) => list !== undefined && !listOf(list).some((version) => OUTDATED.includes(String(version))),
      item: `OriginSSLProtocols:${name}`,
    }),
  ];
}

/** Returns the name of an origin in findings: its domain, or the resource that has it. */
function nameOf(workload: Workload, { distribution, record, path }: Origin): string {
  if (typeof record.DomainName === 'string') return record.DomainName;
  const [target] = workload.mentions(distribution, record.DomainName);
  return target?.logicalId ?? path;
}

/** The connection between CloudFront and a VPC origin is private, so plain text is less serious. */
export function vpcOriginFinding(origin: Resource): Finding {
  return verify(origin, 'VpcOriginEndpointConfig.OriginProtocolPolicy', {
    expected: 'https-only',
    holds: (policy) => policy === 'https-only',
    level: 'warning',
  });
}

const TLS13 = /^ELBSecurityPolicy-TLS13-1-[23]-/;
const TLS12 = /^ELBSecurityPolicy-(FS-1-2|TLS-1-2)-/;

/** Assesses the listeners of a load balancer: their TLS policy, or the redirect to HTTPS. */
export function listenerFindings(workload: Workload, listener: Resource): Finding[] {
  const protocols = listener.values('Protocol').map(({ value }) => value);
  if (protocols.every((protocol) => protocol === 'HTTPS' || protocol === 'TLS')) return [policyFinding(listener)];
  const plain = isPlain(listener);
  if (plain === false) return [];
  const harmless = servesNoPlainText(workload, listener);
  const isRight = plain || harmless ? harmless : undefined;
  const level = isInternal(workload, listener) ? 'warning' : undefined;
  const actual = harmless ? 'a redirect to HTTPS' : 'plain text';
  return [
    found(listener, isRight, 'a redirect to HTTPS', actual, {
      property: 'Properties.DefaultActions',
      item: 'Redirect',
      level,
    }),
  ];
}

function policyFinding(listener: Resource): Finding {
  return verify(listener, 'SslPolicy', {
    expected: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06 or another with TLS 1.3 and nothing below 1.2',
    holds: (policy) => TLS13.test(String(policy)),
    item: 'SslPolicy',
    level: TLS12.test(String(listener.get('SslPolicy'))) ? 'warning' : undefined,
  });
}
