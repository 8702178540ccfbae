import { CfnUser, CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import { Construct } from 'constructs';
import { physicalName } from '../core/naming';

const LONGEST = 40;

/**
 * Allows all commands on all keys except those that affect the whole cache (FLUSHALL, KEYS, CONFIG). INFO is allowed
 * for operators' dashboards.
 */
const APPLICATION = 'on ~* &* +@all -@dangerous +info';
const NOTHING = 'off -@all';

/**
 * The users of the cache: one application user, who signs in by IAM. The user `default`, which Valkey assigns to
 * connections without a sign-in, is replaced by a disabled one.
 *
 * Both have the engine `redis`, which Valkey clusters accept, because a group of the engine `valkey` refuses users
 * without a password.
 */
export class CacheUsers extends Construct {
  /** The user of servers and functions. */
  public readonly applicationUser: CfnUser;

  /** The group of users that may sign in to the cache. */
  public readonly group: CfnUserGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // IAM sign-in requires that id and name are the same.
    const name = physicalName(this, 'shop-user', LONGEST);
    this.applicationUser = new CfnUser(this, 'Application', {
      engine: 'redis',
      userId: name,
      userName: name,
      accessString: APPLICATION,
      authenticationMode: { Type: 'iam' },
    });
    const defaultUser = new CfnUser(this, 'Nobody', {
      engine: 'redis',
      userId: physicalName(this, 'shop-nobody', LONGEST),
      userName: 'default',
      accessString: NOTHING,
      authenticationMode: { Type: 'no-password-required' },
    });
    this.group = new CfnUserGroup(this, 'Group', {
      engine: 'redis',
      userGroupId: physicalName(this, 'shop-users', LONGEST),
      userIds: [this.applicationUser.ref, defaultUser.ref],
    });
  }
}
