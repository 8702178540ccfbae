import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/**
 * True for a function of Lambda@Edge, which CloudFront runs at its edge locations: its role can be assumed by that
 * service.
 */
export function isEdgeFunction(workload: Workload, fn: Resource): boolean {
  const role = workload.follow(fn, fn.raw('Role'));
  return JSON.stringify(role?.raw('AssumeRolePolicyDocument') ?? '').includes('edgelambda.amazonaws.com');
}
