import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** True when CloudWatch delivers the access logs of a resource, as newer kinds of logs are configured. */
export function hasAccessLogDelivery(workload: Workload, resource: Resource): boolean {
  return resourcesAbout(workload, resource, 'AWS::Logs::DeliverySource', 'ResourceArn').some((source) =>
    /(^|_)ACCESS_LOGS$/.test(String(source.get('LogType'))),
  );
}

/**
 * Returns the resources of a type that refer to this one.
 *
 * @param path - property in which they refer to it
 */
export function resourcesAbout(workload: Workload, resource: Resource, type: string, path: string): Resource[] {
  return workload.anyOfType(type).filter((other) => workload.mentions(other, other.raw(path)).has(resource));
}
