import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { anyOf, everyOf, verdictIn, verdictOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

/** Access to the network is not enough to read the cache. */
export const cacheAuthenticated: Rule = {
  name: 'CacheAuthenticated',
  practice: 'SEC09-BP03',
  level: 'warning',
  requirement: 'Every client of the cache authenticates.',
  why:
    'Without authentication a single compromised server or function can read and change what all customers see, ' +
    'including prices and sessions.',
  fix:
    'The cache of `EcommerceArchitecture` has one user that authenticates with IAM, and a default user without ' +
    'permissions. In CloudFormation set `UserGroupIds` (`UserGroupId` of a serverless cache) or `AuthToken`.',
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
      ? everyUserAuthenticates(workload, group)
      : verdictIn(given);
  const isAsked = anyOf([users, verdictIn(verifyPresent(cache, 'AuthToken', 'a token'))]);
  const actual =
    given.state === 'compliant' && users === false ? 'a group with a user who needs no password' : given.actual;
  return found(cache, isAsked, given.expected, actual, { property: given.property });
}

/** A group is open when it has one user without a password. A user that is disabled does not count. */
function everyUserAuthenticates(workload: Workload, group: Resource): Verdict {
  if (group.values('UserIds').some(({ known }) => !known)) return undefined;
  return everyOf(
    group.list('UserIds').map((id) => {
      const user = workload.follow(group, id);
      if (user) return anyOf([isOff(user), needsAuthentication(user)]);
      // AWS creates the user with the id `default`, which needs no password. Users with other ids are from another
      // template.
      return verdictOf(possibleValues(group.template, id), (name) => name !== 'default');
    }),
  );
}

function isOff(user: Resource): Verdict {
  return verdictOf(user.values('AccessString'), (access) => /(^|\s)off(\s|$)/.test(String(access)));
}

function needsAuthentication(user: Resource): Verdict {
  if (user.raw('Passwords') !== undefined) return true;
  return verdictOf(
    [...user.values('AuthenticationMode.Type'), ...user.values('NoPasswordRequired')].filter(
      ({ value }) => value !== undefined,
    ),
    (value) => value === 'iam' || value === 'password' || value === false || value === 'false',
  );
}
