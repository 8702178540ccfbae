import { isEdgeFunction } from './edge-functions';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** By these variables CDK's provider framework knows the function that it calls for a custom resource. */
const FRAMEWORK = ['USER_ON_EVENT_FUNCTION_ARN', 'USER_IS_COMPLETE_FUNCTION_ARN'];

/** The functions that work for visitors: not those that run at deployments only, and not those that CloudFront runs in its own locations. */
export function servingFunctions(workload: Workload): Resource[] {
  return workload
    .ofType('AWS::Lambda::Function')
    .filter((fn) => !helpsDeployments(workload, fn) && !isEdgeFunction(workload, fn));
}

function helpsDeployments(workload: Workload, fn: Resource): boolean {
  return [...workload.referrers(fn)].some(
    (referrer) =>
      workload.follow(referrer, referrer.raw('ServiceToken')) === fn ||
      FRAMEWORK.some((name) => workload.follow(referrer, referrer.raw(`Environment.Variables.${name}`)) === fn),
  );
}
