import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnReplicationGroup, CfnServerlessCache, CfnUser, CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import type { CfnReplicationGroupProps, CfnUserProps } from 'aws-cdk-lib/aws-elasticache';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { cacheAuthenticated } from '../../../../src/well-architected/rules/security/cache-authenticated';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const cache =
  (props: Partial<CfnReplicationGroupProps>): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', engine: 'valkey', ...props });
  };

const serverless =
  (engine: string, userGroupId?: string): Build =>
  (stack) => {
    new CfnServerlessCache(stack, 'Cache', { engine, serverlessCacheName: 'cache', userGroupId });
  };

const group = (stack: Stack, userIds: string[]) =>
  new CfnUserGroup(stack, 'Group', { engine: 'redis', userGroupId: 'group', userIds }).ref;

/** A cache with a group of a user that authenticates and of a default user. */
const withDefault =
  (props: Partial<CfnUserProps>): Build =>
  (stack) => {
    const shop = new CfnUser(stack, 'Shop', {
      engine: 'redis',
      userId: 'shop',
      userName: 'shop',
      accessString: 'on ~* +@all',
      authenticationMode: { Type: 'iam' },
    });
    const anonymous = new CfnUser(stack, 'Anonymous', {
      engine: 'redis',
      userId: 'anonymous',
      userName: 'default',
      ...props,
    });
    cache({ userGroupIds: [group(stack, [shop.ref, anonymous.ref])] })(stack);
  };

export const cases: RuleCases = {
  rule: cacheAuthenticated,
  compliant: {
    'a token': cache({ authToken: '{{resolve:secretsmanager:token}}' }),
    'a group of users created elsewhere': cache({ userGroupIds: ['group'] }),
    'a group whose default user has no permission': withDefault({
      accessString: 'off -@all',
      authenticationMode: { Type: 'no-password-required' },
    }),
    'a group whose default user has a password': withDefault({
      accessString: 'on ~* +@all',
      passwords: ['{{resolve:secretsmanager:token}}'],
    }),
    'a group with a user created elsewhere': (stack) => {
      cache({ userGroupIds: [group(stack, ['user'])] })(stack);
    },
    'a serverless cache with a group': serverless('valkey', 'group'),
  },
  failing: {
    nothing: { build: cache({}), fails: ['Properties.UserGroupIds'] },
    'an empty list of groups': cache({ userGroupIds: [] }),
    'a group whose default user needs no password': withDefault({
      accessString: 'on ~* +@all',
      noPasswordRequired: true,
    }),
    'a group with the default user of AWS': (stack) => {
      cache({ userGroupIds: [group(stack, ['default'])] })(stack);
    },
    'a serverless cache without': { build: serverless('redis'), fails: ['Properties.UserGroupId'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a cache of Memcached': serverless('memcached'),
  },
  token: (stack) => {
    const given = (id: string) => new CfnParameter(stack, id, { type: 'CommaDelimitedList' }).valueAsList;
    cache({ userGroupIds: given('Groups') })(stack);
    const users = new CfnUserGroup(stack, 'Group', { engine: 'redis', userGroupId: 'group', userIds: given('Users') });
    new CfnReplicationGroup(stack, 'Other', { replicationGroupDescription: 'cache', userGroupIds: [users.ref] });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnReplicationGroup(stack, 'Cache', {
        replicationGroupDescription: 'cache',
        userGroupIds: ['group'],
      }).addPropertyDeletionOverride('UserGroupIds');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        delete properties.UserGroupIds;
      }
    },
  },
  oracles: [
    {
      name: 'ElastiCacheRedisClusterRedisAuth',
      rule: rules.elasticache.ElastiCacheRedisClusterRedisAuth,
      about: ['a token', 'a group whose default user has no permission', 'nothing', 'an empty list of groups'],
      disagreements: {
        'a group whose default user has no permission':
          'a token is the older way; users of a group authenticate with IAM and can be distinguished',
      },
    },
  ],
};
