import { SERVER_PREFIXES } from './servers';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** A resource that describes how a server starts. */
export interface ServerDefinition {
  readonly resource: Resource;

  /** Prefix of each property: `LaunchTemplateData.`, or empty. */
  readonly prefix: string;

  /**
   * True when a property that is absent here is absent for good. An instance may take it from its launch template, and
   * other services add to a launch template.
   */
  readonly isWhole: boolean;
}

const STARTERS = [
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::EC2::Instance',
  'AWS::EC2::EC2Fleet',
  'AWS::EC2::SpotFleet',
];

export function serverDefinitions(workload: Workload): ServerDefinition[] {
  return Object.entries(SERVER_PREFIXES).flatMap(([type, prefix]) =>
    workload.ofType(type).map((resource) => ({
      resource,
      prefix,
      isWhole: prefix === '' ? resource.raw('LaunchTemplate') === undefined : startsServers(workload, resource),
    })),
  );
}

/**
 * True when servers start from the launch template. Clusters and batch environments add disks, roles and images to one.
 */
function startsServers(workload: Workload, launchTemplate: Resource): boolean {
  return [...workload.referrers(launchTemplate)].some(({ type }) => STARTERS.includes(type));
}
