import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Returns the buckets that a deployment fills. The next deployment brings their objects back. */
export function deployedBuckets(workload: Workload): Set<Resource> {
  return new Set(
    workload
      .anyOfType('Custom::CDKBucketDeployment')
      .flatMap((deployment) => workload.follow(deployment, deployment.raw('DestinationBucketName')) ?? []),
  );
}
