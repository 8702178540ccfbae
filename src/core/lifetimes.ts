import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Profile } from './profile';

/** Retention of logs, and the fate of data when the stack is deleted. */
export interface Lifetimes {
  readonly logRetention: RetentionDays;
  readonly dataRemovalPolicy: RemovalPolicy;
  /** For services that can take a final snapshot. */
  readonly snapshotRemovalPolicy: RemovalPolicy;
}

/** The lifetimes of each profile. */
export const LIFETIMES: Readonly<Record<Profile, Lifetimes>> = {
  [Profile.PRODUCTION]: {
    logRetention: RetentionDays.ONE_YEAR,
    dataRemovalPolicy: RemovalPolicy.RETAIN,
    snapshotRemovalPolicy: RemovalPolicy.SNAPSHOT,
  },
  [Profile.DEVELOPMENT]: {
    logRetention: RetentionDays.TWO_WEEKS,
    dataRemovalPolicy: RemovalPolicy.DESTROY,
    snapshotRemovalPolicy: RemovalPolicy.DESTROY,
  },
};
