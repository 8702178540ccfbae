import { CfnUser, CfnUserGroup } from 'aws-cdk-lib/aws-elasticache';
import { Construct } from 'constructs';
import { physicalName } from '../core/naming';

const LONGEST = 40;

/** Everything on every key but what harms the whole cache (FLUSHALL, KEYS, CONFIG); INFO is for operators' dashboards. */
const APPLICATION = 'on ~* &* +@all -@dangerous +info';
const NOTHING = 'off -@all';

/**
 * Who may sign in to the cache: one user, by IAM. The user `default`, as whom Valkey takes everybody who does not sign in,
 * is replaced by one that is switched off.
 *
 * The engine is `redis` for both, which Valkey clusters take: a group of engine `valkey` refuses users without a password.
 */
export class CacheUsers extends Construct {
  /** Servers and functions sign in as this user. */
  public readonly applicationUser: CfnUser;

  /** The group that the cache lets in. */
  public readonly group: CfnUserGroup;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // IAM sign-in demands that id and name are the same.
    const name = physicalName(this, 'shop-user', LONGEST);
    this.applicationUser = new CfnUser(this, 'Application', {
      engine: 'redis',
      userId: name,
      userName: name,
      accessString: APPLICATION,
      authenticationMode: { Type: 'iam' },
    });
    const nobody = new CfnUser(this, 'Nobody', {
      engine: 'redis',
      userId: physicalName(this, 'shop-nobody', LONGEST),
      userName: 'default',
      accessString: NOTHING,
      authenticationMode: { Type: 'no-password-required' },
    });
    this.group = new CfnUserGroup(this, 'Group', {
      engine: 'redis',
      userGroupId: physicalName(this, 'shop-users', LONGEST),
      userIds: [this.applicationUser.ref, nobody.ref],
    });
  }
}
