import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** Requests that the load balancer hands to a function instead of the servers; the main construct makes the route. */
export interface PlannedRoute {
  /** The construct id of the route. */
  readonly id: string;

  /** The path, with a wildcard. */
  readonly path: string;

  /** The rule's place among the listener's rules: the lowest is tried first. */
  readonly priority: number;

  /** Answers the requests. */
  readonly function: LambdaFunction;
}
