import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Lambda@Edge, which CloudFront runs in its own locations: it needs a role that this service may assume. */
export function isEdgeFunction(workload: Workload, fn: Resource): boolean {
  const role = workload.follow(fn, fn.raw('Role'));
  return JSON.stringify(role?.raw('AssumeRolePolicyDocument') ?? '').includes('edgelambda.amazonaws.com');
}
