import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Whether CloudWatch delivers the access logs of a resource, which is how newer kinds of logs are switched on. */
export function hasAccessLogDelivery(workload: Workload, resource: Resource): boolean {
  return resourcesAbout(workload, resource, 'AWS::Logs::DeliverySource', 'ResourceArn').some((source) =>
    /(^|_)ACCESS_LOGS$/.test(String(source.get('LogType'))),
  );
}

/** The resources of a type that are about this one. */
export function resourcesAbout(workload: Workload, resource: Resource, type: string, path: string): Resource[] {
  return workload.anyOfType(type).filter((other) => workload.mentions(other, other.raw(path)).has(resource));
}
