import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';

/** A path that the load balancer routes to a function instead of the servers; the main construct creates the route. */
export interface PlannedRoute {
  /** The construct id of the route. */
  readonly id: string;

  /** The path pattern, with `*` as wildcard. */
  readonly path: string;

  /** The priority among the rules of the listener, which evaluates the lowest number first. */
  readonly priority: number;

  /** The function that answers the requests. */
  readonly function: LambdaFunction;
}
