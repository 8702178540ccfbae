import { isEdgeFunction } from './edge-functions';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Variables in which CDK's provider framework gets the function that it calls for a custom resource. */
const FRAMEWORK = ['USER_ON_EVENT_FUNCTION_ARN', 'USER_IS_COMPLETE_FUNCTION_ARN'];

/**
 * Returns the functions that serve visitors. Functions that run only during deployments, and functions of Lambda@Edge,
 * are excluded.
 */
export function servingFunctions(workload: Workload): Resource[] {
  return workload
    .ofType('AWS::Lambda::Function')
    .filter((fn) => !runsInDeployments(workload, fn) && !isEdgeFunction(workload, fn));
}

function runsInDeployments(workload: Workload, fn: Resource): boolean {
  return [...workload.referrers(fn)].some(
    (referrer) =>
      workload.follow(referrer, referrer.raw('ServiceToken')) === fn ||
      FRAMEWORK.some((name) => workload.follow(referrer, referrer.raw(`Environment.Variables.${name}`)) === fn),
  );
}
