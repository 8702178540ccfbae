import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { anyOf, everyOf, verdictIn, verdictOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

/** Being in the network is not enough to read the cache. */
export const cacheAuthenticated: Rule = {
  name: 'CacheAuthenticated',
  practice: 'SEC09-BP03',
  level: 'warning',
  requirement: 'Whoever connects to the cache signs in.',
  why: 'One server or function that is taken over reads and changes what every customer sees, prices included, and sessions with it.',
  fix:
    'The cache of `EcommerceArchitecture` has one user that signs in with IAM, and a default user that may do nothing; in CloudFormation `UserGroupIds` ' +
    '(`UserGroupId` of a serverless cache), or `AuthToken`.',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html',
  check: (workload) =>
    Object.entries(GROUPS).flatMap(([type, property]) =>
      workload
        .ofType(type)
        .filter((cache) => !/memcached/i.test(String(cache.get('Engine') ?? '')))
        .map((cache) => cacheFinding(workload, cache, property)),
    ),
};

const GROUPS: Readonly<Record<string, string>> = {
  'AWS::ElastiCache::ReplicationGroup': 'UserGroupIds',
  'AWS::ElastiCache::ServerlessCache': 'UserGroupId',
};

function cacheFinding(workload: Workload, cache: Resource, property: string): Finding {
  const given = verifyPresent(cache, property, 'a group of users, or a token');
  const [group] = workload.mentions(cache, cache.raw(property));
  const users =
    given.state === 'compliant' && group?.type === 'AWS::ElastiCache::UserGroup'
      ? everybodyProves(workload, group)
      : verdictIn(given);
  const isAsked = anyOf([users, verdictIn(verifyPresent(cache, 'AuthToken', 'a token'))]);
  const actual =
    given.state === 'compliant' && users === false ? 'a group with a user who needs no password' : given.actual;
  return found(cache, isAsked, given.expected, actual, { property: given.property });
}

/** A group lets everybody in by one user who needs no password; where that user is switched off, nobody can be it. */
function everybodyProves(workload: Workload, group: Resource): Verdict {
  if (group.values('UserIds').some(({ known }) => !known)) return undefined;
  return everyOf(
    group.list('UserIds').map((id) => {
      const user = workload.follow(group, id);
      if (user) return anyOf([isOff(user), asksForProof(user)]);
      // The user of this id that AWS makes needs no password. Others were made elsewhere.
      return verdictOf(possibleValues(group.template, id), (name) => name !== 'default');
    }),
  );
}

function isOff(user: Resource): Verdict {
  return verdictOf(user.values('AccessString'), (access) => /(^|\s)off(\s|$)/.test(String(access)));
}

function asksForProof(user: Resource): Verdict {
  if (user.raw('Passwords') !== undefined) return true;
  return verdictOf(
    [...user.values('AuthenticationMode.Type'), ...user.values('NoPasswordRequired')].filter(
      ({ value }) => value !== undefined,
    ),
    (value) => value === 'iam' || value === 'password' || value === false || value === 'false',
  );
}
