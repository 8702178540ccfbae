import type { Resource } from '../../workload/resource';
import { isRecord, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { CACHING_DISABLED } from '../support/cache-policies';
import { databases } from '../support/databases';
import type { Behavior } from '../support/distributions';
import { behaviorsOf, DISTRIBUTION, originsOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found, assess, verify } from '../support/finding';
import { groupsAt, allowsAnyIngress } from '../support/network-reach';
import type { Rule } from '../support/rule';
import { anyOf } from '../support/verdict';

const CACHES: Readonly<Record<string, string>> = {
  'AWS::ElastiCache::ReplicationGroup': 'SecurityGroupIds',
  'AWS::ElastiCache::ServerlessCache': 'SecurityGroupIds',
  'AWS::ElastiCache::CacheCluster': 'VpcSecurityGroupIds',
  'AWS::MemoryDB::Cluster': 'SecurityGroupIds',
};

const APPLICATIONS = ['AWS::AutoScaling::AutoScalingGroup', 'AWS::Lambda::Function', 'AWS::ECS::Service'];
const READING: readonly unknown[] = ['GET', 'HEAD', 'OPTIONS'];

/** Paths of files that are the same for every visitor. */
const STATIC = new RegExp(
  [
    '(^|[/*])(static|assets?|media|images?|img|css|js|fonts?)([/*]|$)',
    '\\.(css|m?js|png|jpe?g|gif|svg|webp|avif|ico|woff2?)$',
  ].join('|'),
  'i',
);

/** Frequently requested data is cached close to the caller. */
export const cachingLayers: Rule = {
  name: 'CachingLayers',
  practice: 'PERF03-BP05',
  also: ['SUS03-BP05'],
  level: 'error',
  requirement: 'A cache that the shop can reach is in front of the database, and CloudFront caches static files.',
  why:
    'Without caches each view of a product is a query and each picture a transfer from the origin. The first rush of ' +
    'visitors then overloads the database.',
  fix:
    '`EcommerceArchitecture` has both. For another distribution set `CachePolicyId` of static paths to a policy that ' +
    'caches; for another cache allow ingress from the security group of the servers.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html',
  check: (workload, { production }) => [
    ...(production ? missingCacheFindings(workload) : []),
    ...workload.ofType(...Object.keys(CACHES)).flatMap((cache) => reachFindings(workload, cache)),
    ...workload.ofType(DISTRIBUTION).flatMap((distribution) => staticFindings(workload, distribution)),
  ],
};

/** A warning at most, because some shops need no cache, or keep products in memory. */
function missingCacheFindings(workload: Workload): Finding[] {
  if (workload.anyOfType(...APPLICATIONS).length === 0) return [];
  const [cache] = workload.anyOfType(...Object.keys(CACHES));
  return databases(workload).map((database) =>
    found(database, cache !== undefined, 'a cache in front of it', cache?.logicalId ?? 'no cache', {
      item: 'Cache',
      level: 'warning',
    }),
  );
}

/** Security groups from other templates have their rules there, so they are not assessed. */
function reachFindings(workload: Workload, cache: Resource): Finding[] {
  const path = CACHES[cache.type];
  const groups = groupsAt(workload, cache, path);
  if (groups.length === 0 || groups.length < cache.list(path).length) return [];
  const isReached = anyOf(groups.map((group) => allowsAnyIngress(workload, group)));
  return [
    found(
      cache,
      isReached,
      'a security group that lets servers or functions in',
      isReached ? 'let in' : 'no ingress is allowed',
      {
        property: `Properties.${path}`,
        item: 'Reach',
        level: 'warning',
      },
    ),
  ];
}

function staticFindings(workload: Workload, distribution: Resource): Finding[] {
  return behaviorsOf(distribution)
    .filter(isReading)
    .flatMap((behavior) => {
      const pattern = distribution.get(`${behavior.path}.PathPattern`);
      if (typeof pattern === 'string' && STATIC.test(pattern)) return [cachingFinding(workload, behavior)];
      // Files in a bucket may belong to one visitor, such as invoices.
      return readsBucket(behavior) ? [{ ...cachingFinding(workload, behavior), level: 'warning' }] : [];
    });
}

function isReading({ distribution, path }: Behavior): boolean {
  const methods = distribution.raw(`${path}.AllowedMethods`);
  return methods === undefined || (Array.isArray(methods) && methods.every((method) => READING.includes(method)));
}

function readsBucket({ distribution, path }: Behavior): boolean {
  return originsOf(distribution).some(
    ({ record }) => record.Id === distribution.raw(`${path}.TargetOriginId`) && isRecord(record.S3OriginConfig),
  );
}

/** Caching is set by a managed policy, by a policy of the app, or in the older form without a policy. */
function cachingFinding(workload: Workload, { distribution, path, name: item }: Behavior): Finding {
  const expected = 'a policy that caches';
  const given = distribution.raw(`${path}.CachePolicyId`);
  const policy = workload.follow(distribution, given);
  if (given === undefined || policy) {
    const values = policy ? policy.values('CachePolicyConfig.MaxTTL') : distribution.values(`${path}.MaxTTL`);
    return assess(distribution, `Properties.${path}.${policy ? 'CachePolicyId' : 'MaxTTL'}`, values, {
      expected,
      item,
      holds: (value) => numberOf(value) !== 0,
    });
  }
  return verify(distribution, `${path}.CachePolicyId`, {
    expected,
    item,
    holds: (value) => value !== CACHING_DISABLED,
  });
}
