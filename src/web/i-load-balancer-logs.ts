import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IDependable } from 'constructs';

/** What the load balancer sees of the storage: where its access logs go. */
export interface ILoadBalancerLogs {
  /** The bucket for the logs. */
  readonly logBucket: IBucket;

  /**
   * Lets the load balancer write its logs.
   *
   * @param prefix the folder in the bucket
   * @returns what must exist before the load balancer, which tries to write when it is made
   */
  _allowLoadBalancerLogs(prefix: string): IDependable;
}
