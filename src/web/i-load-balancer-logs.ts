import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { IDependable } from 'constructs';

/** The storage as the load balancer uses it: the bucket for its access logs. */
export interface ILoadBalancerLogs {
  /** The bucket for the logs. */
  readonly logBucket: IBucket;

  /**
   * Allows the load balancer to write its logs.
   *
   * @param prefix - the folder in the bucket, without a trailing slash
   * @returns the dependency of the load balancer, which writes a test object as soon as its logs are configured
   */
  _allowLoadBalancerLogs(prefix: string): IDependable;
}
