import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** What stands before the properties of a server in the types that say how one starts. */
export const SERVER_PREFIXES: Readonly<Record<string, string>> = {
  'AWS::EC2::LaunchTemplate': 'LaunchTemplateData.',
  'AWS::EC2::Instance': '',
  'AWS::AutoScaling::LaunchConfiguration': '',
};

/** A list of disks, and whose it is. */
export interface Disks {
  readonly resource: Resource;
  readonly path: string;
}

export function disksOf(workload: Workload): Disks[] {
  return Object.entries(SERVER_PREFIXES).flatMap(([type, prefix]) => workload.ofType(type)
    .map((resource) => ({ resource, path: `${prefix}BlockDeviceMappings` })));
}

