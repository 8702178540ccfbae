import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { CACHING_DISABLED, FOR_UNCOMPRESSED, MANAGED_POLICIES, ownPolicy } from '../support/cache-policies';
import type { Behavior } from '../support/distributions';
import { behaviorsOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

const KEY = 'CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin';

/** Responses are compressed. */
export const cdnCompression: Rule = {
  name: 'CdnCompression',
  practice: 'SUS03-BP04',
  also: ['PERF04-BP02', 'COST08-BP03'],
  level: 'error',
  requirement:
    'CloudFront compresses everything that it caches, and its cache policies store a gzip and a Brotli version.',
  why:
    'Without compression pages, scripts and styles are three to five times as large. Customers on phones wait ' +
    'longer, and the transfer is billed by the byte.',
  fix:
    'The distribution of `EcommerceArchitecture` does so. For other behaviors set `Compress: true`, and in the cache ' +
    'policy `EnableAcceptEncodingGzip` and `EnableAcceptEncodingBrotli`, or use the managed policy CachingOptimized.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html',
  check: (workload) => {
    const cached = workload
      .ofType('AWS::CloudFront::Distribution')
      .flatMap(behaviorsOf)
      .filter((behavior) => caches(workload, behavior));
    return [
      ...cached.flatMap(behaviorFindings),
      ...[...new Set(cached.flatMap((behavior) => ownPolicy(workload, behavior) ?? []))].flatMap(policyFindings),
    ];
  },
};

/** True for behaviors that cache. CloudFront compresses only these; for others the setting has no effect. */
function caches(workload: Workload, behavior: Behavior): boolean {
  if (behavior.distribution.get(`${behavior.path}.CachePolicyId`) === CACHING_DISABLED) return false;
  return numberOf(ownPolicy(workload, behavior)?.get('CachePolicyConfig.MaxTTL')) !== 0;
}

function behaviorFindings({ distribution, path, name }: Behavior): Finding[] {
  const policy = distribution.get(`${path}.CachePolicyId`);
  // This policy is for objects that are already compressed, so its use is a decision.
  const level = policy === FOR_UNCOMPRESSED ? 'warning' : undefined;
  const compress = verify(distribution, `${path}.Compress`, { item: name, level, expected: 'true', holds: isTrue });
  const managed = typeof policy === 'string' ? MANAGED_POLICIES[policy] : undefined;
  if (!managed) return [compress];
  return [
    compress,
    verify(distribution, `${path}.CachePolicyId`, {
      item: `${name} policy`,
      level,
      expected: 'a policy with gzip and Brotli',
      holds: () => managed.compresses,
    }),
  ];
}

function policyFindings(policy: Resource): Finding[] {
  // The origin compresses by itself where it receives the header.
  if (policy.list(`${KEY}.HeadersConfig.Headers`).some((header) => /^accept-encoding$/i.test(String(header)))) {
    return [];
  }
  return ['Gzip', 'Brotli'].map((item) =>
    verify(policy, `${KEY}.EnableAcceptEncoding${item}`, { item, expected: 'true', holds: isTrue }),
  );
}
