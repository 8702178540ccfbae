import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** The buckets that a deployment fills: their objects come back with the next one. */
export function deployedBuckets(workload: Workload): Set<Resource> {
  return new Set(
    workload
      .anyOfType('Custom::CDKBucketDeployment')
      .flatMap((deployment) => workload.follow(deployment, deployment.raw('DestinationBucketName')) ?? []),
  );
}
