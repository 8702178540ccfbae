import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { Profile } from '../../../src/core/profile';
import { WellArchitected } from '../../../src/well-architected/well-architected';

/** Rule that a shop with this database violates. */
export const RULE = 'REL10-BP01-MultiAzEveryTier';

/** A database without a standby: an error in production. */
export function database(scope: Construct, id = 'Database', multiAz = false): CfnDBInstance {
  return new CfnDBInstance(scope, id, { engine: 'postgres', multiAz });
}

/** A shop with a database without a standby. */
export class Shop extends Construct {
  readonly database: CfnDBInstance;

  constructor(scope: Construct, id: string, checks: WellArchitected = WellArchitected.enforce(), multiAz = false) {
    super(scope, id);
    this.database = database(this, 'Database', multiAz);
    checks._attach([this], Profile.PRODUCTION);
  }
}
