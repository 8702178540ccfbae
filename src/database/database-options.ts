import type { Duration, Size } from 'aws-cdk-lib';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DatabaseEngine } from './database-engine';
import type { Profile } from '../core/profile';
import type { IMonitoring } from '../monitoring/monitoring-hub';
import type { INetwork } from '../network/network-tiers';

/** The relational database: engine, size, safety. Prices are for us-east-1, on demand. */
export interface DatabaseOptions {
  /**
   * Which engine, in which version.
   *
   * @default DatabaseEngine.postgres()
   */
  readonly engine?: DatabaseEngine;

  /**
   * The class of instance, written as for EC2 (without `db.`).
   * A burstable class (`t`) runs out of credits under steady load, and Oracle does not run on Graviton.
   *
   * @default - m7g.large, 2 processors and 8 GiB (about 250 USD a month with its standby), in production, t4g.medium (about 50 USD) in development;
   * for Oracle r6i.large and t3.medium, which are x86
   */
  readonly instanceType?: InstanceType;

  /**
   * The name of the database, which servers and functions read as DATABASE_NAME. With `snapshotIdentifier` the name that the snapshot has.
   * Changing it would replace the instance: the deployment then fails, see `instanceGeneration`.
   *
   * @default - shop; for Oracle SHOP
   */
  readonly databaseName?: string;

  /**
   * The storage to begin with: gp3, at least 20 GiB. From 400 GiB on (Oracle: 200) RDS gives 12000 instead of 3000 I/O operations a second.
   * It can grow and never shrink.
   *
   * @default - Size.gibibytes(100) in production, Size.gibibytes(20) in development
   */
  readonly allocatedStorage?: Size;

  /**
   * How far RDS may let the storage grow by itself, which protects the shop from a full disk and the bill from a runaway.
   * Equal to `allocatedStorage` it never grows; otherwise at least a tenth above it, or RDS refuses it.
   *
   * @default - five times `allocatedStorage`
   */
  readonly maxAllocatedStorage?: Size;

  /**
   * Whether a standby in another zone takes over within one or two minutes when the primary fails. It doubles the price of the instance.
   *
   * @default - true in production, false in development
   */
  readonly multiAz?: boolean;

  /**
   * How far back the database can be restored to any second: 7 to 35 days in production, 1 to 35 in development.
   *
   * @default - Duration.days(14) in production, Duration.days(1) in development
   */
  readonly backupRetention?: Duration;

  /**
   * Restores this snapshot (name or ARN) into the new instance, with the owner and the databases that are in it. It must be encrypted (copy an
   * unencrypted one with a key first) and come from a database of this construct, whose owner is `shopowner`. Keep the prop once it was used:
   * without it CloudFormation would begin again with an empty database. With an instance already there also raise `instanceGeneration`.
   *
   * RDS manages the owner's password of a restored instance only after a second change, so here the owner's password is generated into a secret of
   * Secrets Manager that does not rotate; the construct warns of that.
   *
   * @default - a new and empty database
   */
  readonly snapshotIdentifier?: string;

  /**
   * Counts the instances that this database has had: the number is part of the instance's name. A change that replaces the instance fails
   * at deployment, because the name is taken; this is the lock that keeps data from being replaced by accident. Raise the number to
   * replace it on purpose: a snapshot of the old instance stays in production.
   *
   * @default 1
   */
  readonly instanceGeneration?: number;

  /**
   * Whether RDS Proxy stands between clients and database: it pools connections (functions open many) and shortens a failover,
   * for about 22 USD a month with two processors. Without it clients sign in to the instance itself, by IAM as well.
   *
   * @default - true; false for Oracle, for which there is no proxy
   */
  readonly proxy?: boolean;

  /**
   * Whether the instance cannot be deleted before this is switched off.
   *
   * @default - true in production, false in development
   */
  readonly deletionProtection?: boolean;
}

/** What the database needs from the other rooms. */
export interface DatabaseProps extends DatabaseOptions {
  /** Decides the defaults. */
  readonly profile: Profile;

  /** The instance and its proxy stand in the data subnets. */
  readonly network: INetwork;

  /** Encrypts storage, backups, insights, logs and the owner's secret. */
  readonly encryptionKey: IKey;

  /** Is told of the instance's events and alarms. */
  readonly monitoring: IMonitoring;
}
