import type { Resource } from '../../workload/resource';
import { isRecord, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { CACHING_DISABLED } from '../support/cache-policies';
import { databases } from '../support/databases';
import type { Behavior } from '../support/distributions';
import { behaviorsOf, DISTRIBUTION, originsOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found, judge, verify } from '../support/finding';
import { groupsAt, letsAnythingIn } from '../support/network-reach';
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

/** Paths that name what does not change from one visitor to the next. */
const STATIC =
  /(^|[/*])(static|assets?|media|images?|img|css|js|fonts?)([/*]|$)|\.(css|m?js|png|jpe?g|gif|svg|webp|avif|ico|woff2?)$/i;

/** What is asked for again and again is kept near to whoever asks. */
export const cachingLayers: Rule = {
  name: 'CachingLayers',
  practice: 'PERF03-BP05',
  also: ['SUS03-BP05'],
  level: 'error',
  requirement: 'A cache that the shop can reach stands before the database, and CloudFront keeps static files.',
  why: 'Without them each view of a product is a query and each picture a transfer from the origin: the first rush of visitors brings the database down.',
  fix:
    "The architecture has both; for a distribution of your own set `CachePolicyId` of static paths to a policy that caches, for a cache let the servers' " +
    'security group in.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html',
  check: (workload, { production }) => [
    ...(production ? missingCacheFindings(workload) : []),
    ...workload.ofType(...Object.keys(CACHES)).flatMap((cache) => reachFindings(workload, cache)),
    ...workload.ofType(DISTRIBUTION).flatMap((distribution) => staticFindings(workload, distribution)),
  ],
};

/** Some shops do without, or keep products in memory: no more than a warning. */
function missingCacheFindings(workload: Workload): Finding[] {
  if (workload.anyOfType(...APPLICATIONS).length === 0) return [];
  const [cache] = workload.anyOfType(...Object.keys(CACHES));
  return databases(workload).map((database) =>
    found(database, cache !== undefined, 'a cache before it', cache?.logicalId ?? 'no cache', {
      item: 'Cache',
      level: 'warning',
    }),
  );
}

/** Groups that were made elsewhere are let in elsewhere, too. */
function reachFindings(workload: Workload, cache: Resource): Finding[] {
  const path = CACHES[cache.type];
  const groups = groupsAt(workload, cache, path);
  if (groups.length === 0 || groups.length < cache.list(path).length) return [];
  const isReached = anyOf(groups.map((group) => letsAnythingIn(workload, group)));
  return [
    found(
      cache,
      isReached,
      'a security group that lets servers or functions in',
      isReached ? 'let in' : 'nobody is let in',
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
      // Files in a bucket may be one visitor's own, such as invoices.
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

/** By the managed policy, by one of the app, or in the older form without a policy. */
function cachingFinding(workload: Workload, { distribution, path, name: item }: Behavior): Finding {
  const expected = 'a policy that caches';
  const given = distribution.raw(`${path}.CachePolicyId`);
  const policy = workload.follow(distribution, given);
  if (given === undefined || policy) {
    const values = policy ? policy.values('CachePolicyConfig.MaxTTL') : distribution.values(`${path}.MaxTTL`);
    return judge(distribution, `Properties.${path}.${policy ? 'CachePolicyId' : 'MaxTTL'}`, values, {
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
